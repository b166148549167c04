"""An account as a document: headings, sentences, lists and tables, which PDF and Word files only dress.

It adds no statement of its own; every word comes from the account.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime

from heeded.explain.plain import day, day_and_time, in_reports, showable, upper_first
from heeded.explain.rows import Row
from heeded.explain.segments import segments

MOST = 3
"""How many quotations stand under one point; all of them are marked in the reports at the end."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text, bold where it leads, quoted where it is the record's own words, with the labels that end on it."""

    text: str
    bold: bool = False
    quoted: bool = False
    marked: bool = False
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """One block: `heading` of a level, `paragraph`, `item` of a list of a level, or `table`."""

    kind: str
    pieces: tuple[Piece, ...] = ()
    level: int = 1
    head: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = field(default=())


def document(account: Row) -> list[Block]:
    """Give the blocks of an account, in the order in which its pages show them."""
    parts = (
        _opening,
        _timeline,
        _flags,
        _worse,
        _points,
        _concerns,
        _fading,
        _duties,
        _decided,
        _asked,
        _steps,
        _said,
        _together,
    )
    blocks = [*(block for part in parts for block in part(account)), _sentence(account["limits"])]
    return [_shown(block) for block in blocks]


def _shown(block: Block) -> Block:
    """Give a block without characters that would break a file."""
    pieces = tuple(replace(p, text=showable(p.text)) for p in block.pieces)
    return replace(block, pieces=pieces, rows=tuple(tuple(map(showable, row)) for row in block.rows))


def _heading(text: str, level: int = 2) -> Block:
    return Block("heading", (Piece(text),), level)


def _sentence(text: str, *, bold: bool = False) -> Block:
    return Block("paragraph", (Piece(text, bold=bold),))


def _item(lead: str, text: str = "", *, quote: str = "", level: int = 1) -> Block:
    """Give an item: what leads it, what is said, and words of the record."""
    pieces = [Piece(lead, bold=bool(text or quote))] if lead else []
    pieces += [Piece(f": {text}" if lead else text)] if text else []
    pieces += [Piece(f" “{quote}”", quoted=True)] if quote else []
    return Block("item", tuple(pieces), level)


def _quotes(evidence: list[Row]) -> Iterator[Block]:
    """Give the first quotations, and say how many more stand with their reports."""
    yield from (_item("", quote=q["quote"], level=2) for q in evidence[:MOST])
    if len(evidence) > MOST:
        yield _item(f"{len(evidence) - MOST} more, with the reports below", level=2)


def _places(given: list[int]) -> str:
    return f" ({in_reports(given)})" if given else ""


def _opening(account: Row) -> Iterator[Block]:
    yield Block("heading", (Piece(account["title"]),), 1)
    yield _sentence(f"Course {account['course_id']}. {account['period']['words']}. {account['relationship']['words']}.")
    yield from (_sentence(line, bold=not number) for number, line in enumerate(account["headline_lines"]))
    yield from (_item(n["title"] + _places(n["reports"])) for n in account["named"])


def _timeline(account: Row) -> Iterator[Block]:
    yield _heading("When, and what it was recorded as")
    rows = tuple(_line(r) for r in account["reports"])
    yield Block("table", head=("Report", "Recorded", "Recorded as", "Risk grade", "Outcome"), rows=rows)


def _line(report: Row) -> tuple[str, ...]:
    included = report["included_classifications"]
    recorded = report["recorded_as"]["text"] or "no heading given"
    return (
        str(report["number"]),
        _moment(report["recorded_at"]),
        f"{recorded} with {included}" if included else recorded,
        report["risk_grade"] or "not given",
        report["outcome"] or "not given",
    )


def _moment(at: str | None) -> str:
    return day_and_time(datetime.fromisoformat(at)) if at else "date not known"


def _flags(account: Row) -> Iterator[Block]:
    yield _heading("Red flags on file")
    for flag in account["red_flags"]:
        first = flag["first_on_file"]
        since = f"first on file {day(datetime.fromisoformat(first))}" if first else "day not known"
        yield _item(upper_first(flag["title"]) + _places(flag["reports"]), since)
        yield from _quotes(flag["evidence"])
    if not account["red_flags"]:
        yield _sentence("None was found in the words on file; that is not to say that there is none.")
    yield _sentence(f"Latest risk grade: {account['risk']['recorded_words']}. {account['risk']['reason']}")


