"""What each course amounts to, whether its risk was acted on, and what was asked of the police."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date, datetime

import pyarrow as pa

from heeded.assess.aside import set_aside
from heeded.assess.drift import drifts_of
from heeded.assess.duties import Check, checks_of
from heeded.assess.escalation import Form, escalation_of, quiet_days
from heeded.assess.evidence import Evidence, Row, gather
from heeded.assess.facts import Facts
from heeded.assess.named import named_in
from heeded.assess.points import Point, points_of, standing_of
from heeded.assess.risk import RedFlag, heeded, recorded_grade, red_flags_of
from heeded.catalogue.law import Law
from heeded.model import contracts

RANK = {
    "indicated": "The words on file indicate stalking",
    "possible": "The words on file may be part of stalking",
}


def assess_courses(tables: Mapping[str, pa.Table], law: Law, today: date | None = None) -> dict[str, pa.Table]:
    """Give the assessments, the checks and all questions of a run.

    tables: reports, versions, log, findings, clues, courses, course_reports and possible_joins. today: the day by which
    a task that was set must have been done. No duty is held against a course in which nothing indicates stalking.
    """
    assessments: list[Row] = []
    checks: list[Row] = []
    questions: list[Row] = tables["possible_joins"].to_pylist()
    for evidence in gather(tables):
        set_aside(evidence, law.recorded_kinds)
        points = points_of(evidence, law.offences)
        stalking = standing_of(points, law)
        flags = red_flags_of(evidence, law)
        assessment = _assessment(evidence, points, flags, stalking, law)
        assessments.append(assessment)
        if stalking != "not_indicated":
            held = checks_of(Facts(evidence, stalking, points, flags, today), law)
            checks += [_check_row(evidence, c) for c in held]
            ids = [str(r["report_id"]) for r in evidence.reports]
            forms = escalation_of(evidence, law.acts, law.escalation)
            assessment["escalation"] = [_form_row(f) for f in forms]
            assessment["quiet_days"] = quiet_days(evidence, forms, today, law.escalation)
            assessment["drift"] = [asdict(d) for d in drifts_of(evidence, law.drift)]
            assessment["named"] = named_in(held, bool(assessment["unrecognised"]), ids, law.named_findings)
        if assessment["unrecognised"]:
            questions.append(_why_not(evidence, points))
    return {
        "questions": contracts.table("questions", sorted(questions, key=lambda q: str(q["question_id"]))),
        "assessments": contracts.table("assessments", assessments),
        "checks": contracts.table("checks", checks),
    }


def _assessment(evidence: Evidence, points: list[Point], flags: list[RedFlag], stalking: str, law: Law) -> Row:
    recorded = [r["recorded_at"] for r in evidence.reports if law.recorded_as.is_kind(r, "stalking")]
    days = [d for d in recorded if isinstance(d, datetime)]
    risk_heeded, risk_reason = heeded(evidence, flags, law)
    return {
        "course_id": evidence.course_id,
        "stalking": stalking,
        "stalking_reason": _reason(stalking, [p for p in points if p.element.offence in law.stalking]),
        "recorded_as_stalking": bool(recorded),
        "first_recorded_at": min(days) if days else None,
        "unrecognised": stalking == "indicated" and not recorded,
        "points": [_point_row(p) for p in points],
        "named": [],
        "red_flags": [_flag_row(f) for f in flags],
        "risk_recorded": recorded_grade(evidence),
        "risk_heeded": risk_heeded,
        "risk_reason": risk_reason,
        "escalation": [],
        "quiet_days": None,
        "drift": [],
    }


def _reason(stalking: str, points: list[Point]) -> str:
    told = [p for p in points if p.element.kind != "account"]
    stand = [p.element.title for p in told if p.standing == "stands" and not p.element.absent_if]
    missing = [p.element.title for p in told if p.standing != "stands"]
    if stalking == "not_indicated":
        return f"Not enough stands on file: {_joined(missing)}."
    return f"{RANK[stalking]}: {_joined(stand)}."


def _joined(titles: Iterable[str]) -> str:
    return "; ".join(t[0].lower() + t[1:] for t in titles) or "nothing"


def _point_row(point: Point) -> Row:
    whole = point.standing == "stands"
    return {
        "offence": point.element.offence,
        "element": point.element.id,
        "standing": point.standing,
        "findings": list(point.findings),
        "missing": None if whole else point.element.enquiry,
    }


def _flag_row(flag: RedFlag) -> Row:
    return {"code": flag.code, "first_on_file": flag.first_on_file, "findings": list(flag.findings)}


def _form_row(form: Form) -> Row:
    return {
        "form": form.form,
        "standing": form.standing,
        "numbers": [{"name": name, "value": value} for name, value in form.numbers],
        "reports": list(form.reports),
        "findings": list(form.findings),
    }


def _check_row(evidence: Evidence, check: Check) -> Row:
    rows = [s for s in check.signs if not s.finding_id and s.field not in ("course", "report")]
    return {
        "course_id": evidence.course_id,
        "check_id": check.duty.id,
        "answer": check.answer,
        "why": check.why,
        "due_at": check.due_at,
        "done_at": check.done_at,
        "findings": list(dict.fromkeys(s.finding_id for s in check.signs if s.finding_id)),
        "rows": [{"report_id": s.report_id, "field": s.field} for s in rows],
        "authority": check.duty.authority,
    }


def _why_not(evidence: Evidence, points: list[Point]) -> Row:
    key = f"why_not_stalking/{evidence.course_id}"
    findings = list(dict.fromkeys(f for p in points if p.standing == "stands" for f in p.findings))
    return {
        "question_id": "Q-" + hashlib.sha256(key.encode()).hexdigest()[:12],
        "kind": "why_not_stalking",
        "report_a": evidence.reports[0]["report_id"],
        "report_b": None,
        "course_a": evidence.course_id,
        "course_b": None,
        "findings": findings,
        "reason": "The words on file indicate stalking and no report is recorded so. If it is not stalking, say why.",
    }
