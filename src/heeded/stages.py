"""The order of the work, declared once.

The run, the command line, the numbers of the tables, the docs and the layer test all read this table.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Stage:
    """One step of the work: what it asks, which tables it takes, which it gives."""

    verb: str
    question: str
    takes: tuple[str, ...]
    gives: tuple[str, ...]


GIVEN = ("delivery", "decisions", "previous")

STAGES = (
    Stage("ingest", "What were we sent?", ("delivery",), ("raw_reports", "raw_persons", "raw_log")),
    Stage(
        "normalise",
        "What does it say, in one shape?",
        ("raw_reports", "raw_persons", "raw_log"),
        ("reports", "versions", "log", "mentions"),
    ),
    Stage("read", "What do the words state?", ("reports", "log", "mentions"), ("findings", "clues")),
    Stage(
        "link",
        "Who is the same person?",
        ("mentions", "clues", "decisions"),
        ("persons", "person_links"),
    ),
    Stage(
        "assemble",
        "Which reports are about the same two people?",
        ("reports", "log", "mentions", "findings", "clues", "persons", "person_links", "decisions", "previous"),
        ("courses", "course_reports", "possible_joins", "id_changes"),
    ),
    Stage(
        "assess",
        "What does it amount to, and was it acted on?",
        ("reports", "versions", "log", "findings", "clues", "courses", "course_reports", "possible_joins", "decisions"),
        ("questions", "assessments", "checks"),
    ),
    Stage(
        "explain",
        "How do we show why?",
        (
            "reports",
            "versions",
            "log",
            "mentions",
            "persons",
            "findings",
            "courses",
            "course_reports",
            "questions",
            "assessments",
            "checks",
        ),
        ("accounts",),
    ),
)


def numbered(table: str) -> str:
    """Give the file name of a table, numbered by the stage that makes it: `3-findings.parquet`."""
    for number, stage in enumerate(STAGES, start=1):
        if table in stage.gives:
            return f"{number}-{table}.parquet"
    raise KeyError(table)
