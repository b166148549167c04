"""Whether risk on file was acted on: on each report before the next came, not only in the end."""

from typing import Any

import pytest
from checks_words import assessed

Row = dict[str, Any]
ACTS = ["behaviour.following", "behaviour.messaging", "risk.ex_partner", "risk.victim_fear"]
"""What makes a course of two such reports stalking, with one red flag."""


def report(at: str, *done: str, flag: bool = True, grade: str = "standard", logged: bool = True) -> Row:
    """Give a report with an act, a red flag unless said otherwise, and what its log shows as done."""
    log = [{"at": at, "text": "x", "says": [f"response.{code}" for code in done]}] if logged else []
    says = ACTS if flag else ACTS[:3]
    return {"at": at, "offence": "Harassment", "risk_grade": grade, "says": says, "log": log}


def told(at: str, outcome: str | None = None, **entry: str) -> Row:
    """Give a report with a red flag and an outcome or an entry of a kind, in words of which reading made nothing."""
    return report(at) | {"outcome": outcome, "log": [{"at": at, "text": "x", **entry}]}


FIRST, SAME_NIGHT, LATER = "2026-03-02T10:00", "2026-03-03T09:00", "2026-03-20T10:00"


@pytest.mark.parametrize(
    ("reports", "answer"),
    [
        ([report(FIRST), report(LATER, "arrest")], "not_heeded"),  # nothing was done until it came again
        ([report(FIRST, "arrest"), report(LATER, "arrest")], "heeded"),
        ([report(FIRST, "safety_planning"), report(LATER, "arrest")], "heeded"),
        ([report(FIRST, "supervisor_review"), report(LATER, "arrest")], "not_heeded"),  # read and closed
        ([report(FIRST), report(SAME_NIGHT, "arrest")], "heeded"),  # two calls within a day are one
        ([report(FIRST, flag=False), report(LATER, "arrest")], "heeded"),  # nothing stood on file before
        ([report(FIRST, logged=False), report(LATER, "arrest")], "heeded"),  # of the first nothing is known
        ([report(FIRST, "arrest"), report(LATER)], "heeded"),
        ([report(FIRST, flag=False), report(LATER)], "not_heeded"),
        ([report(FIRST, flag=False), report(LATER, grade="high")], "cannot_tell"),
        ([report(FIRST, logged=False), report(LATER, logged=False)], "cannot_tell"),
        ([report(FIRST, flag=False), report(LATER, flag=False)], "cannot_tell"),
    ],
)
def test_a_flag_is_heeded_where_something_was_done_before_the_next_report(reports: list[Row], answer: str) -> None:
    assert assessed(reports)["assessments"][0]["risk_heeded"] == answer


@pytest.mark.parametrize(
    ("first", "answer"),
    [
        (told(FIRST, "Charged"), "heeded"),
        (told(FIRST, kind="custody"), "heeded"),
        (told(FIRST, kind="bail", text="Conditions: no contact"), "heeded"),
        (told(FIRST, kind="marker"), "heeded"),
        (told(FIRST, "Filed, no further action"), "not_heeded"),
        (told(FIRST, kind="bail", text="Bail refused"), "not_heeded"),
        (told(FIRST, kind="arrest", text="Arrest planned, will attend"), "not_heeded"),
        (told(FIRST, kind="victim_contact"), "not_heeded"),
    ],
)
def test_what_stands_as_an_outcome_or_a_kind_of_entry_was_done_as_well(first: Row, answer: str) -> None:
    assert assessed([first, report(LATER, "arrest")])["assessments"][0]["risk_heeded"] == answer


def test_the_reason_names_the_outcome_and_the_kind_of_entry() -> None:
    both = told(FIRST, "Charged", kind="target_hardening")

    assert assessed([both])["assessments"][0]["risk_reason"] == (
        "After the first flag the record shows: an entry of the kind “target hardening”, the outcome “Charged”."
    )


def test_an_outcome_of_a_report_before_the_flag_is_no_action_on_it() -> None:
    before = report(FIRST, flag=False) | {"outcome": "Charged"}

    assert assessed([before, report(LATER)])["assessments"][0]["risk_heeded"] == "not_heeded"


def test_the_reason_names_the_days_and_what_was_done_in_the_end() -> None:
    reason = assessed([report(FIRST), report(LATER, "arrest")])["assessments"][0]["risk_reason"]

    assert reason.startswith(
        "The record shows no action on the flags of 2 March 2026 before the next report, of 20 March"
    )
    assert "Later the record shows: " in reason


def test_what_does_not_bear_stalking_is_not_asked_about() -> None:
    one = {"offence": "Assault", "says": ["risk.victim_fear"], "log": [{"text": "x"}], "risk_grade": "none"}
    assessment = assessed([one])["assessments"][0]

    assert (assessment["stalking"], assessment["risk_heeded"]) == ("not_indicated", "cannot_tell")
    assert "not asked" in assessment["risk_reason"]


@pytest.mark.parametrize(
    ("flag", "done", "answer"),
    [
        ("strangulation", ["response.arrest"], "heeded"),
        ("strangulation", [], "cannot_tell"),
        ("high_frequency", ["response.protective_measures"], "cannot_tell"),  # as part of a pursuit alone
    ],
)
def test_of_what_does_not_bear_stalking_it_is_said_where_violence_was_acted_on(
    flag: str, done: list[str], answer: str
) -> None:
    one = {"offence": "Assault", "says": [f"risk.{flag}"], "log": [{"text": "x", "says": done}]}
    assessment = assessed([one])["assessments"][0]

    assert (assessment["stalking"], assessment["risk_heeded"]) == ("not_indicated", answer)