def _worse(account: Row) -> Iterator[Block]:
    if account["escalation"]:
        yield _heading("Whether it grows worse")
        for form in account["escalation"]:
            shown = form["standing"] == "shown"
            words = form["words"] if shown else " ".join(filter(None, (form["standing_words"], form["words"])))
            yield _item(form["title"] + (_places(form["reports"]) if shown else ""), words)
        yield from (_sentence(words, bold=True) for words in (account["quiet"],) if words)
        yield _sentence(account["risk"]["grades"])


def _points(account: Row) -> Iterator[Block]:
    if account["points"]:
        yield _heading("Points to prove")
    for offence in account["points"]:
        yield _heading(offence["title"], 3)
        for element in offence["elements"]:
            yield _item(element["title"] + _places(element["reports"]), element["standing_words"])
            yield from _quotes(element["evidence"])
            if element["missing"]:
                yield _item("Enquiry", element["missing"], level=2)


def _concerns(account: Row) -> Iterator[Block]:
    if account["concerns"]:
        yield _heading("Police words that deserve a second look")
        yield _sentence("A reason to look again, not a verdict on anybody.")
    for concern in account["concerns"]:
        yield _item(upper_first(concern["label"]) + _places([concern["report"]]), quote=concern["quote"])
        yield _item("Ask", concern["ask"], level=2)
        yield _item("A better way to put it", concern["better"], level=2)


def _fading(account: Row) -> Iterator[Block]:
    if account["drift"]:
        yield _heading("How the words fade")
    for drift in account["drift"]:
        yield _item(drift["title"], drift["faded_words"])
        for step in drift["steps"]:
            yield _item(upper_first(step["stage_words"]) + _places([step["report"]]), quote=step["quote"], level=2)


def _duties(account: Row) -> Iterator[Block]:
    if not account["duties"]:
        return
    yield _heading("What is asked of the police")
    yield _sentence(account["duties_summary"])
    titles = {
        "met": "What was done, by the record",
        "not_met": "What was not done, or late",
        "cannot_tell": "What the record does not tell",
    }
    for answer, title in titles.items():
        held = [d for d in account["duties"] if d["answer"] == answer]
        if held:
            yield _heading(title, 3)
            yield from (block for duty in held for block in _duty(duty))


def _duty(duty: Row) -> Iterator[Block]:
    yield _item(duty["title"], duty["why_words"] if duty["why"] != "silent" else "")
    yield from _quotes(duty["evidence"])
    yield from (_item(f"Report {r['report']}", r["words"], level=2) for r in duty["rows"])
    yield _item("Authority", f"{duty['authority']} ({duty['confidence_words']})", level=2)


def _decided(account: Row) -> Iterator[Block]:
    if account["decisions"]:
        yield _heading("What people decided")
        yield from (_item(d["words"] + _places(d["reports"])) for d in account["decisions"])


def _asked(account: Row) -> Iterator[Block]:
    if account["questions"]:
        yield _heading("Open questions")
        yield from (_item(q["ask"], q["reason"]) for q in account["questions"])


def _steps(account: Row) -> Iterator[Block]:
    if account["next_steps"]:
        yield _heading("What could be done next")
    before = None
    for step in account["next_steps"]:
        if step["urgency"] != before:
            yield _heading(upper_first(step["urgency_words"]), 3)
            before = step["urgency"]
        clock = f", {step['clock']}" if step["clock"] else ""
        yield _item(step["step"], f"{step['because']}{clock}")


def _said(account: Row) -> Iterator[Block]:
    yield _heading("What was reported, and what was done")
    for report in account["reports"]:
        recorded = report["recorded_as"]["text"] or "no heading"
        yield _heading(f"Report {report['number']}, {_moment(report['recorded_at'])}: {recorded}", 3)
        yield _marked(report["narrative"], "No text was recorded.")
        for entry in report["log"]:
            who = ", ".join(filter(None, (_moment(entry["at"]), entry["by"], (entry["kind"] or "").replace("_", " "))))
            yield _item(who, level=1)
            yield _marked(entry, "")


def _marked(given: Row, empty: str) -> Block:
    """Give a text with its marks; the labels stand where a mark ends."""
    pieces = tuple(
        Piece(s.text, marked=bool(s.marks), labels=tuple(m["label"] for m in s.labels))
        for s in segments(given["text"], given["marks"])
    )
    return Block("paragraph", pieces if given["text"] else (Piece(empty),))


def _together(account: Row) -> Iterator[Block]:
    yield _heading("Why these reports stand together")
    yield from (_item(f"Report {r['number']}", r["together_because"]) for r in account["reports"])
