"""Erasing: two people, then everything of the reports goes and nothing of anybody else's."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from erasing_force import WHOLE, case_with, erase
from records_force import TRACES, traces_in_database, traces_in_files

from heeded_desk.audit.models import Entry, Kind
from heeded_desk.cases.models import Case, Disclosure
from heeded_desk.decisions.models import Decision
from heeded_desk.deliveries.working import work
from heeded_desk.members.models import Force, Member
from heeded_desk.members.roles import Role
from heeded_desk.records.actions import erasures

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("own_folder")]


@pytest.mark.usefixtures("no_run_after")
def test_nothing_of_the_erased_is_left_in_any_table_or_file(
    worked_on: Force, registrar: Member, member: Callable[..., Member], tmp_path: Path
) -> None:
    before = {trace for _, trace in traces_in_database()} | {trace for _, trace in traces_in_files(tmp_path / "forces")}
    assert before == set(TRACES)
    course, kept = case_with("RX1"), case_with("RX4")

    erasure = erase(course, WHOLE, registrar, member)

    assert (erasure.state, erasure.sentence, erasure.plan) == ("done", "", {})
    assert traces_in_database() == []
    assert traces_in_files(tmp_path / "forces") == []
    assert not Case.objects.filter(course_id=course.course_id).exists()
    kept.refresh_from_db()
    assert (kept.gone, kept.snooze_reason, kept.assigned_to) == (
        False,
        "Until spring, The other one.",
        member(Role.STALKING_LEAD),
    )
    assert [d.reason for d in Decision.objects.all()] == ["The other one."]
    assert {d.course_id: d.why for d in Disclosure.objects.all()} == {
        course.course_id: "Erased",
        kept.course_id: "The other one.",
    }


@pytest.mark.usefixtures("no_run_after")
def test_what_stays_is_that_it_was_erased_and_why(
    worked_on: Force, registrar: Member, member: Callable[..., Member]
) -> None:
    course = case_with("RX1")

    erasure = erase(course, WHOLE, registrar, member)

    assert (erasure.reason, erasure.reports, erasure.course_id) == ("wrong_person", 3, course.course_id)
    assert erasure.gone == {"decisions": 1, "disclosures": 1, "whole": 1, "parted": 0, "reports": 3, "rows": 3}
    told = Entry.objects.filter(kind=Kind.ERASURE, subject=course.course_id).order_by("number")
    assert [(e.place, e.by and e.by.role) for e in told] == [
        ("erasure-asked", "crime_registrar"), ("erasure-confirmed", "administrator"), ("erasure-done", None),
    ]  # fmt: skip
    assert all(e.details["reason"] == "wrong_person" for e in told)


def test_of_one_report_only_that_report_goes(
    worked_on: Force, registrar: Member, member: Callable[..., Member], tmp_path: Path
) -> None:
    course = case_with("RX1")
    lead = member(Role.STALKING_LEAD)

    erasure = erase(course, ("RX2",), registrar, member)

    assert erasure.state == "done"
    of_it = ("ludmila", "ullswater", "almshouse", "she told the desk", "said to her solicitor")
    left = traces_in_database(of_it) + traces_in_files(tmp_path / "forces", of_it)
    assert [place for place in left if "solicitor" not in place[1] and "told the desk" not in place[1]] == []
    course.refresh_from_db()
    assert (course.gone, course.assigned_to, course.title) == (False, lead, "Ottoline Quarmby and Dorian Zellweger")
    assert [r["report_id"] for r in course.account.words["reports"]] == ["RX1", "RX3"]
    assert Decision.objects.filter(course_id=course.course_id).count() == 0


@pytest.mark.usefixtures("no_run_after")
def test_until_the_next_run_an_account_that_lost_a_report_opens_without_words(
    worked_on: Force, registrar: Member, member: Callable[..., Member], signed_in: Callable[..., Client],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    course = case_with("RX1")
    erase(course, ("RX2",), registrar, member)
    browser = signed_in(Role.STALKING_LEAD)

    for path in ("", "/work", "/file", "/decide/stalking"):
        answer = browser.get(f"/courses/{course.course_id}{path}", follow=True)
        assert answer.status_code in (200, 403)
        assert not any(trace in answer.content.decode().lower() for trace in TRACES)
    assert browser.get("/worklist").status_code == 200


@pytest.mark.parametrize("role", [Role.OFFICER, Role.SUPERVISOR, Role.STALKING_LEAD, Role.AUDITOR])
@pytest.mark.usefixtures("no_run_after")
def test_who_may_not_confirm(filled: Force, registrar: Member, member: Callable[..., Member], role: Role) -> None:
    erasure = erasures.ask_erasure(
        case_with("RX1"), reports=frozenset(WHOLE), what="course", reason="unlawful", by=registrar
    )

    with pytest.raises(PermissionDenied, match="confirmed by a crime registrar or an administrator"):
        erasures.confirm(erasure, by=member(role))


@pytest.mark.usefixtures("no_run_after")
def test_nobody_erases_alone(filled: Force, registrar: Member) -> None:
    erasure = erasures.ask_erasure(
        case_with("RX1"), reports=frozenset(WHOLE), what="course", reason="unlawful", by=registrar
    )

    with pytest.raises(PermissionDenied, match="A second person must confirm it"):
        erasures.confirm(erasure, by=registrar)
    work(filled)
    assert case_with("RX1")


@pytest.mark.usefixtures("no_run_after")
def test_an_erasure_that_is_refused_leaves_everything_and_no_list_of_reports(
    filled: Force, registrar: Member, member: Callable[..., Member]
) -> None:
    erasure = erasures.ask_erasure(
        case_with("RX1"), reports=frozenset(WHOLE), what="course", reason="unlawful", by=registrar
    )
    with pytest.raises(erasures.AlreadyAskedError):
        erasures.ask_erasure(
            case_with("RX1"), reports=frozenset({"RX2"}), what="report", reason="unlawful", by=registrar
        )

    erasures.refuse(erasure, by=member(Role.ADMINISTRATOR))
    with pytest.raises(PermissionDenied, match="decided already"):
        erasures.confirm(erasure, by=member(Role.ADMINISTRATOR))
    work(filled)

    erasure.refresh_from_db()
    assert (erasure.state, erasure.plan, case_with("RX1").reports) == ("refused", {}, 3)
