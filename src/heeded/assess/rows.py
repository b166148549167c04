"""The rows of the tables that assessing gives, made from what was found of one course."""

import hashlib
from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime

from heeded.assess.decided import CourseDecisions
from heeded.assess.drift import Drift
from heeded.assess.duties import Check
from heeded.assess.escalation import Form
from heeded.assess.evidence import Evidence, Row
from heeded.assess.facts import Facts
from heeded.assess.heeded import heeded
from heeded.assess.points import Point
from heeded.assess.risk import RedFlag, recorded_grade
from heeded.catalogue.law import Law
from heeded.model.decision import Decision

RANK = {
    "indicated": "The words on file indicate stalking",
    "possible": "The words on file may be part of stalking",
}
WHY_NOT = "The words on file indicate stalking and no report is recorded so. If it is not stalking, say why."
NOT_ASKED = "The words on file do not bear stalking, so it is not asked whether risk of it was acted on."
REOPENED = "It was decided before, and further reports have come on file since. Does the decision still hold?"


def assessment_row(facts: Facts, law: Law, decisions: CourseDecisions) -> Row:
    """Give what is held of a course, without what is told beside the points."""
    evidence, stalking = facts.evidence, facts.stalking
    ours = [p for p in facts.points if p.element.offence in law.stalking]
    points = facts.points if stalking != "not_indicated" else ours
    recorded = [r["recorded_at"] for r in evidence.reports if law.recorded_as.is_kind(r, "stalking")]
    days = [d for d in recorded if isinstance(d, datetime)]
    risk_heeded, risk_reason = _risk(facts, law, decisions)
    return {
        "course_id": evidence.course_id,
        "stalking": stalking,
        "stalking_reason": _reason(stalking, ours, bool(recorded)),
        "recorded_as_stalking": bool(recorded),
        "first_recorded_at": min(days) if days else None,
        "unrecognised": stalking == "indicated" and not recorded,
        "points": [_point_row(p) for p in points],
        "named": [],
        "red_flags": [_flag_row(f) for f in facts.flags],
        "risk_recorded": recorded_grade(evidence),
        "risk_heeded": risk_heeded,
        "risk_reason": risk_reason,
        "escalation": [],
        "quiet_days": None,
        "drift": [],
        "decided": decisions.rows(),
    }


def _reason(stalking: str, points: list[Point], recorded: bool) -> str:
    told = [p for p in points if p.element.kind != "account"]
    stand = [p.element.title for p in told if p.standing == "stands" and not p.element.absent_if]
    missing = [p.element.title for p in told if p.standing != "stands"]
    if stalking == "not_indicated":
        return f"Not enough stands on file: {_joined(missing)}."
    if recorded and not stand:
        return f"It is recorded as stalking. Not enough stands on file: {_joined(missing)}."
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


def form_row(form: Form) -> Row:
    """Give one form of escalation with its numbers."""
    return {
        "form": form.form,
        "standing": form.standing,
        "numbers": [{"name": name, "value": value} for name, value in form.numbers],
        "reports": list(form.reports),
        "findings": list(form.findings),
    }


def check_row(evidence: Evidence, check: Check) -> Row:
    """Give one duty held against a course, with where on file it shows."""
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


def _risk(facts: Facts, law: Law, decisions: CourseDecisions) -> tuple[str, str]:
    """Say whether the risk was heeded: as somebody decided, else as the record shows."""
    decision = decisions.latest("risk_heeded")
    if decision:
        return decision.verdict, f"So decided by {decision.made_by}: {decision.reason}"
    if facts.stalking == "not_indicated":
        return _risk_of_another_matter(facts, law)
    return heeded(facts, law)


def _risk_of_another_matter(facts: Facts, law: Law) -> tuple[str, str]:
    """Say where violence or threats were acted on in what does not bear stalking; for the rest it is not asked."""
    grave = any(flag.code in law.flags_whatever_explains for flag in facts.flags)
    told = heeded(facts, law) if grave else None
    return told if told and told[0] == "heeded" else ("cannot_tell", NOT_ASKED)


def drift_row(drift: Drift) -> Row:
    """Give an act whose telling fades."""
    return asdict(drift)


def why_not(evidence: Evidence, points: list[Point], earlier: Decision | None) -> Row:
    """Ask why a course that indicates stalking is not recorded so; `earlier` is what was decided before."""
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
        "reason": REOPENED if earlier and earlier.verdict != "unsure" else WHY_NOT,
    }
