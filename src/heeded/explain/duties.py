"""The duties of the police as an account shows them: the answer, why, by when, and where it stands on file."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from heeded.explain.plain import day
from heeded.explain.quoting import picked
from heeded.explain.rows import CourseRows, Row
from heeded.explain.wording import Wording

LONGEST = 240
"""Characters of a log entry that are shown beside a duty; the whole entry stands with its report."""
ANSWERS = ("not_met", "met", "cannot_tell")


def duties(rows: CourseRows, found: Mapping[str, Row], wording: Wording) -> list[Row]:
    """Give the duties that apply to a course, in the order of the work; those that do not apply are left out."""
    applying = [c for c in rows.checks if c["answer"] != "not_applicable"]
    return [_duty(c, rows, found, wording) for c in sorted(applying, key=lambda c: wording.duty_order(c["check_id"]))]


def summary(shown: list[Row], wording: Wording) -> str:
    """Say of how many duties the record says what; empty where none applies."""
    counts = {answer: sum(d["answer"] == answer for d in shown) for answer in ANSWERS}
    return str(wording.sentences["checks_summary"]).format(all=len(shown), **counts) if shown else ""


def _duty(check: Row, rows: CourseRows, found: Mapping[str, Row], wording: Wording) -> Row:
    known = wording.duties.get(check["check_id"], {})
    return {
        "check_id": check["check_id"],
        "part": known.get("part", ""),
        "part_words": wording.checks["parts"].get(known.get("part"), ""),
        "title": wording.duty(check["check_id"]),
        "answer": check["answer"],
        "answer_words": wording.sentences["checks"][check["answer"]],
        "why": check["why"],
        "why_words": _why(check, wording),
        "due_at": _moment(check["due_at"]),
        "done_at": _moment(check["done_at"]),
        "evidence": picked(found, check["findings"]),
        "rows": [_row(place, rows, wording) for place in check["rows"] if place["report_id"] in rows.numbers],
        "authority": check["authority"],
        "confidence": known.get("confidence", ""),
        "confidence_words": wording.checks["confidence"].get(known.get("confidence"), ""),
    }


def _why(check: Row, wording: Wording) -> str:
    """Tell why the answer is so, with the days that are known."""
    why = "done_in_time" if check["why"] == "done" and check["due_at"] else check["why"]
    words = str(wording.checks["why"][why])
    days = {name: day(check[f"{name}_at"]) if check[f"{name}_at"] else None for name in ("due", "done")}
    lacking = any(f"{{{name}}}" in words and not value for name, value in days.items())
    return str(wording.checks["bare"][why]) if lacking else words.format(**days)


def _row(place: Row, rows: CourseRows, wording: Wording) -> Row:
    """Give what stands at a place of a report: a log entry, or the value of a column."""
    report_id, field = place["report_id"], place["field"]
    entry = next((e for e in rows.log.get(report_id, []) if f"log:{e['entry']}" == field), None)
    if entry:
        told = {"kind": entry["kind"], "at": _moment(entry["at"]), "words": _entry(entry)}
    else:
        report = next(r for r in rows.reports if r["report_id"] == report_id)
        told = {"kind": field, "at": _moment(report["recorded_at"]), "words": _column(report, field, wording)}
    return {"report": rows.numbers[report_id], "field": field, **told}


def _entry(entry: Row) -> str:
    """Give the text of a log entry, cut at a word where it is long; its kind where there is no text."""
    text = entry["text"].strip() or (entry["kind"] or "").replace("_", " ")
    return text if len(text) <= LONGEST else text[:LONGEST].rsplit(" ", 1)[0] + " …"


def _column(report: Row, field: str, wording: Wording) -> str:
    code = report["outcome_code"] if field == "outcome" else report["offence_code"] if field == "offence" else None
    value: Any = report.get(field)
    said = ", ".join(str(v) for v in (code, _moment(value) if isinstance(value, datetime) else value) if v)
    return f"{wording.checks['places'].get(field, field.replace('_', ' '))}: {said or 'not given'}"


def _moment(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
