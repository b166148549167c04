"""What counts as passing a risk over: the last report once it was closed, and never what nothing tells."""

from typing import Any

import pytest
from checks_words import assessed

Row = dict[str, Any]
ACTS = ["behaviour.following", "behaviour.messaging", "risk.ex_partner"]
FEAR = "risk.victim_fear"
FIRST, LATER = "2026-03-02T10:00", "2026-03-20T10:00"


def report(at: str, flag: str = FEAR, done: str = "", text: str = "x", **given: str) -> Row:
    """Give a report with acts, a flag unless it is empty, what its log shows as done, and further columns."""
    log = [{"at": at, "text": text, "says": [f"response.{done}"] if done else []}]
    return {"at": at, "offence": "Harassment", "says": [*ACTS, *([flag] if flag else [])], "log": log, **given}


def heeded(*reports: Row) -> str:
    return str(assessed(list(reports))["assessments"][0]["risk_heeded"])


@pytest.mark.parametrize(
    ("outcome", "answer"),
    [
        ("No further action", "not_heeded"),
        ("Filed", "not_heeded"),
        ("Closed - advice given", "not_heeded"),
        ("Undetected", "not_heeded"),
        ("Community resolution", "not_heeded"),
        ("Under investigation", "heeded"),
        ("Charged", "heeded"),
        ("", "heeded"),
    ],
)
def test_the_last_report_is_passed_over_once_it_was_closed_without_action(outcome: str, answer: str) -> None:
    assert heeded(report(FIRST, done="arrest"), report(LATER, outcome=outcome)) == answer


def test_the_last_report_is_heeded_where_it_was_acted_on_before_it_was_closed() -> None:
    assert heeded(report(FIRST, done="arrest"), report(LATER, done="safety_planning", outcome="Filed")) == "heeded"


def test_the_reason_says_that_it_was_closed() -> None:
    rows = assessed([report(FIRST, done="arrest"), report(LATER, outcome="Filed")])["assessments"]

    assert rows[0]["risk_reason"] == "The record shows no action on the flags of 20 March 2026, and it was closed."


@pytest.mark.parametrize(
    ("grades", "answer"),
    [
        (("standard", ""), "cannot_tell"),  # given before the flag came, and so nothing on it
        (("", "standard"), "not_heeded"),
        (("", ""), "cannot_tell"),  # what is not known is not called no
        (("standard", "high"), "cannot_tell"),
    ],
)
def test_a_low_grade_tells_only_of_the_report_that_bears_the_flag(grades: tuple[str, str], answer: str) -> None:
    assert heeded(report(FIRST, "", risk_grade=grades[0]), report(LATER, risk_grade=grades[1])) == answer


@pytest.mark.parametrize(
    ("elsewhere", "answer"),
    [
        ({"outcome": "Transferred"}, "cannot_tell"),
        ({"outcome": "See linked occurrence"}, "cannot_tell"),
        ({"text": "Owned by the neighbouring force."}, "cannot_tell"),
        ({"text": "Not transferred to another force."}, "not_heeded"),
        ({"text": "Transferred to hospital."}, "not_heeded"),
        ({"done": "other_force_contact"}, "not_heeded"),  # asked, and not handed over
        ({}, "not_heeded"),
    ],
)
def test_what_is_held_elsewhere_is_not_called_undone(elsewhere: dict[str, str], answer: str) -> None:
    assert heeded(report(FIRST, **elsewhere), report(LATER, "", **elsewhere)) == answer


@pytest.mark.parametrize(
    ("offence", "answer"),
    [
        ("Breach of restraining order", "not_heeded"),
        ("Breach of non-molestation order", "not_heeded"),
        ("Breach of the peace", "heeded"),
    ],
)
def test_a_broken_order_is_a_flag_though_only_the_offence_names_it(offence: str, answer: str) -> None:
    assert heeded(report(FIRST, "", outcome="Filed") | {"offence": offence}, report(LATER, done="arrest")) == answer
