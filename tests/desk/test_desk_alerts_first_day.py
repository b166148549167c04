"""From which day the page of clocks is seen where nobody asks for one."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from heeded_desk.alerts.models import Due
from heeded_desk.alerts.today import first_day
from heeded_desk.cases.models import Case, Part
from heeded_desk.deliveries.models import Run
from heeded_desk.members.models import Force, Member
from heeded_desk.members.roles import Role

Members = Callable[..., Member]
Signed = Callable[..., Client]
DAY = date(2026, 8, 14)


@pytest.fixture
def case(northmoor: Force) -> Case:
    """A course on the desk."""
    now = timezone.now()
    run = Run.objects.create(force=northmoor, asked_at=now, state=Run.State.PUBLISHED)
    told = {
        "part": Part.UNRECOGNISED_FLAGS, "stalking": "indicated", "unrecognised": True, "why": "2 reports.",
        "recorded_as": "Harassment", "relationship": "", "district": "", "reports": 1, "flags": 1, "duties_unmet": 0,
        "questions": 0, "changed_at": now,
    }  # fmt: skip
    return Case.objects.create(force=northmoor, run=run, course_id="C-0", title="Jo Brill", **told)


def noon(day: date) -> datetime:
    """The middle of a day in local time."""
    return timezone.make_aware(datetime(day.year, day.month, day.day, 12))


def a_due(case: Case, due_at: datetime) -> None:
    """A clock of the course."""
    told = {"title": "Review the bail", "why": "The record gives this day.", "authority": "An Act"}
    Due.objects.create(force=case.force, case=case, clock="bail", due_at=due_at, confidence="source read", **told)


@pytest.mark.parametrize(
    ("last_report", "clock", "seen_from"),
    [
        (-200, None, -200), (-200, -150, -200), (-200, 5, 0), (-200, -28, 0), (-200, 15, -200),
        (-28, None, 0), (0, None, 0), (3, None, 0),
    ],
)  # fmt: skip
def test_it_is_seen_from_the_last_report_only_where_that_is_long_past_and_nothing_is_near(
    case: Case, member: Members, last_report: int, clock: int | None, seen_from: int
) -> None:
    if clock is not None:
        a_due(case, noon(DAY + timedelta(days=clock)))

    found = first_day(member(Role.STALKING_LEAD), DAY, DAY + timedelta(days=last_report))

    assert found == DAY + timedelta(days=seen_from)


def test_a_desk_without_reports_is_seen_from_today(case: Case, member: Members) -> None:
    assert first_day(member(Role.STALKING_LEAD), DAY, None) == DAY


def test_a_page_seen_from_the_last_report_says_so_and_leads_to_today(case: Case, signed_in: Signed) -> None:
    Case.objects.filter(pk=case.pk).update(listed_at=noon(date(2020, 5, 4)))
    a_due(case, noon(date(2020, 5, 6)))
    client, now = signed_in(Role.STALKING_LEAD), timezone.localdate()

    begun = client.get("/today").content.decode()
    from_today = client.get(f"/today?day={now}").content.decode()

    assert "Seen from 4 May 2020, the day of the last report" in begun and "2 days left" in begun
    assert f'href="?day={now}&amp;whose=all">Look from today' in begun
    assert "Seen from 4 May" not in from_today and "2 days left" not in from_today


def test_whoever_has_no_clock_is_led_to_the_courses_that_nobody_has(case: Case, signed_in: Signed) -> None:
    a_due(case, noon(DAY))
    client = signed_in(Role.OFFICER)

    mine = client.get(f"/today?day={DAY}").content.decode()
    nobodys = client.get(f"/today?day={DAY}&whose=nobody").content.decode()

    assert f'href="?day={DAY}&amp;whose=nobody">Look at the courses that nobody has' in mine
    assert "Review the bail" in nobodys and "Look at the courses that nobody has" not in nobodys
