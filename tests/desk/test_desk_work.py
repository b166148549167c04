"""Taking, assigning, giving back and snoozing courses: who may, what is told, and when a course comes back."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone
from test_desk_worklist import a_case, a_run, listed

from heeded_desk.audit.models import Entry
from heeded_desk.cases.actions import work
from heeded_desk.cases.models import Case, Part, WorkEvent
from heeded_desk.cases.work_policies import may_assign_to, may_release, may_snooze, may_take, may_wake
from heeded_desk.deliveries.models import Run
from heeded_desk.members.models import Force, Member
from heeded_desk.members.roles import Role

Signed = Callable[..., Client]
Members = Callable[..., Member]
REASON = "Statement booked for Tuesday"


@pytest.fixture
def case(northmoor: Force) -> Case:
    """A course that is unrecognised, without red flags."""
    made = a_case(a_run(northmoor), 1)
    made.save()
    return made


@pytest.fixture
def flagged(northmoor: Force) -> Case:
    """A course that is unrecognised, with red flags."""
    made = a_case(a_run(northmoor), 0)
    made.save()
    return made


@pytest.mark.parametrize(
    ("role", "take", "flagged_snooze"),
    [
        (Role.CALL_HANDLER, False, False),
        (Role.OFFICER, True, False),
        (Role.CRIME_REGISTRAR, True, False),
        (Role.SUPERVISOR, True, True),
        (Role.STALKING_LEAD, True, True),
        (Role.ANALYST, False, False),
        (Role.AUDITOR, False, False),
        (Role.ADMINISTRATOR, False, False),
    ],
)
def test_who_may_take_and_who_may_snooze_red_flags(
    flagged: Case, member: Members, role: Role, take: bool, flagged_snooze: bool
) -> None:
    answers = may_take(member(role), flagged), may_snooze(member(role), flagged)

    assert [bool(a) for a in answers] == [take, flagged_snooze]
    assert all(a or a.sentence.endswith(".") for a in answers)


def test_an_officer_may_snooze_what_has_no_red_flags(case: Case, member: Members) -> None:
    assert may_snooze(member(Role.OFFICER), case)


def test_what_somebody_has_is_moved_by_a_supervisor_alone(case: Case, member: Members) -> None:
    work.take(case, by=member(Role.OFFICER))
    case.refresh_from_db()

    assert not may_take(member(Role.CRIME_REGISTRAR), case) and not may_release(member(Role.CRIME_REGISTRAR), case)
    assert may_take(member(Role.SUPERVISOR), case) and may_release(member(Role.SUPERVISOR), case)
    assert may_release(member(Role.OFFICER), case) and not may_take(member(Role.OFFICER), case)


@pytest.mark.parametrize("role", [Role.ANALYST, Role.CALL_HANDLER, Role.AUDITOR])
def test_a_course_is_assigned_to_nobody_who_may_not_decide(case: Case, member: Members, role: Role) -> None:
    assert not may_assign_to(member(Role.SUPERVISOR), case, member(role))


def test_a_course_is_assigned_within_its_force(case: Case, member: Members, elsewhere: Force) -> None:
    lead = member(Role.STALKING_LEAD)

    assert may_assign_to(lead, case, member(Role.OFFICER))
    assert not may_assign_to(lead, case, member(Role.OFFICER, elsewhere))
    assert not may_assign_to(member(Role.OFFICER), case, member(Role.CRIME_REGISTRAR))
    with pytest.raises(PermissionDenied):
        work.assign(case, to=member(Role.OFFICER, elsewhere), by=lead)
    assert not WorkEvent.objects.exists() and not Entry.objects.filter(place="case-work").exists()


def test_what_is_gone_is_neither_taken_nor_snoozed(case: Case, member: Members) -> None:
    case.gone = True

    assert not may_take(member(Role.SUPERVISOR), case) and not may_snooze(member(Role.SUPERVISOR), case)
    assert not may_assign_to(member(Role.SUPERVISOR), case, member(Role.OFFICER))
    assert not may_wake(member(Role.SUPERVISOR), case)


def test_every_act_is_told_in_the_history_and_on_record_without_its_reason(case: Case, member: Members) -> None:
    lead, officer = member(Role.STALKING_LEAD), member(Role.OFFICER)
    work.take(case, by=officer)
    work.assign(case, to=lead, by=lead)
    work.snooze(case, days=7, reason=REASON, by=lead)
    work.wake(case, by=lead)
    work.release(case, by=lead)
    told = [(e.act, e.by, e.to, e.reason) for e in WorkEvent.objects.order_by("pk")]
    entries = Entry.objects.filter(place="case-work", kind="alteration", subject=case.course_id)

    assert told == [
        ("assigned", officer, officer, ""),
        ("assigned", lead, lead, ""),
        ("snoozed", lead, None, REASON),
        ("woken", lead, None, ""),
        ("released", lead, None, ""),
    ]
    assert [e.details["act"] for e in entries.order_by("number")] == [act for act, *_ in told]
    assert not [e for e in entries if REASON in str(e.details)]


def test_a_snoozed_course_leaves_the_list_and_comes_back_on_its_day(
    case: Case, member: Members, monkeypatch: pytest.MonkeyPatch
) -> None:
    lead = member(Role.STALKING_LEAD)
    work.snooze(case, days=7, reason=REASON, by=lead)
    case.refresh_from_db()

    assert case.snoozed_until == timezone.localdate() + timedelta(days=7)
    assert listed(lead) == [] and listed(lead, snoozed="only") == listed(lead, snoozed="with") == [case.course_id]
    Case.objects.update(snoozed_until=timezone.localdate())
    assert listed(lead) == [case.course_id] and listed(lead, snoozed="only") == []


def test_a_snoozed_course_comes_back_when_a_run_changes_it(case: Case, member: Members) -> None:
    lead = member(Role.STALKING_LEAD)
    work.snooze(case, days=28, reason=REASON, by=lead)
    Case.objects.update(changed_at=datetime.now(UTC), change="1 new report", part=Part.UNRECOGNISED_FLAGS)

    assert listed(lead) == [case.course_id]


@pytest.mark.parametrize(("days", "reason"), [(0, REASON), (29, REASON), (-1, REASON), (7, " ")])
def test_a_snooze_has_a_reason_and_an_end(case: Case, member: Members, days: int, reason: str) -> None:
    with pytest.raises(ValueError, match="1 to 28 days"):
        work.snooze(case, days=days, reason=reason, by=member(Role.STALKING_LEAD))


def test_snoozing_by_the_page(case: Case, signed_in: Signed) -> None:
    client = signed_in(Role.OFFICER)
    place = f"/courses/{case.course_id}/work"

    assert client.post(f"{place}/snooze", {"days": "29", "reason": REASON}).status_code == 422
    assert "Say why this course can wait" in client.post(f"{place}/snooze", {"days": "7"}).content.decode()
    assert client.post(f"{place}/snooze", {"days": "7", "reason": REASON}).status_code == 302
    shown = client.get(place).content.decode()
    assert REASON in shown and "snoozed it until" in shown and "Bring it back now" in shown


def test_an_officer_is_told_why_red_flags_are_not_snoozed(flagged: Case, signed_in: Signed) -> None:
    client = signed_in(Role.OFFICER)
    answer = client.post(f"/courses/{flagged.course_id}/work/snooze", {"days": "7", "reason": REASON})

    assert answer.status_code == 403
    assert "Only a supervisor or the stalking lead can snooze this course" in answer.content.decode()
    flagged.refresh_from_db()
    assert flagged.snoozed_until is None


def test_taking_from_the_list_leads_back_to_it_as_it_was(case: Case, signed_in: Signed, member: Members) -> None:
    client = signed_in(Role.OFFICER)
    answer = client.post(
        f"/courses/{case.course_id}/work/take", {"list": "part=2&assigned=nobody&next=//evil.example&x=1"}
    )
    case.refresh_from_db()

    assert case.assigned_to == member(Role.OFFICER)
    assert answer["Location"] == "/worklist?part=2&assigned=nobody"


def test_two_who_take_one_course_do_not_both_have_it(case: Case, signed_in: Signed, member: Members) -> None:
    place = f"/courses/{case.course_id}/work/take"
    signed_in(Role.OFFICER).post(place)
    answer = signed_in(Role.CRIME_REGISTRAR).post(place)
    case.refresh_from_db()

    assert answer.status_code == 403 and "Somebody has this course" in answer.content.decode()
    assert case.assigned_to == member(Role.OFFICER)


def test_assigning_by_the_page(case: Case, signed_in: Signed, member: Members, elsewhere: Force) -> None:
    client, officer = signed_in(Role.SUPERVISOR), member(Role.OFFICER)
    place = f"/courses/{case.course_id}/work/assign"

    assert client.post(place, {"to": member(Role.OFFICER, elsewhere).pk}).status_code == 422
    assert client.post(place, {"to": member(Role.ANALYST).pk}).status_code == 422
    assert client.post(place, {"to": officer.pk}).status_code == 302
    case.refresh_from_db()
    assert case.assigned_to == officer


def test_another_force_gets_no_work_page(case: Case, signed_in: Signed, elsewhere: Force) -> None:
    client = signed_in(Role.STALKING_LEAD, force=elsewhere)

    assert client.get(f"/courses/{case.course_id}/work").status_code == 404
    assert client.post(f"/courses/{case.course_id}/work/take").status_code == 404
    assert signed_in(Role.OFFICER).post(f"/courses/{case.course_id}/work/burn").status_code == 404


def test_the_history_of_a_joined_course_is_told_with_it(case: Case, flagged: Case, signed_in: Signed) -> None:
    client = signed_in(Role.STALKING_LEAD)
    client.post(f"/courses/{case.course_id}/work/snooze", {"days": "7", "reason": REASON})
    Case.objects.filter(pk=case.pk).update(gone=True, merged_into=flagged.course_id)

    assert REASON in client.get(f"/courses/{flagged.course_id}/work").content.decode()


def test_the_account_tells_who_has_the_course_and_what_was_done_last(published: Run, signed_in: Signed) -> None:
    client = signed_in(Role.STALKING_LEAD)
    course = Case.objects.filter(force=published.force).earliest("part").course_id
    client.post(f"/courses/{course}/work/take")
    text = client.get(f"/courses/{course}").content.decode()

    assert f"/courses/{course}/work" in text and "Stalking lead northmoor took it." in text
