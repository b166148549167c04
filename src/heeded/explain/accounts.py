"""The account of each course: one outline, which the terminal, the pages and other programs only dress."""

import json
from collections.abc import Mapping
from datetime import datetime
from itertools import islice
from typing import Any

import pyarrow as pa

from heeded.explain import escalation, headline, people
from heeded.explain.decisions import decisions
from heeded.explain.drift import drift
from heeded.explain.duties import duties, summary
from heeded.explain.plain import sentence
from heeded.explain.quoting import marks, picked, quotations
from heeded.explain.rows import SLICE, CourseRows, Row, course_rows
from heeded.explain.steps import next_steps
from heeded.explain.wording import Wording
from heeded.model import contracts

OUTLINE = 2
"""The version of the account's shape, for programs that read it."""


def explain_courses(tables: Mapping[str, pa.Table], wording: Wording) -> dict[str, pa.Table]:
    """Give the table accounts: for each course its account as JSON with sorted keys.

    tables: those that stages.py lets explain take. Raises ContractError naming a course or finding that is not whole.
    """
    accounts = (
        {"course_id": rows.course["course_id"], "account": as_json(account_of(rows, wording))}
        for rows in course_rows(tables)
    )
    parts = [contracts.empty("accounts")]
    while part := list(islice(accounts, SLICE)):
        parts.append(contracts.table("accounts", part))
    return {"accounts": pa.concat_tables(parts)}


