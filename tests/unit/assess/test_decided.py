"""Decisions of people: they answer the question, stand in place of our answer, and are opened again by new reports."""

from typing import Any

import pytest
from checks_words import assessed

from heeded.model.decision import Decision

ACTS = ["behaviour.following", "risk.ex_partner", "risk.victim_fear", "risk.threat_to_kill"]
REPORTS = [{"offence": "Harassment", "says": ACTS}, {"offence": "Harassment", "says": ACTS}]


def decided(kind: str, verdict: str, *subjects: Any, at: str = "2026-03-20T09:00") -> Decision:
    named = tuple({"report_id": s} if isinstance(s, str) else s for s in subjects)
    return Decision("D1", kind, verdict, named, at, "DI Marsh", "a boundary dispute on both sides")


def asked(*decisions: Decision, reports: Any = REPORTS) -> list[str]:
    return [q["reason"] for q in assessed(reports, decisions)["questions"] if q["kind"] == "why_not_stalking"]


def test_without_a_decision_it_is_asked_why_it_is_not_stalking() -> None:
    assert len(asked()) == 1


@pytest.mark.parametrize(
    ("decision", "questions"),
    [
        (decided("stalking", "not_stalking", "R1", "R2"), 0),
        (decided("stalking", "stalking", "R1", "R2"), 0),
        (decided("stalking", "unsure", "R1", "R2"), 1),
        (decided("stalking", "not_stalking", "R1", "R2", "R9"), 1),  # one of its reports stands elsewhere now
        (decided("stalking", "not_stalking", "R1"), 0),  # the other was on file when it was decided
        (decided("stalking", "not_stalking", "R1", at="2026-03-05T09:00"), 1),  # the other came after
    ],
)
def test_a_decision_answers_the_question_while_it_knows_all_that_is_on_file(decision: Decision, questions: int) -> None:
    assert len(asked(decision)) == questions


def test_a_report_that_comes_later_opens_the_question_and_says_so() -> None:
    reason = asked(decided("stalking", "not_stalking", "R1", at="2026-03-05T09:00"))[0]

    assert "further reports have come on file since" in reason


def test_what_the_words_bear_is_not_changed_by_a_decision_and_who_decided_is_kept() -> None:
    given = assessed(REPORTS, [decided("stalking", "not_stalking", "R1", "R2")])
    assessment = given["assessments"][0]
    checks = {c["check_id"]: (c["answer"], c["why"]) for c in given["checks"]}

    assert (assessment["stalking"], assessment["unrecognised"]) == ("indicated", True)
    assert [(d["made_by"], d["verdict"]) for d in assessment["decided"]] == [("DI Marsh", "not_stalking")]
    assert "unrecognised_stalking" not in {n["code"] for n in assessment["named"]}
    assert checks["why-not-stalking-said"] == ("met", "decided")


def test_a_duty_and_the_risk_are_as_people_decided() -> None:
    duty = decided("duty", "met", {"report_id": "R2", "check_id": "advocate-offered"})
    risk = Decision("D2", "risk_heeded", "heeded", ({"report_id": "R1"},), "2026-03-21T09:00", "DI Marsh", "seen by DS")
    given = assessed(REPORTS, [duty, risk])
    checks = {c["check_id"]: (c["answer"], c["why"]) for c in given["checks"]}

    assert checks["advocate-offered"] == ("met", "decided")
    assert given["assessments"][0]["risk_heeded"] == "heeded"
    assert "DI Marsh" in given["assessments"][0]["risk_reason"]


def test_a_rejected_finding_is_no_evidence() -> None:
    place = {"report_id": "R1", "field": "narrative", "start": 0, "end": 1}
    one = [{"offence": "Harassment", "says": ["behaviour.following", "risk.threat_to_kill"]}]
    whole = assessed(one)["assessments"][0]
    without = assessed(one, [decided("finding", "rejected", {**place, "code": "threat_to_kill"})])["assessments"][0]
    nothing = assessed(one, [decided("finding", "rejected", place)])["assessments"][0]

    assert "threat_to_kill" in {f["code"] for f in whole["red_flags"]}
    assert without["red_flags"] == []
    assert nothing["stalking"] == "not_indicated"


def test_the_later_of_two_decisions_holds() -> None:
    first = decided("stalking", "not_stalking", "R1", "R2", at="2026-03-20T09:00")
    second = Decision("D0", "stalking", "unsure", first.subjects, "2026-03-25T09:00", "DI Marsh", "new account")

    assert len(asked(second, first)) == 1
