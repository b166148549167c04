"""Alerts: what a run brings that somebody must see is told once, to those whom it concerns, and ends by itself."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from itertools import permutations
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from heeded_desk.alerts import raising
from heeded_desk.alerts.models import Alert, KnownReport, Told
from heeded_desk.alerts.queries import open_count
from heeded_desk.alerts.raising import raise_alerts
from heeded_desk.alerts.telling import flags_to_tell, tellings
from heeded_desk.cases.models import Case, CaseReport, Part
from heeded_desk.decisions.models import Decision
from heeded_desk.deliveries import publish as publishing
from heeded_desk.deliveries.models import Run
from heeded_desk.deliveries.prepare import Moves
from heeded_desk.deliveries.publish import FOLLOWING, publish
from heeded_desk.members.models import Force, Member
from heeded_desk.members.roles import Role
from heeded_desk.second_lock import for_force

NOW = datetime.now(UTC)
Members = Callable[..., Member]
Signed = Callable[..., Client]
NONE: frozenset[str] = frozenset()


def account(course: str, flags: Iterable[str], reports: Iterable[str] = ("R1",), **more: object) -> dict[str, object]:
    """A course as an account tells of it, as far as alerts ask."""
    told: dict[str, object] = {
        "course_id": course,
        "stalking": "indicated",
        "recorded_as_stalking": False,
        "answered": False,
        "decisions": [],
        "duties": [],
        "red_flags": [{"code": code, "title": code.replace("_", " ")} for code in flags],
        "reports": [{"report_id": report} for report in reports],
    }
    return told | more


@pytest.fixture
def run(northmoor: Force, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """A run on the desk, with nothing in its folder: courses neither merge nor part by it."""
    monkeypatch.setattr("heeded_desk.alerts.carrying.moves_of", lambda folder: Moves([], []))
    return Run.objects.create(force=northmoor, asked_at=NOW, state=Run.State.PUBLISHED, folder=str(tmp_path))


def a_case(run: Run, course: str, **given: object) -> Case:
    """A course on the desk."""
    told = {
        "part": Part.UNRECOGNISED_FLAGS, "stalking": "indicated", "unrecognised": True, "title": f"Jo Brill ({course})",
        "why": "2 reports.", "recorded_as": "Harassment", "relationship": "", "district": "", "reports": 1, "flags": 1,
        "duties_unmet": 0, "questions": 0, "changed_at": NOW,
    }  # fmt: skip
    return Case.objects.create(force=run.force, run=run, course_id=course, **(told | given))


def follow(run: Run, *accounts: dict[str, object]) -> None:
    """Let the alerts follow a run."""
    ids = dict(Case.objects.filter(force=run.force).values_list("course_id", "pk"))
    for told in accounts:
        CaseReport.objects.filter(case=ids[told["course_id"]]).delete()
        for report in told["reports"]:
            CaseReport.objects.create(case_id=ids[told["course_id"]], **report)
    with transaction.atomic(), for_force(run.force_id):
        raise_alerts(run.force, Path(run.folder), iter(accounts), ids)


def told(force: Force) -> set[tuple[str, str]]:
    """What was told, by course."""
    return set(Told.objects.filter(case__force=force).values_list("case__course_id", "key"))


def alerts(force: Force) -> list[tuple[str, str, str]]:
    """Course, reason and ending of each alert."""
    rows = Alert.objects.filter(force=force).order_by("pk")
    return [(a.case.course_id, a.reason, a.closed_as) for a in rows.select_related("case")]


@pytest.mark.parametrize(
    ("more", "there"),
    [
        ({}, {"flag::threat_to_kill"}),
        ({"recorded_as_stalking": True}, set()),
        ({"stalking": "possible"}, set()),
        ({"stalking": "not_indicated"}, set()),
        ({"answered": True}, set()),
        ({"red_flags": []}, set()),
        (
            {"decisions": [{"decision_id": "D1", "kind": "stalking", "verdict": "not_stalking"}]},
            {"flag:D1:threat_to_kill"},
        ),
        ({"decisions": [{"decision_id": "D1", "kind": "stalking", "verdict": "unsure"}]}, {"flag::threat_to_kill"}),
        ({"decisions": [{"decision_id": "D1", "kind": "duty", "verdict": "met"}]}, {"flag::threat_to_kill"}),
    ],
    ids=[
        "unrecognised with a red flag", "recorded as stalking", "possible", "not indicated", "answered by a decision",
        "no red flag", "a report opened an answered question again", "withdrawn", "a decision about something else",
    ],
)  # fmt: skip
def test_which_courses_are_told(more: dict[str, object], there: set[str]) -> None:
    assert flags_to_tell(account("C-1", ["threat_to_kill"], **more), NONE) == dict.fromkeys(there, "threat to kill")


def test_a_decision_that_no_run_knows_yet_answers_too() -> None:
    asked = account("C-1", ["stalked_before"], ["R1", "R2"])

    assert flags_to_tell(asked, frozenset({frozenset({"R1", "R2"})})) == {}
    assert flags_to_tell(asked, frozenset({frozenset({"R1"})}))


def test_each_sentence_says_why_in_figures_and_titles_alone() -> None:
    first, _ = next(tellings(account("C-1", ["a", "b"], ["R1", "R2"]), NONE, NONE, NONE))
    further, _ = next(tellings(account("C-1", ["a", "b"]), {"flag::a"}, NONE, NONE))
    report, keys = next(tellings(account("C-1", [], ["R1", "R2"]), NONE, NONE, {"R2", "R9"}))

    assert (first.reason, further.reason, report.reason) == ("unrecognised", "flag", "report")
    assert first.why == (
        "The words of two reports indicate stalking, nothing is recorded as stalking, and red flags stand on file: "
        "a and b."
    )
    assert further.why == "New red flags stand on file, and nothing is recorded as stalking: b."
    assert (report.why, keys) == ("One new report came in a course that somebody has.", ["report:R2"])


def test_a_course_is_told_once_however_often_its_run_is_published(run: Run) -> None:
    a_case(run, "C-1")
    for _ in range(3):
        follow(run, account("C-1", ["a", "b"]))

    assert alerts(run.force) == [("C-1", "unrecognised", "")]


def test_a_further_red_flag_is_told_and_the_first_is_not_told_again(run: Run) -> None:
    a_case(run, "C-1")
    follow(run, account("C-1", ["a"]))
    follow(run, account("C-1", ["a", "b"]))
    follow(run, account("C-1", ["a"]))
    follow(run, account("C-1", ["a", "b"]))

    assert alerts(run.force) == [("C-1", "unrecognised", ""), ("C-1", "flag", "")]


STATES = (
    [account("C-1", ["a"]), account("C-2", [])],
    [account("C-1", ["a", "b"], ["R1", "R2"]), account("C-2", ["c"], ["R3"])],
    [account("C-1", ["b"], recorded_as_stalking=True), account("C-2", ["c", "d"], ["R3"])],
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    order=st.permutations(range(3)),
    again=st.lists(st.integers(0, 2), max_size=3),
    turned=st.lists(st.booleans(), min_size=6, max_size=6),
)
def test_publishing_in_any_order_and_again_leaves_the_same_told(
    run: Run, order: list[int], again: list[int], turned: list[bool]
) -> None:
    """Whatever the order of three runs, of the courses in them, and how often one comes again."""
    Alert.objects.all().delete()
    Case.objects.all().delete()
    for course in ("C-1", "C-2"):
        a_case(run, course)
    for number, backwards in zip([*order, *again], turned, strict=False):
        follow(run, *(reversed(STATES[number]) if backwards else STATES[number]))

    assert told(run.force) == {("C-1", "flag::a"), ("C-1", "flag::b"), ("C-2", "flag::c"), ("C-2", "flag::d")}
    assert Alert.objects.filter(reason="unrecognised").count() == 2


@pytest.mark.parametrize("order", list(permutations(range(2))))
def test_how_many_courses_are_looked_at_together_makes_no_difference(
    run: Run, order: tuple[int, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("heeded_desk.alerts.raising.TOGETHER", 2)
    for number in range(5):
        a_case(run, f"C-{number}")
    both = [[account(f"C-{n}", ["a"], [f"R{n}"]) for n in range(5)], [account("C-1", ["a"], ["R1"])]]
    for number in order:
        follow(run, *both[number])

    assert sorted(alerts(run.force)) == [(f"C-{n}", "unrecognised", "") for n in range(5)]


@pytest.mark.parametrize(
    ("more", "ending"),
    [
        ({"recorded_as_stalking": True}, "recorded"),
        ({"answered": True}, "answered"),
        ({"stalking": "possible"}, "elsewhere"),
    ],
)
def test_an_alert_ends_by_itself_when_it_holds_no_longer(run: Run, more: dict[str, object], ending: str) -> None:
    a_case(run, "C-1")
    follow(run, account("C-1", ["a"]))
    follow(run, account("C-1", ["a"], **more))

    assert alerts(run.force) == [("C-1", "unrecognised", ending)]


def test_a_report_that_opens_an_answered_question_again_is_told(run: Run) -> None:
    a_case(run, "C-1")
    said = [{"decision_id": "D1", "kind": "stalking", "verdict": "not_stalking"}]
    follow(run, account("C-1", ["a"]))
    follow(run, account("C-1", ["a"], answered=True, decisions=said))
    follow(run, account("C-1", ["a"], ["R1", "R2"], decisions=said))

    assert alerts(run.force) == [("C-1", "unrecognised", "answered"), ("C-1", "unrecognised", "")]


def test_a_decision_at_the_desk_keeps_alerts_from_rising(run: Run, member: Members) -> None:
    a_case(run, "C-1")
    Decision.objects.create(
        decision_id="D1", force=run.force, kind="stalking", verdict="not_stalking", reason="It is a bailiff.",
        subjects=[{"report_id": "R1"}], made_by=member(Role.STALKING_LEAD), made_at=NOW, course_id="C-1",
    )  # fmt: skip
    follow(run, account("C-1", ["a"]))

    assert alerts(run.force) == []


def test_a_new_report_is_told_where_somebody_has_the_course(run: Run, member: Members) -> None:
    a_case(run, "C-1", assigned_to=member(Role.OFFICER))
    a_case(run, "C-2")
    follow(run, account("C-1", [], ["R1"]), account("C-2", [], ["R2"]))
    follow(run, account("C-1", [], ["R1", "R3"]), account("C-2", [], ["R2", "R4"]))
    follow(run, account("C-1", [], ["R1", "R3"]))

    assert alerts(run.force) == [("C-1", "report", "")]


def test_a_report_that_only_moved_to_another_course_is_no_new_one(run: Run, member: Members) -> None:
    a_case(run, "C-1", assigned_to=member(Role.OFFICER))
    a_case(run, "C-2")
    follow(run, account("C-1", [], ["R1"]), account("C-2", [], ["R2"]))
    follow(run, account("C-1", [], ["R1", "R2"]))

    assert alerts(run.force) == []


def test_on_a_desk_that_was_there_before_alerts_no_old_report_is_new(run: Run, member: Members) -> None:
    old = a_case(run, "C-1", assigned_to=member(Role.OFFICER))
    for report in ("R1", "R2"):
        old.report_ids.create(report_id=report)
    follow(run)
    follow(run, account("C-1", [], ["R1", "R2", "R3"]))

    assert KnownReport.objects.filter(force=run.force).count() == 3
    assert [a.why for a in Alert.objects.all()] == ["One new report came in a course that somebody has."]


def test_what_a_course_was_told_goes_with_it_where_it_is_joined(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    small, large = a_case(run, "C-1"), a_case(run, "C-2")
    follow(run, account("C-1", ["a"]), account("C-2", ["b"], ["R2"]))
    Case.objects.filter(pk=small.pk).update(gone=True, merged_into="C-2")
    monkeypatch.setattr("heeded_desk.alerts.carrying.moves_of", lambda folder: Moves([("C-1", "C-2")], []))
    for _ in range(2):
        follow(run, account("C-2", ["a", "b"], ["R1", "R2"]))

    assert alerts(run.force) == [("C-2", "unrecognised", "joined"), ("C-2", "unrecognised", "")]
    assert told(run.force) == {("C-2", "flag::a"), ("C-2", "flag::b")}
    assert not Alert.objects.filter(case=small).exists() and Alert.objects.filter(case=large).count() == 2


def test_a_course_that_parted_has_the_open_alert_too_and_is_told_nothing_again(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_case(run, "C-1")
    follow(run, account("C-1", ["a", "b"], ["R1", "R2"]))
    a_case(run, "C-2")
    monkeypatch.setattr("heeded_desk.alerts.carrying.moves_of", lambda folder: Moves([], [("C-1", "C-2")]))
    for _ in range(2):
        follow(run, account("C-1", ["a"], ["R1"]), account("C-2", ["b"], ["R2"]))

    assert alerts(run.force) == [("C-1", "unrecognised", ""), ("C-2", "unrecognised", "")]


def test_an_alert_of_a_course_that_is_gone_ends(run: Run) -> None:
    case = a_case(run, "C-1")
    follow(run, account("C-1", ["a"]))
    Case.objects.filter(pk=case.pk).update(gone=True)
    follow(run)

    assert alerts(run.force) == [("C-1", "unrecognised", "gone")]


def test_alerts_go_when_their_course_is_erased(run: Run) -> None:
    case = a_case(run, "C-1")
    follow(run, account("C-1", ["a"]))
    case.delete()

    assert not Alert.objects.exists() and not Told.objects.exists()


def test_publishing_a_run_raises_an_alert_for_each_course_that_is_unrecognised_with_red_flags(published: Run) -> None:
    there = Case.objects.filter(force=published.force, part=Part.UNRECOGNISED_FLAGS)

    assert there.count() > 3
    assert sorted(alerts(published.force)) == sorted((c.course_id, "unrecognised", "") for c in there)


def test_publishing_the_same_run_again_raises_nothing(published: Run, small_run: Path) -> None:
    before = alerts(published.force)
    publish(Run.objects.create(force=published.force, asked_at=NOW, folder=str(small_run)), small_run)
    publish(published, small_run)

    assert alerts(published.force) == before


class KilledError(Exception):
    """Stands for the end of a process."""


@pytest.mark.parametrize("after", [0, 1, 3, 1000], ids=["before any", "after some", "after more", "after all"])
def test_a_worker_killed_between_publishing_and_the_end_of_following_leaves_the_alerts_once(
    northmoor: Force, small_run: Path, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    """Killed before the alerts, between two turns of them, or before it is known that they are through."""
    run = Run.objects.create(force=northmoor, asked_at=NOW, folder=str(small_run))
    done, one_turn = [0], raising._raise
    monkeypatch.setattr(raising, "TOGETHER", 5)

    def turn(*given: object) -> None:
        if done[0] == after:
            raise KilledError
        done[0] += 1
        one_turn(*given)  # type: ignore[arg-type]

    def killed(*given: object) -> None:
        raise_alerts(*given)  # type: ignore[arg-type]
        raise KilledError

    with monkeypatch.context() as dying:
        dying.setattr(raising, "_raise", turn)
        dying.setattr(publishing, "FOLLOWERS", (killed,))
        with pytest.raises(KilledError):
            publish(run, small_run)
    run.refresh_from_db()
    assert run.stage == FOLLOWING
    publish(run, small_run)

    there = Case.objects.filter(part=Part.UNRECOGNISED_FLAGS)
    assert sorted(alerts(northmoor)) == sorted((c.course_id, "unrecognised", "") for c in there) != []


def test_the_head_counts_up_to_a_hundred(run: Run, member: Members) -> None:
    case = a_case(run, "C-1")
    made = {"force": run.force, "case": case, "run": run, "raised_at": NOW, "reason": "flag", "why": "."}
    lead = member(Role.STALKING_LEAD)
    assert open_count(lead) == ""
    Alert.objects.bulk_create(Alert(**made) for _ in range(100))
    assert open_count(lead) == "100"
    Alert.objects.create(**made | {"raised_at": NOW + timedelta(seconds=1)})
    assert open_count(lead) == "100+"