def as_json(account: Row) -> str:
    """Write an account the same way every time."""
    return json.dumps(account, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def account_of(rows: CourseRows, wording: Wording) -> Row:
    """Give the account of one course."""
    found = quotations(rows, wording)
    named = people.names(rows, wording)
    flags = _red_flags(rows, found, wording)
    assessment = rows.assessment
    decided = [d["words"] for d in decisions(rows, wording) if d["kind"] == "stalking"]
    lines = [*headline.headline(rows, flags, wording), *decided[-1:]]
    held, missing = duties(rows, found, wording), _missing(rows, wording)
    return {
        "outline": OUTLINE,
        "course_id": rows.course["course_id"],
        "title": people.title(named, wording),
        "victim": named["victim"],
        "suspect": named["suspect"],
        "stalking": assessment["stalking"],
        "stalking_reason": assessment["stalking_reason"],
        "recorded_as_stalking": assessment["recorded_as_stalking"],
        "unrecognised": assessment["unrecognised"],
        "answered": assessment["unrecognised"] and not rows.asked_why_not,
        "decisions": decisions(rows, wording),
        "headline": " ".join(lines),
        "headline_lines": lines,
        "relationship": people.relationship(rows, found, wording),
        "period": headline.spell(rows, wording),
        "recorded_as": headline.headings(rows),
        "acts": _acts(found),
        "reports": _reports(rows, wording),
        "points": _points(rows, found, wording),
        "named": _named(rows, wording),
        "red_flags": flags,
        "risk": _risk(rows, wording),
        "escalation": escalation.escalation(rows, found, wording),
        "quiet": escalation.quiet(rows, wording),
        "concerns": _concerns(found, wording),
        "drift": drift(rows, wording),
        "duties": held,
        "duties_summary": summary(held, wording),
        "missing": missing,
        "questions": [_question(q, rows, found, wording) for q in rows.questions],
        "next_steps": next_steps(rows, held, missing, wording),
        "people": people.linked(rows),
        "families": wording.contexts["families"],
        "limits": wording.sentences["limits"],
    }


def _acts(found: Mapping[str, Row]) -> list[Row]:
    """Give each kind of act that is reported, with its reports, in the order in which it came on file."""
    acts: dict[str, Row] = {}
    for quotation in found.values():
        if quotation["family"] == "behaviour" and quotation["stands"]:
            act = acts.setdefault(
                quotation["code"], {"code": quotation["code"], "title": quotation["title"], "reports": []}
            )
            if quotation["report"] not in act["reports"]:
                act["reports"].append(quotation["report"])
    return list(acts.values())


def _reports(rows: CourseRows, wording: Wording) -> list[Row]:
    shown: list[Row] = []
    before: datetime | None = None
    for number, report in enumerate(rows.reports, start=1):
        at = report["recorded_at"]
        gap = (at.date() - before.date()).days if at and before else None
        shown.append(_report(rows, report, wording) | {"number": number, "days_since_previous": gap})
        before = at or before
    return shown


def _report(rows: CourseRows, report: Row, wording: Wording) -> Row:
    report_id = report["report_id"]
    findings = rows.findings.get(report_id, [])
    plain = ("report_id", "kind", "risk_grade", "outcome", "included_classifications", "force_id")
    days = ("recorded_at", "occurred_from", "occurred_to", "outcome_at")
    offence = report["offence"] or ""
    return {
        **{name: report[name] for name in plain},
        **{name: headline.moment(report[name]) for name in days},
        "recorded_at_certain": report["recorded_at_certain"],
        "recorded_as": {"text": report["offence"], "marks": marks(findings, "offence", offence, wording)},
        "narrative": {
            "text": report["narrative"],
            "marks": marks(findings, "narrative", report["narrative"], wording),
        },
        "log": [_entry(e, findings, wording) for e in sorted(rows.log.get(report_id, []), key=_entry_order)],
        "versions": report["versions"],
        "together_because": sentence(rows.links[report_id]["reason"]),
    }


def _entry_order(entry: Row) -> tuple[bool, str, int]:
    return (entry["at"] is None, str(entry["at"]), entry["entry"])


def _entry(entry: Row, findings: list[Row], wording: Wording) -> Row:
    return {
        "entry": entry["entry"],
        "at": headline.moment(entry["at"]),
        "by": entry["by"],
        "kind": entry["kind"],
        "due_at": headline.moment(entry["due_at"]),
        "done_at": headline.moment(entry["done_at"]),
        "text": entry["text"],
        "marks": marks(findings, f"log:{entry['entry']}", entry["text"], wording),
    }


def _points(rows: CourseRows, found: Mapping[str, Row], wording: Wording) -> list[Row]:
    """Give the points to prove under each offence, in the order of the assessment."""
    offences: dict[str, Row] = {}
    for point in rows.assessment["points"]:
        offence, element = point["offence"], point["element"]
        group = offences.setdefault(offence, {"offence": offence, "title": wording.offence(offence), "elements": []})
        evidence = picked(found, point["findings"] or [])
        group["elements"].append(
            {
                "element": element,
                "title": wording.element(element),
                "standing": point["standing"],
                "standing_words": wording.standing(element, point["standing"]),
                "evidence": evidence,
                "reports": sorted({q["report"] for q in evidence}),
                "missing": point["missing"] if point["standing"] != "stands" else None,
            }
        )
    return list(offences.values())


def _red_flags(rows: CourseRows, found: Mapping[str, Row], wording: Wording) -> list[Row]:
    """Give the red flags in the order of the taxonomy, so that a threat to kill is never behind "3 more"."""
    order = {code: place for place, code in enumerate(wording.titles["risk"])}
    flags: list[Row] = []
    for flag in rows.assessment["red_flags"]:
        evidence = picked(found, flag["findings"] or [])
        flags.append(
            {
                "code": flag["code"],
                "title": wording.flag_title(flag["code"]),
                "first_on_file": headline.moment(flag["first_on_file"]),
                "reports": sorted({q["report"] for q in evidence}),
                "evidence": evidence,
            }
        )
    return sorted(flags, key=lambda f: (order.get(f["code"], len(order)), f["code"]))


def _concerns(found: Mapping[str, Row], wording: Wording) -> list[Row]:
    """Give the words of the police that deserve a second look, what to ask, and a better way to put each."""
    stand = (q for q in found.values() if q["family"] == "concern" and q["stands"])
    return [{**q, **wording.better[q["code"]]} for q in stand]


def _named(rows: CourseRows, wording: Wording) -> list[Row]:
    """Give what inspectors find again and again and is found here, with the numbers of its reports."""
    return [
        {
            "code": n["code"],
            "title": wording.points["named"].get(n["code"], n["code"].replace("_", " ")),
            "reports": sorted(rows.numbers[i] for i in n["reports"] if i in rows.numbers),
        }
        for n in rows.assessment["named"]
    ]


def _risk(rows: CourseRows, wording: Wording) -> Row:
    assessment = rows.assessment
    return {
        "recorded": assessment["risk_recorded"],
        "recorded_words": assessment["risk_recorded"] or wording.sentences["grade_unknown"],
        "heeded": assessment["risk_heeded"],
        "heeded_words": wording.sentences["heeded_title"][assessment["risk_heeded"]],
        "reason": assessment["risk_reason"],
        "grades": escalation.grades(rows, wording),
    }


def _missing(rows: CourseRows, wording: Wording) -> list[Row]:
    """Give what would have to be asked for stalking, once for each element, whatever offences share it."""
    asked = {
        p["element"]: {"element": p["element"], "title": wording.element(p["element"]), "ask": p["missing"]}
        for p in rows.assessment["points"]
        if p["standing"] != "stands" and p["missing"] and p["offence"] in wording.points["stalking"]
    }
    return list(asked.values())


def _question(question: Row, rows: CourseRows, found: Mapping[str, Row], wording: Wording) -> dict[str, Any]:
    other = {question["course_a"], question["course_b"]} - {rows.course["course_id"], None}
    return {
        "question_id": question["question_id"],
        "kind": question["kind"],
        "ask": wording.sentences["questions"][question["kind"]],
        "reason": sentence(question["reason"]),
        "report_a": question["report_a"],
        "report_b": question["report_b"],
        "other_course": min(other) if other else None,
        "evidence": picked(found, question["findings"] or []),
    }
