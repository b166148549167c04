"""The page of clocks: what is overdue, ends today, is soon, or cannot be told, seen from a day in hand."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from heeded.assess.clocks import months_later
from heeded.catalogue.duties import load_working_days
from heeded.catalogue.folder import catalogue_folder
from heeded.pipeline import Order, run_delivery
from heeded.toolbox.errors import CatalogueError
from heeded_desk.alerts.clocks import clocks_of, put_clocks
from heeded_desk.alerts.models import Due
from heeded_desk.alerts.queries import open_alerts
from heeded_desk.alerts.thresholds import load_thresholds, thresholds
from heeded_desk.alerts.today import beyond, clocks, counted, dues_of, left_of, older, spans, whose_of, within
from heeded_desk.audit.models import Entry
from heeded_desk.cases.models import Case, Part
from heeded_desk.deliveries.models import Run
from heeded_desk.deliveries.publish import publish
from heeded_desk.members.models import Force, Member
from heeded_desk.members.roles import Role

Members = Callable[..., Member]
Signed = Callable[..., Client]
DAY = date(2026, 8, 14)
NOW = datetime.now(UTC)


@pytest.fixture
def desk(northmoor: Force) -> Run:
    """A run on the desk, with three courses."""
    run = Run.objects.create(force=northmoor, asked_at=NOW, state=Run.State.PUBLISHED)
    told = {
        "part": Part.UNRECOGNISED_FLAGS, "stalking": "indicated", "unrecognised": True, "why": "2 reports.",
        "recorded_as": "Harassment", "relationship": "", "district": "", "reports": 1, "flags": 1, "duties_unmet": 0,
        "questions": 0, "changed_at": NOW,
    }  # fmt: skip
    for number in range(3):
        Case.objects.create(force=northmoor, run=run, course_id=f"C-{number}", title=f"Jo Brill {number}", **told)
    return run


def at(day: date, hour: int = 23, minute: int = 59) -> datetime:
    """A moment of a day in local time."""
    return timezone.make_aware(datetime(day.year, day.month, day.day, hour, minute))


def a_due(course: str, due_at: datetime | None, title: str = "Review the bail") -> Due:
    """A clock of a course."""
    case = Case.objects.get(course_id=course)
    return Due.objects.create(
        force=case.force, case=case, clock="bail", due_at=due_at, title=title, why="The record gives this day.",
        authority="An Act", confidence="source read",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("days", "hour", "group"),
    [
        (-29, 12, None), (-28, 0, "overdue"), (-1, 23, "overdue"), (0, 0, "today"), (0, 23, "today"),
        (1, 0, "within-3"), (3, 23, "within-3"), (4, 0, "within-14"), (14, 23, "within-14"), (15, 0, None),
    ],
)  # fmt: skip
def test_each_clock_stands_in_one_group(desk: Run, member: Members, days: int, hour: int, group: str | None) -> None:
    a_due("C-0", at(DAY + timedelta(days=days), hour, 0))
    dues = dues_of(member(Role.STALKING_LEAD), "all")

    assert [span.name for span in spans(DAY) if counted(dues, span)] == ([group] if group else [])


@given(st.integers(-400, 400), st.dates(date(2020, 1, 1), date(2030, 12, 31)))
def test_groups_follow_each_other_without_a_gap(days: int, day: date) -> None:
    """Also where the clocks of the country change: a day may have 23 or 25 hours."""
    times = [(s.start, s.end) for s in spans(day) if s.start]
    assert all(one[1] == next_one[0] for one, next_one in pairwise(times))
    moment = at(day + timedelta(days=days), 12, 0)
    inside = [s.name for s in spans(day) if s.start and s.start <= moment < s.end]
    assert len(inside) == (-thresholds().overdue_days <= days <= thresholds().soon[-1].within)


def test_a_clock_without_a_day_is_said_not_to_be_known(desk: Run, member: Members, signed_in: Signed) -> None:
    a_due("C-0", None)
    text = signed_in(Role.STALKING_LEAD).get(f"/today?day={DAY}").content.decode()

    assert "Cannot be told" in text and "Day not known" in text


@pytest.mark.parametrize(
    ("days", "words"), [(0, "On this day"), (1, "1 day left"), (3, "3 days left"), (-2, "2 days over")]
)
def test_time_left_is_said_in_days(days: int, words: str) -> None:
    assert left_of(DAY + timedelta(days=days), DAY) == words


def test_the_nearest_comes_first_and_pages_give_each_once(desk: Run, member: Members) -> None:
    lead = member(Role.STALKING_LEAD)
    for number in range(60):
        a_due(f"C-{number % 3}", at(DAY + timedelta(days=4 + number % 5)), f"T{number}")
        a_due(f"C-{number % 3}", at(DAY - timedelta(days=1 + number % 5)), f"O{number}")
    dues = dues_of(lead, "all")
    for span in (spans(DAY)[0], spans(DAY)[3]):
        seen: list[Due] = []
        while page := list(beyond(dues, span, seen[-1] if seen else None)[:7]):
            seen += page
        assert [d.pk for d in seen] == [d.pk for d in within(dues, span)] and len(seen) == 60
        days = [abs((d.due_at.date() - DAY).days) for d in seen]
        assert days == sorted(days)


def test_what_ran_out_long_ago_is_counted_and_not_listed(desk: Run, member: Members, signed_in: Signed) -> None:
    a_due("C-0", at(DAY - timedelta(days=300)), "Long ago")
    dues = dues_of(member(Role.STALKING_LEAD), "all")
    text = signed_in(Role.STALKING_LEAD).get(f"/today?day={DAY}").content.decode()

    assert older(dues, DAY) == 1
    assert "1 clock ran out more than 28 days before, the last on " in text and "Long ago" not in text


def test_officers_see_their_own_courses_first_and_may_see_what_nobody_has(
    desk: Run, member: Members, signed_in: Signed
) -> None:
    officer = member(Role.OFFICER)
    Case.objects.filter(course_id="C-1").update(assigned_to=officer)
    Case.objects.filter(course_id="C-2").update(assigned_to=member(Role.SUPERVISOR))
    for course in ("C-0", "C-1", "C-2"):
        a_due(course, at(DAY))
    shown = {
        whose: {
            c.course_id for c in clocks(dues_of(officer, whose_of(officer, whose)), DAY, officer)
        }
        for whose in ("", "mine", "nobody", "all")
    }  # fmt: skip

    assert shown == {"": {"C-1"}, "mine": {"C-1"}, "nobody": {"C-0"}, "all": {"C-0", "C-1", "C-2"}}
    assert whose_of(member(Role.SUPERVISOR), "") == "all"
    assert "Jo Brill 0" not in signed_in(Role.OFFICER).get(f"/today?day={DAY}").content.decode()


def test_each_clock_says_what_why_by_whose_word_and_how_sure(desk: Run, signed_in: Signed) -> None:
    a_due("C-0", at(DAY, 14, 30))
    text = signed_in(Role.STALKING_LEAD).get(f"/today?day={DAY}").content.decode()

    for words in ("Review the bail", "The record gives this day.", "An Act (source read)", "14 August 2026, 14:30"):
        assert words in text
    assert 'href="/courses/C-0"' in text and "Jo Brill 0" in text


@pytest.mark.parametrize("asked", ["x", "2026-13-01", "0001-01-01", "9999-12-31", "2026-08-14'--", "١٤"])
def test_a_day_that_is_not_understood_is_told_and_today_is_shown(desk: Run, signed_in: Signed, asked: str) -> None:
    answer = signed_in(Role.STALKING_LEAD).get("/today", {"day": asked, "group": asked, "after": asked, "whose": asked})

    assert answer.status_code == 200 and "There is a problem" in answer.content.decode()


def test_a_look_at_the_clocks_is_on_record(desk: Run, signed_in: Signed) -> None:
    a_due("C-0", at(DAY))
    signed_in(Role.STALKING_LEAD).get(f"/today?day={DAY}")
    entry = Entry.objects.filter(place="today").latest("number")

    assert entry.details == {"courses": ["C-0"], "day": "2026-08-14", "whose": "all"}


def test_another_forces_clocks_are_not_here(desk: Run, elsewhere: Force, signed_in: Signed) -> None:
    a_due("C-0", at(DAY))

    text = signed_in(Role.STALKING_LEAD, force=elsewhere).get(f"/today?day={DAY}").content.decode()
    assert "Jo Brill" not in text and "/courses/" not in text


def test_more_clocks_take_no_more_statements(desk: Run, signed_in: Signed) -> None:
    client = signed_in(Role.STALKING_LEAD)
    a_due("C-0", at(DAY))
    client.get(f"/today?day={DAY}")
    with CaptureQueriesContext(connection) as few:
        client.get(f"/today?day={DAY}")
    for number in range(200):
        a_due(f"C-{number % 3}", at(DAY + timedelta(days=number % 14)))
    with CaptureQueriesContext(connection) as more:
        client.get(f"/today?day={DAY}")

    assert len(more) <= len(few) + 3  # each group that holds anything asks for its courses once


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL passes over an index of a table so small")
@pytest.mark.parametrize("group", [0, 1, 2, 3, 4], ids=["overdue", "today", "within 3", "within 14", "not told"])
def test_each_group_is_given_in_order_by_the_index(desk: Run, member: Members, group: int) -> None:
    dues, span = dues_of(member(Role.STALKING_LEAD), "all"), spans(DAY)[group]
    with CaptureQueriesContext(connection) as asked:
        list(within(dues, span)[:25])
        counted(dues, span)
        older(dues, DAY)
    with connection.cursor() as cursor:
        plans = [str(cursor.execute(f"EXPLAIN QUERY PLAN {one['sql']}").fetchall()) for one in asked]

    assert all("due_in_order (force_id=? AND due_at" in plan for plan in plans)
    assert all("TEMP B-TREE" not in plan for plan in plans)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL passes over an index of a table so small")
def test_ones_own_clocks_are_found_by_ones_courses(desk: Run, member: Members) -> None:
    officer = member(Role.OFFICER)
    Case.objects.filter(course_id="C-1").update(assigned_to=officer)
    with CaptureQueriesContext(connection) as asked:
        list(within(dues_of(officer, "mine"), spans(DAY)[1])[:25])
        list(open_alerts(officer)[:25])
    with connection.cursor() as cursor:
        plans = [str(cursor.execute(f"EXPLAIN QUERY PLAN {one['sql']}").fetchall()) for one in asked]

    assert "(force_id=? AND assigned_to_id=?)" in plans[0]
    assert "alerts_due USING INDEX alerts_due_case_id" in plans[1]
    assert "alerts_alert USING INDEX alerts_alert_case_id" in plans[3]


# What a run says of clocks.


def duty(check_id: str, due_at: str | None, answer: str = "cannot_tell", **more: object) -> dict[str, Any]:
    """A duty as an account tells of it."""
    told = {
        "check_id": check_id, "answer": answer, "due_at": due_at, "done_at": None, "title": f"Duty {check_id}",
        "why_words": "the record does not say", "authority": "A code", "confidence_words": "source read",
    }  # fmt: skip
    return told | more


def an_account(*duties: dict[str, Any], log: tuple[dict[str, Any], ...] = (), **more: object) -> dict[str, Any]:
    """A course as an account tells of it, as far as clocks ask."""
    entries = [{"kind": "note", "at": None, "due_at": None, "done_at": None} | entry for entry in log]
    told: dict[str, Any] = {
        "course_id": "C-0", "stalking": "indicated", "recorded_as_stalking": False, "answered": False, "decisions": [],
        "red_flags": [], "duties": list(duties), "reports": [{"report_id": "R1", "log": entries}],
    }  # fmt: skip
    return told | more


def told_of(account: dict[str, Any]) -> list[tuple[str, str | None]]:
    """What each clock is of, and its day."""
    return [(c["clock"], c["due_at"].date().isoformat() if c["due_at"] else None) for c in clocks_of(account)]


@pytest.mark.parametrize(
    ("given_duty", "there"),
    [
        (duty("time-limit-kept", "2026-08-20T23:59:00"), [("time-limit-kept", "2026-08-20")]),
        (duty("time-limit-kept", "2026-08-20T23:59:00", "not_met"), [("time-limit-kept", "2026-08-20")]),
        (duty("time-limit-kept", "2026-08-20T23:59:00", "met"), []),
        (duty("told-of-arrest", "2026-08-20T23:59:00", "not_met", done_at="2026-08-25T10:00:00"), []),
        (duty("told-of-arrest", None), [("told-of-arrest", None)]),
        (duty("victim-kept-informed", None), []),
    ],
    ids=["silent", "not met", "met", "done late", "no day from which it runs", "a duty without a clock"],
)
def test_which_duties_have_a_clock_that_runs(given_duty: dict[str, Any], there: list[tuple[str, str | None]]) -> None:
    assert told_of(an_account(given_duty)) == there


@pytest.mark.parametrize("more", [{"stalking": "not_indicated"}, {"answered": True}], ids=["rest", "answered"])
def test_courses_that_press_nobody_have_no_clock(more: dict[str, object]) -> None:
    assert told_of(an_account(duty("time-limit-kept", "2026-08-20T23:59:00"), **more)) == []


BAIL = {"kind": "bail", "at": "2026-06-01T10:00:00", "due_at": "2026-08-29T00:00:00"}


@pytest.mark.parametrize(
    ("log", "there"),
    [
        ((BAIL,), [("bail", "2026-08-29")]),
        ((BAIL | {"done_at": "2026-08-01T00:00:00"},), [("bail-not-lapsed", "2026-09-01")]),
        ((BAIL, BAIL | {"at": "2026-07-01T10:00:00", "due_at": "2026-11-29T00:00:00"}), [("bail", "2026-11-29")]),
        (({"kind": "note", "due_at": "2026-08-29T00:00:00"},), [("bail-not-lapsed", "2026-09-01")]),
    ],
    ids=["the force's own day", "done", "extended", "another kind of entry"],
)
def test_the_forces_own_day_goes_before_the_usual_clock(
    log: tuple[dict[str, Any], ...], there: list[tuple[str, str]]
) -> None:
    assert told_of(an_account(duty("bail-not-lapsed", "2026-09-01T23:59:00"), log=log)) == there


def test_a_clock_says_what_is_to_be_done_and_never_tells_it_as_done() -> None:
    (told, other) = clocks_of(
        an_account(duty("told-of-arrest", "2026-08-20T23:59:00"), duty("of-your-own", "2026-08-20T23:59:00"))
    )

    assert (told["title"], other["title"]) == ("Tell the victim of the arrest", "Not on record: Duty of-your-own")
    assert (told["why"], told["authority"], told["confidence"]) == (
        "The record does not say.",
        "A code",
        "source read",
    )


def test_publishing_again_leaves_the_same_clocks(published: Run, small_run: Path) -> None:
    before = sorted(Due.objects.values_list("case__course_id", "clock", "due_at", "title"))
    accounts = [c.account.words for c in Case.objects.filter(force=published.force)]
    ids = dict(Case.objects.values_list("course_id", "pk"))
    put_clocks(published.force, small_run, reversed(accounts), ids)

    assert before and sorted(Due.objects.values_list("case__course_id", "clock", "due_at", "title")) == before


def test_the_six_months_run_from_an_act_that_was_reported(published: Run) -> None:
    for due in Due.objects.filter(clock="time-limit-kept").exclude(due_at=None).select_related("case"):
        reports = due.case.account.words["reports"]
        acts = [r["occurred_to"] or r["occurred_from"] or r["recorded_at"] for r in reports]
        ends = {months_later(datetime.fromisoformat(act).date(), 6) for act in acts if act}
        assert timezone.localdate(due.due_at) in ends


@pytest.mark.slow
def test_working_days_pass_over_the_bank_holidays(northmoor: Force, tmp_path: Path) -> None:
    """An arrest on the Thursday before Easter: the victim is to be told by the Tuesday after it."""
    persons = [
        {"role": "victim", "forename": "Imogen", "surname": "Tarrant", "dob": "1991-04-02"},
        {"role": "suspect", "forename": "Dale", "surname": "Orwin", "dob": "1988-09-13", "relationship": "ex-partner"},
    ]
    words = (
        "Her ex has followed her to work and waited outside her house every night this week. He has sent her forty "
        "messages a day since she told him to stop. She is terrified and has changed the locks."
    )
    log = [
        {"at": "2026-04-02T15:00:00", "kind": "arrest", "text": "Arrested at his home address."},
        {
            "at": "2026-04-02T22:00:00",
            "kind": "bail",
            "text": "Bailed with conditions.",
            "due_at": "2026-06-30T10:00:00",
        },
    ]
    row = {
        "report_id": "R1", "recorded_at": "2026-04-01T09:00:00", "kind": "crime", "offence": "Harassment",
        "narrative": words, "persons": persons, "log": log,
    }  # fmt: skip
    (tmp_path / "d.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    run_delivery(Order(delivery=tmp_path / "d.jsonl", second_reader=False), tmp_path / "run", lambda *_: None)
    publish(Run.objects.create(force=northmoor, asked_at=NOW, folder=str(tmp_path / "run")), tmp_path / "run")

    days = {d.clock: timezone.localtime(d.due_at) for d in Due.objects.exclude(due_at=None)}
    assert days["told-of-arrest"].date() == date(2026, 4, 7)
    assert not load_working_days(catalogue_folder()).is_one(date(2026, 4, 6))
    assert (days["bail"].date(), "bail-not-lapsed" in days) == (date(2026, 6, 30), False)
    assert days["time-limit-kept"].date() == date(2026, 10, 1)


def test_the_thresholds_stand_in_the_catalogue_with_whose_word_they_are() -> None:
    by = thresholds()

    assert [soon.within for soon in by.soon] == [3, 14] and by.shift_hours == (8, 12, 24)
    assert by.source and by.owner and by.date and by.confidence in ("sourced", "high", "medium", "low")


def test_thresholds_that_lack_something_are_refused_by_name(tmp_path: Path) -> None:
    for folder in ("clocks", "schema"):
        (tmp_path / folder).mkdir()
    schema = (catalogue_folder() / "schema" / "clocks.json").read_text(encoding="utf-8")
    (tmp_path / "schema" / "clocks.json").write_text(schema, encoding="utf-8")
    (tmp_path / "clocks" / "today.yaml").write_text("id: today\n", encoding="utf-8")

    with pytest.raises(CatalogueError, match=r"today\.yaml"):
        load_thresholds(tmp_path)
