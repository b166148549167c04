"""The first sentences of an account: what the words bear, what it was recorded as, what was not acted on."""

from datetime import datetime
from typing import Any

from heeded.explain.plain import count, day, in_reports, listed, period, span
from heeded.explain.rows import CourseRows, Row
from heeded.explain.wording import Wording


def headline(rows: CourseRows, flags: list[Row], wording: Wording) -> list[str]:
    """Give one to three lines that a reader can act on, each of them true of the file."""
    assessment = rows.assessment
    sentences = [wording.sentences["headline"][_kind(assessment, len(rows.reports))].format(**_filled(rows, wording))]
    if flags:
        shown = [f"{f['title']} ({in_reports(f['reports'])})" for f in flags]
        said = wording.sentences["headline"]["flags"].format(flags=listed(shown, most=4))
        sentences.append(f"{said} {wording.sentences['heeded'][assessment['risk_heeded']]}")
    elif assessment["stalking"] != "not_indicated":
        sentences.append(wording.sentences["headline"]["no_flags"])
    return sentences


def _kind(assessment: Row, reports: int) -> str:
    stalking = assessment["stalking"]
    if assessment["recorded_as_stalking"]:
        return f"{stalking}_recorded"
    if stalking == "indicated":
        return "unrecognised_" + {1: "one", 2: "two"}.get(reports, "many")
    return f"{stalking}_{'one' if reports == 1 else 'many'}"


def _filled(rows: CourseRows, wording: Wording) -> dict[str, str]:
    since = rows.assessment["first_recorded_at"]
    return {
        "recorded": recorded_as(rows, wording),
        "reports": _reports(rows),
        "since": day(since) if since else wording.sentences["day_unknown"],
    }


def _reports(rows: CourseRows) -> str:
    said = count(len(rows.reports), "report")
    days = [r["recorded_at"] for r in rows.reports if r["recorded_at"]]
    if len(rows.reports) < 2 or len(days) < 2:
        return said
    apart = (max(days).date() - min(days).date()).days
    return f"{said} in {span(apart)}" if apart else f"{said} on one day"


def headings(rows: CourseRows) -> list[str]:
    """Give the headings that the reports were recorded under, each once, in time order."""
    return list(dict.fromkeys(r["offence"].strip() for r in rows.reports if r["offence"] and r["offence"].strip()))


def recorded_as(rows: CourseRows, wording: Wording) -> str:
    """Say what the reports were recorded as, in the words of the record."""
    quoted = [f"“{heading}”" for heading in headings(rows)]
    if not quoted:
        return str(wording.sentences["nothing_recorded"])
    return str(wording.sentences["recorded"].format(headings=listed(quoted, most=4, rest="other heading")))


def spell(rows: CourseRows, wording: Wording) -> Row:
    """Give the period from the first to the last report."""
    first: datetime | None = rows.course["first_at"]
    last: datetime | None = rows.course["last_at"]
    words = period(first, last) if first and last else wording.sentences["day_unknown"]
    return {
        "first": moment(first),
        "last": moment(last),
        "days": (last.date() - first.date()).days if first and last else None,
        "words": words,
    }


def moment(at: Any) -> str | None:
    """Write a moment for a machine: 2021-09-20T16:05:00."""
    return at.isoformat() if isinstance(at, datetime) else None
