"""Small courses in a shorthand of their own, so that a table of cases can be read by whoever knows the duty."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

import pyarrow as pa

from heeded.assess import assess_courses
from heeded.assess.duties import Check, checks_of
from heeded.assess.evidence import Evidence, gather
from heeded.assess.facts import Facts
from heeded.assess.points import points_of
from heeded.assess.risk import red_flags_of
from heeded.catalogue.folder import catalogue_folder
from heeded.catalogue.law import Law, load_law
from heeded.model import contracts
from heeded.model.decision import Decision

Row = dict[str, Any]
MONDAY = datetime(2026, 3, 2, 10, 0)
"""When the first report is recorded unless a case says otherwise; each further one comes a week later."""
TODAY = "2026-04-20"
OF_REPORT = ("offence", "offence_code", "included_classifications", "outcome_code", "outcome", "risk_grade", "flags")


def answer(case: Row, check_id: str, law: Law) -> Check:
    """Give the answer of one check for a case written in the shorthand."""
    evidence = evidence_of(case)
    facts = Facts(
        evidence,
        case.get("stalking", "indicated"),
        points_of(evidence, law.offences),
        red_flags_of(evidence, law),
        date.fromisoformat(str(case.get("today", TODAY))),
    )
    return next(c for c in checks_of(facts, law) if c.duty.id == check_id)


def evidence_of(case: Row) -> Evidence:
    """Give the evidence of the course of a case."""
    return next(gather(_tables(case)))


def _tables(case: Row) -> dict[str, pa.Table]:
    return {name: contracts.table(name, given) for name, given in _rows_of(case).items()}


def _rows_of(case: Row) -> dict[str, list[Row]]:
    rows: dict[str, list[Row]] = {name: [] for name in ("reports", "versions", "log", "findings", "clues")}
    for number, given in enumerate(case.get("reports") or [{}]):
        _add_report(f"R{number + 1}", given or {}, MONDAY + timedelta(days=7 * number), rows)
    ids = [r["report_id"] for r in rows["reports"]]
    members = [{"course_id": "C", "report_id": i, "probability": 1.0, "reason": "given"} for i in ids]
    suspect = "P2" if case.get("suspect", "named") == "named" else None
    courses = [{"course_id": "C", "victim_id": "P1", "suspect_id": suspect, "reports": len(members)}]
    return rows | {"courses": courses, "course_reports": members}


def _add_report(report_id: str, given: Row, usual: datetime, rows: dict[str, list[Row]]) -> None:
    at = _at(given["at"]) if "at" in given else usual
    rows["reports"].append(
        {
            "report_id": report_id,
            "recorded_at": at,
            "recorded_at_certain": True,
            "narrative": "",
            "versions": 1,
            "kind": given.get("kind", "crime"),
            "force_id": given.get("force"),
            "outcome_at": _at(given.get("outcome_at")),
            "occurred_to": _at(given.get("occurred")),
            **{name: given.get(name) for name in OF_REPORT},
        }
    )
    for number, offence in enumerate(given.get("versions", [])):
        version = {"report_id": report_id, "version": number, "file": "f", "line": number + 1, "offence": offence}
        rows["versions"].append(version)
    _say(report_id, "narrative", given.get("says", []), rows)
    for number, entry in enumerate(given.get("log", [])):
        times = {name: _at(entry.get(short)) for short, name in (("at", "at"), ("due", "due_at"), ("done", "done_at"))}
        times["at"] = times["at"] or at
        rows["log"].append(
            {"report_id": report_id, "entry": number, "text": entry.get("text", ""), "kind": entry.get("kind"), **times}
        )
        _say(report_id, f"log:{number}", entry.get("says", []), rows)


def _say(report_id: str, field: str, said: list[str], rows: dict[str, list[Row]]) -> None:
    for code in said:
        family, name = code.removeprefix("not ").split(".")
        rows["findings"].append(
            {
                "finding_id": f"{report_id}/{field}/{code}",
                "report_id": report_id,
                **{"field": field, "start": 0, "end": 1, "quote": "x", "rule_id": "r", "rule_version": 1},
                **{"confidence": 1.0, "family": family, "code": name},
                "context": "negated" if code.startswith("not ") else "affirmed",
            }
        )


def _at(text: object) -> datetime | None:
    return datetime.fromisoformat(str(text)) if text else None


def assessed(reports: list[Row], decisions: Iterable[Decision] = (), **course: Any) -> dict[str, list[Row]]:
    """Give the assessment, the checks and the questions of one course, as the stage gives them."""
    tables = _tables({"reports": reports, **course}) | {"possible_joins": contracts.empty("possible_joins")}
    today = date.fromisoformat(str(course.get("today", TODAY)))
    given = assess_courses(tables, load_law(catalogue_folder()), decisions, today)
    return {name: table.to_pylist() for name, table in given.items()}


def quoted_course(*reports: Row) -> dict[str, pa.Table]:
    """Give the tables of one course whose findings quote their texts.

    reports: each with narrative, log, said as (code, quote) of the narrative, said_log as (entry, code, quote), and
    hours after the first.
    """
    rows = _rows_of({"reports": [{"kind": r["kind"], "log": r.get("log", [])} for r in reports]})
    for number, (report, row) in enumerate(zip(reports, rows["reports"], strict=True)):
        row |= {"narrative": report["narrative"], "recorded_at": MONDAY + timedelta(hours=report.get("hours", number))}
        said = [("narrative", report["narrative"], *s) for s in report.get("said", [])]
        said += [(f"log:{n}", report["log"][n]["text"], *s) for n, *s in report.get("said_log", [])]
        rows["findings"] += [_quoting(row["report_id"], *s) for s in said]
    return {name: contracts.table(name, given) for name, given in rows.items()}


def _quoting(report_id: str, field: str, text: str, code: str, quote: str) -> Row:
    family, name = code.split(".")
    start = text.index(quote)
    return {
        "finding_id": f"{report_id}/{field}/{start}/{code}",
        **{"report_id": report_id, "field": field, "start": start, "end": start + len(quote), "quote": quote},
        **{"rule_id": "r", "rule_version": 1, "confidence": 1.0, "family": family, "code": name, "context": "affirmed"},
    }
