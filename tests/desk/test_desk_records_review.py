"""Retention reviews: each course has a group, a day and a reason; the day comes, and a person decides."""

import shutil
from collections.abc import Callable
from copy import deepcopy
from datetime import date
from pathlib import Path

import pytest
import yaml
from django.conf import LazySettings
from django.test import Client

from heeded.catalogue.folder import catalogue_folder
from heeded_desk.audit.models import Entry, Kind
from heeded_desk.cases.models import Case
from heeded_desk.deliveries.models import Run
from heeded_desk.deliveries.places import force_folder
from heeded_desk.members.models import Force
from heeded_desk.members.roles import Role
from heeded_desk.records.knowledge import known
from heeded_desk.records.models import Erasure, Review, ReviewDecision
from heeded_desk.records.periods import Periods, periods_of, years_after
from heeded_desk.records.queries import reviews_due
from heeded_desk.records.reviewing import review_courses

SHIPPED = Periods(known("retention"))


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, settings: LazySettings) -> None:
    """Keep the force's folder apart from other tests."""
    settings.DELIVERIES = tmp_path / "forces"


def account(*headings: str, last: str | None = "2016-02-29T10:00:00", stands: tuple[str, ...] = ()) -> dict:
    """An account with what the rules look at."""
    return {
        "reports": [{"recorded_as": {"text": h or None}, "included_classifications": None} for h in headings],
        "points": [{"offence": o, "elements": [{"standing": "stands"}]} for o in stands],
        "period": {"last": last},
    }


@pytest.mark.parametrize(
    ("given", "group", "due"),
    [
        (account("Malicious communications"), 3, date(2022, 3, 1)),
        (account("Stalking involving fear of violence"), 2, date(2026, 3, 1)),
        (account("Criminal damage", "Assault occasioning actual bodily harm"), 2, date(2026, 3, 1)),
        (account("Rape of a female aged 16 or over"), 1, date(2026, 3, 1)),
        (account("Theft of rapeseed oil"), 3, date(2022, 3, 1)),
        (account("Harassment", stands=("s4A_fear",)), 2, date(2026, 3, 1)),
        (account("Harassment", stands=("s2A",)), 3, date(2022, 3, 1)),
        (account("", last=None), 3, None),
    ],
)
def test_each_course_has_its_group_and_its_day(given: dict, group: int, due: date | None) -> None:
    told = SHIPPED.of(given)

    assert (told.group, told.due_on) == (group, due)
    assert told.why.endswith(".")


def test_a_point_that_stands_in_part_is_no_offence_borne() -> None:
    given = account("Harassment", stands=("s4A_fear",))
    given["points"][0]["elements"].append({"standing": "missing"})

    assert SHIPPED.of(given).group == 3


def test_the_rules_say_where_they_come_from() -> None:
    assert {"source", "owner", "date", "confidence"} <= SHIPPED.content.keys()
    assert all("confidence" in rule for rule in SHIPPED.content["rules"])


def test_a_force_s_own_file_counts_in_place_of_the_shipped_one(northmoor: Force) -> None:
    own = deepcopy(SHIPPED.content)
    own["groups"][2]["years"] = 7
    (force_folder(northmoor) / "retention.yaml").write_text(yaml.safe_dump(own), encoding="utf-8")

    periods = periods_of(northmoor)

    assert periods.own and periods.of(account("Theft")).due_on == date(2023, 3, 1)
    assert periods.hash != SHIPPED.hash


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda own: own.pop("source"), "'source' is a required property"),
        (lambda own: own["rules"][0].update(group=4), "A rule names a group that the file does not have."),
        (lambda own: own["rules"].pop(), "The last rule must hold for every course"),
    ],
)
def test_a_file_that_is_not_as_it_should_be_does_not_count_and_says_why(
    northmoor: Force, change: Callable[[dict], object], sentence: str
) -> None:
    own = deepcopy(SHIPPED.content)
    change(own)
    (force_folder(northmoor) / "retention.yaml").write_text(yaml.safe_dump(own), encoding="utf-8")

    periods = periods_of(northmoor)

    assert not periods.own and sentence in periods.fault
    assert periods.hash == SHIPPED.hash


