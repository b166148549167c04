"""What each course amounts to, whether its risk was acted on, and what was asked of the police."""

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial

import pyarrow as pa
import pyarrow.compute as pc

from heeded.assess.aside import set_aside
from heeded.assess.batches import COURSES, batches_of, worked
from heeded.assess.decided import CourseDecisions, Decided
from heeded.assess.drift import drifts_of
from heeded.assess.duties import Check, checks_of
from heeded.assess.escalation import escalation_of, quiet_days
from heeded.assess.evidence import Evidence, Row, gather
from heeded.assess.facts import Facts
from heeded.assess.named import named_in
from heeded.assess.points import points_of, standing_of
from heeded.assess.risk import red_flags_of
from heeded.assess.rows import assessment_row, check_row, drift_row, form_row, why_not
from heeded.catalogue.law import Law
from heeded.model import contracts
from heeded.model.decision import Decision


@dataclass(frozen=True, slots=True)
class Assessed:
    """The rows that one course gives."""

    assessment: Row
    checks: list[Row]
    questions: list[Row]


def assess_courses(
    tables: Mapping[str, pa.Table],
    law: Law,
    decisions: Iterable[Decision] = (),
    today: date | None = None,
    processes: int = 1,
) -> dict[str, pa.Table]:
    """Give the assessments, the checks and all questions of a run.

    tables: reports, versions, log, findings, clues, courses, course_reports and possible_joins. decisions: what people
    decided of courses, findings, risk and duties. today: the day by which a task that was set must have been done.
    processes: how many to work with where courses are many, 0 for one a processor; the tables do not depend on it.
    """
    work = partial(_assess_batch, law, Decided(decisions), today)
    many = -(-tables["courses"].num_rows // COURSES)
    found = list(worked(work, batches_of(tables), many, processes or os.cpu_count() or 1))
    asked = pa.concat_tables([tables["possible_joins"].cast(contracts.schema("questions")), *_each("questions", found)])
    return {
        "questions": asked.take(pc.sort_indices(asked["question_id"])),
        "assessments": pa.concat_tables(_each("assessments", found)),
        "checks": pa.concat_tables(_each("checks", found)),
    }


def _each(name: str, found: Iterable[Mapping[str, pa.Table]]) -> list[pa.Table]:
    return [contracts.empty(name), *(tables[name] for tables in found)]


def _assess_batch(
    law: Law, decided: Decided, today: date | None, tables: Mapping[str, pa.Table]
) -> dict[str, pa.Table]:
    """Give the assessments, the checks and the questions of one batch of courses."""
    found = [assess_course(evidence, law, decided, today) for evidence in gather(tables)]
    return {
        "questions": contracts.table("questions", [q for a in found for q in a.questions]),
        "assessments": contracts.table("assessments", [a.assessment for a in found]),
        "checks": contracts.table("checks", [c for a in found for c in a.checks]),
    }


def assess_course(evidence: Evidence, law: Law, decided: Decided, today: date | None) -> Assessed:
    """Assess one course. No duty is held against a course in which nothing indicates stalking."""
    decisions = decided.about(evidence)
    decisions.without_rejected(evidence)
    set_aside(evidence, law.recorded_kinds)
    points = points_of(evidence, law.offences)
    stalking = _at_least_as_recorded(standing_of(points, law), evidence, law)
    facts = Facts(evidence, stalking, points, red_flags_of(evidence, law), today)
    assessment = assessment_row(facts, law, decisions)
    checks = decisions.corrected(checks_of(facts, law)) if stalking != "not_indicated" else []
    if stalking != "not_indicated":
        assessment |= _beside(facts, law, checks, decisions)
    asked = assessment["unrecognised"] and not decisions.answers_why_not(evidence)
    return Assessed(
        assessment,
        [check_row(evidence, check) for check in checks],
        [why_not(evidence, points, decisions.latest("stalking"))] if asked else [],
    )


def _at_least_as_recorded(stalking: str, evidence: Evidence, law: Law) -> str:
    """Give what is held of a course that the force itself may have recorded as stalking."""
    return law.recorded_as_stalking if stalking == "not_indicated" and _recorded(evidence, law) else stalking


def _beside(facts: Facts, law: Law, checks: list[Check], decisions: CourseDecisions) -> Row:
    """Give what is held of a course beside the points: escalation, drift, named findings."""
    evidence = facts.evidence
    forms = escalation_of(evidence, law.acts, law.escalation)
    decision = decisions.latest("stalking")
    answered = decisions.answers_why_not(evidence) and decision is not None and decision.verdict == "not_stalking"
    unrecognised = facts.stalking == "indicated" and not answered and not _recorded(evidence, law)
    return {
        "escalation": [form_row(form) for form in forms],
        "quiet_days": quiet_days(evidence, forms, facts.today, law.escalation),
        "drift": [drift_row(drift) for drift in drifts_of(evidence, law.drift)],
        "named": named_in(checks, unrecognised, [str(r["report_id"]) for r in evidence.reports], law.named_findings),
    }


def _recorded(evidence: Evidence, law: Law) -> bool:
    return any(law.recorded_as.is_kind(report, "stalking") for report in evidence.reports)
