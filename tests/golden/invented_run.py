"""Makes the tables that explain takes from a small invented run, written as YAML for people to read."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import yaml

from heeded.model import contracts

FOLDER = Path(__file__).parent
NAMES = (
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
)

WHY = {"met": "done", "not_met": "said_not", "cannot_tell": "silent", "not_applicable": "no_occasion"}


def invented(name: str) -> dict[str, pa.Table]:
    """Give the tables of `name`.yaml in this folder."""
    return tables_of(yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8")))


def tables_of(run: dict[str, Any]) -> dict[str, pa.Table]:
    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in NAMES}
    for course in run["courses"]:
        _add_course(course, rows)
    return {name: contracts.table(name, rows[name]) for name in NAMES}


def _add_course(course: dict[str, Any], rows: dict[str, list[dict[str, Any]]]) -> None:
    course_id = course["course_id"]
    for report in course["reports"]:
        add_report(course, report, rows)
    days = [_at(r.get("recorded_at")) for r in course["reports"] if r.get("recorded_at")]
    rows["courses"].append(
        {
            "course_id": course_id,
            "victim_id": f"{course_id}-victim",
            "suspect_id": f"{course_id}-suspect" if course.get("suspect_known", True) else None,
            "first_at": min(days, default=None),
            "last_at": max(days, default=None),
            "reports": len(course["reports"]),
        }
    )
    found = [f for f in rows["findings"] if f["report_id"] in {r["report_id"] for r in course["reports"]}]
    rows["assessments"].append(_assessment(course_id, course["assessment"], found))
    for check_id, answer in course.get("checks", {}).items():
        rows["checks"].append(
            {
                "course_id": course_id,
                "check_id": check_id,
                "answer": answer["answer"],
                "why": answer.get("why", WHY[answer["answer"]]),
                "rows": answer.get("rows", []),
                "due_at": _at(answer.get("due")),
                "done_at": _at(answer.get("done")),
                "findings": _ids(answer.get("codes", []), found),
                "authority": "guidance",
            }
        )
    rows["questions"] += [{"course_a": course_id, "findings": [], **q} for q in course.get("questions", [])]


def add_report(course: dict[str, Any], report: dict[str, Any], rows: dict[str, list[dict[str, Any]]]) -> None:
    """Add a report written in YAML, with its persons, its log and what its words state."""
    report_id = report["report_id"]
    columns = [c for c in contracts.REPORT_FIELDS if c in report]
    rows["reports"].append(
        {
            "report_id": report_id,
            "recorded_at": _at(report.get("recorded_at")),
            "recorded_at_certain": report.get("certain", True),
            "narrative": report["narrative"],
            "versions": report.get("versions", 1),
            **{c: _at(report.get(c)) for c in ("occurred_from", "occurred_to", "outcome_at", "updated_at")},
            **{c: report[c] for c in columns},
        }
    )
    reason = report.get("reason", "the first report of the course")
    rows["course_reports"].append(
        {"course_id": course["course_id"], "report_id": report_id, "probability": 0.99, "reason": reason}
    )
    for number, (role, person) in enumerate(report.get("persons", {}).items()):
        mention = {"mention_id": f"{report_id}/{number}", "report_id": report_id, "role": role, "has_details": True}
        rows["mentions"].append({**mention, **person})
        rows["persons"].append(
            {
                "mention_id": mention["mention_id"],
                "person_id": f"{course['course_id']}-{role}",
                "probability": 0.99,
                "reason": "same name and same telephone number",
            }
        )
    texts = {"offence": report.get("offence") or "", "narrative": report["narrative"]}
    for number, entry in enumerate(report.get("log", [])):
        times = {c: _at(entry.get(c)) for c in ("at", "due_at", "done_at")}
        rows["log"].append({"report_id": report_id, "entry": number, **entry, **times})
        texts[f"log:{number}"] = entry["text"]
    for said in report.get("findings", []):
        rows["findings"].append(_finding(report_id, texts, *said))


def _finding(
    report_id: str, texts: dict[str, str], named: str, quote: str, context: str = "affirmed"
) -> dict[str, Any]:
    field = next(name for name, text in texts.items() if quote in text)
    start = texts[field].index(quote)
    family, code = named.split(".")
    return {
        "finding_id": f"{report_id}/{field}/{start}/{named}",
        "report_id": report_id,
        "field": field,
        "start": start,
        "end": start + len(quote),
        "quote": quote,
        "family": family,
        "code": code,
        "context": context,
        "rule_id": code,
        "rule_version": 1,
        "confidence": 0.9,
    }


def _assessment(course_id: str, given: dict[str, Any], found: list[dict[str, Any]]) -> dict[str, Any]:
    points = [
        {
            **{k: p.get(k) for k in ("offence", "element", "standing", "missing")},
            "findings": _ids(p.get("codes", []), found),
        }
        for p in given.get("points", [])
    ]
    flags = [
        {"code": code.split(".")[1], "first_on_file": _at(day), "findings": _ids([code], found)}
        for code, day in given.get("red_flags", {}).items()
    ]
    return {
        "course_id": course_id,
        "stalking": given["stalking"],
        "stalking_reason": given.get("reason", "as the points say"),
        "recorded_as_stalking": given.get("recorded_as_stalking", False),
        "first_recorded_at": _at(given.get("first_recorded_at")),
        "unrecognised": given["stalking"] == "indicated" and not given.get("recorded_as_stalking", False),
        "points": points,
        "named": given.get("named", []),
        "escalation": given.get("escalation", []),
        "quiet_days": given.get("quiet_days"),
        "drift": given.get("drift", []),
        "decided": given.get("decided", []),
        "red_flags": flags,
        "risk_recorded": given.get("risk_recorded"),
        "risk_heeded": given.get("risk_heeded", "cannot_tell"),
        "risk_reason": given.get("risk_reason", "The words on file raise no red flag."),
    }


def _ids(codes: list[str], found: list[dict[str, Any]]) -> list[str]:
    standing = ("affirmed", "denied", "historical")
    return [f["finding_id"] for f in found if f"{f['family']}.{f['code']}" in codes and f["context"] in standing]


def _at(given: Any) -> datetime | None:
    return datetime.fromisoformat(str(given)) if given else None