def test_every_course_of_a_run_has_its_review_and_other_rules_tell_all_anew(published: Run, small_run: Path) -> None:
    force = published.force
    assert Review.objects.count() == Case.objects.filter(gone=False).count() > 10
    own = catalogue_folder() / "records" / "retention.yaml"
    Review.objects.update(kept_until=date(2030, 1, 1))
    to = force_folder(force) / "retention.yaml"
    shutil.copy(own, to)
    to.write_text(to.read_text(encoding="utf-8").replace("years: 6", "years: 5"), encoding="utf-8")

    review_courses(force, small_run, [], {})

    case = Case.objects.filter(gone=False, last_at__isnull=False).first()
    review = Review.objects.get(case=case)
    years = 5 if review.group == 3 else 10
    assert review.due_on == years_after(date.fromisoformat(case.account.words["period"]["last"][:10]), years)
    assert review.kept_until == date(2030, 1, 1)


def test_what_is_due_is_what_nobody_kept(published: Run, member: Callable) -> None:
    registrar = member(Role.CRIME_REGISTRAR)
    today = date(2040, 1, 1)
    first, second, third, fourth, *_ = Review.objects.order_by("pk")
    Review.objects.update(due_on=date(2050, 1, 1))
    for review, due, kept in (
        (first, date(2039, 1, 1), None), (second, None, None), (third, date(2039, 1, 1), date(2041, 1, 1)),
        (fourth, date(2038, 1, 1), date(2040, 1, 1)),
    ):  # fmt: skip
        Review.objects.filter(pk=review.pk).update(due_on=due, kept_until=kept)

    assert [r.pk for r in reviews_due(registrar, today)] == [second.pk, fourth.pk, first.pk]


@pytest.fixture
def due(published: Run) -> Case:
    """A course whose review has been due for long."""
    case = Case.objects.filter(gone=False).order_by("pk")[0]
    Review.objects.update(due_on=date(2999, 1, 1))
    Review.objects.filter(case=case).update(due_on=date(2001, 1, 1))
    return case


def test_a_person_keeps_it_with_a_reason(due: Case, signed_in: Callable[..., Client]) -> None:
    browser = signed_in(Role.CRIME_REGISTRAR)
    listed = browser.get("/records/reviews").content.decode()
    assert due.course_id in listed and "1 due" in listed

    answer = browser.post(f"/courses/{due.course_id}/review", {"verdict": "keep", "reason": "The order still runs."})

    assert answer.status_code == 302
    assert "No review is due." in browser.get("/records/reviews").content.decode()
    made = ReviewDecision.objects.get()
    assert (made.verdict, made.reason, made.until) == (
        "keep",
        "The order still runs.",
        Review.objects.get(case=due).kept_until,
    )
    entry = Entry.objects.get(kind=Kind.ALTERATION, place="case-review")
    assert entry.details == {"review": made.pk, "verdict": "keep", "group": made.group, "until": made.until.isoformat()}
    assert "The order still runs." in browser.get(f"/courses/{due.course_id}/review").content.decode()


def test_to_erase_is_to_ask_a_second_person(due: Case, signed_in: Callable[..., Client]) -> None:
    browser = signed_in(Role.STALKING_LEAD)
    asked = {"verdict": "erase", "reason": "Nobody needs it."}
    page = browser.post(f"/courses/{due.course_id}/review", asked).content.decode()
    assert "Say that nobody needs these records as evidence" in page

    answer = browser.post(f"/courses/{due.course_id}/review", asked | {"no_evidence": "on"})

    erasure = Erasure.objects.get()
    assert answer.headers["Location"] == f"/records/erasures/{erasure.pk}"
    assert (erasure.state, erasure.reason, erasure.reports) == ("asked", "no_longer_needed", due.reports)
    assert Case.objects.filter(pk=due.pk, gone=False).exists()


def test_another_force_sees_none_of_it(due: Case, signed_in: Callable[..., Client], elsewhere: Force) -> None:
    browser = signed_in(Role.CRIME_REGISTRAR, force=elsewhere)

    assert "No review is due." in browser.get("/records/reviews").content.decode()
    assert browser.post(f"/courses/{due.course_id}/review", {"verdict": "keep", "reason": "x"}).status_code == 404
