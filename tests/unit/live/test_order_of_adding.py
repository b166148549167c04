"""Whatever order reports come in, a store holds the groups that a run makes of them all; ids change only as told."""

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from heeded.live import Adding, Answer, Store, fill_store
from heeded.model import contracts
from heeded.model.decision import Decision
from heeded.toolbox.errors import RunError


def orders(reports: int) -> dict[str, list[int]]:
    shuffled = list(range(reports))
    random.Random(reports).shuffle(shuffled)
    return {"as recorded": list(range(reports)), "backwards": list(range(reports))[::-1], "shuffled": shuffled}


def added(path: Path, made: Any, order: list[int], filled: int, decisions: list[Decision] | None = None) -> Store:
    """Fill a store with the first reports of an order and add the others one by one, in that order."""
    fill_store(path, made.of(sorted(order[:filled])), decisions or [])
    store = Store(path)
    adding = Adding(store)
    for number in order[filled:]:
        before = ids_of(store)
        answer = adding.add(made.singly[number])
        assert told(before, ids_of(store), answer)
    return store


def ids_of(store: Store) -> dict[str, set[str]]:
    """Give the person of each mention and the courses of each report."""
    found: dict[str, set[str]] = {}
    for one, other in store.db.execute(
        "select mention_id, person_id from mention union select report_id, course_id from standing"
    ):
        found.setdefault(one, set()).add(other)
    return found


def told(before: dict[str, set[str]], after: dict[str, set[str]], answer: Answer) -> bool:
    """Say whether every id that something lost was told as a merge or split, with a reason."""
    moves = {change.before for change in answer.changes if change.reason and change.change in ("merge", "split")}
    return all(before[one] - after[one] <= moves for one in before)


@pytest.mark.slow
@pytest.mark.parametrize("order", ["as recorded", "backwards", "shuffled"])
def test_five_hundred_reports_in_any_order_are_grouped_as_in_bulk(
    make: Callable[..., Any], in_bulk: Callable[..., Any], in_store: Callable[..., Any], tmp_path: Path, order: str
) -> None:
    made = make(500, 11)

    store = added(tmp_path / "store", made, orders(500)[order], 460)

    assert in_store(store) == in_bulk(made.tables)


@pytest.mark.slow
def test_a_store_that_began_empty_is_grouped_as_in_bulk(
    make: Callable[..., Any], in_bulk: Callable[..., Any], in_store: Callable[..., Any], tmp_path: Path
) -> None:
    made = make(40, 12)

    store = added(tmp_path / "store", made, orders(40)["shuffled"], 0)

    assert in_store(store) == in_bulk(made.tables)


@pytest.mark.trial
@pytest.mark.parametrize("order", ["as recorded", "backwards", "shuffled"])
def test_ten_thousand_reports_in_any_order_are_grouped_as_in_bulk(
    make: Callable[..., Any], in_bulk: Callable[..., Any], in_store: Callable[..., Any], tmp_path: Path, order: str
) -> None:
    made = make(10_000, 13)
    fill_store(tmp_path / "store", made.of([]))
    store = Store(tmp_path / "store")
    adding = Adding(store)

    for number in orders(10_000)[order]:
        adding.add(made.singly[number])

    assert in_store(store) == in_bulk(made.tables)


KAREN = {"forename": "karen", "surname": "bostock", "dob": "1971-04-18"}
GARY = {"forename": "gary", "surname": "pashley", "dob": "1968-11-02"}


def three(new_delivery: Any) -> list[Any]:
    """Reports of one pair; the second names the suspect by nothing but a telephone number that the third explains."""
    found = []
    for number, suspect in enumerate(({**GARY}, {"phone": "+447700900114"}, {**GARY, "phone": "+447700900114"})):
        delivery = new_delivery()
        delivery.report(f"R{number}", {"role": "victim", **KAREN}, {"role": "suspect", **suspect}, day=number)
        found.append(delivery.tables())
    return found


def test_what_a_later_report_shows_of_two_persons_is_told_as_a_merge(new_delivery: Any, tmp_path: Path) -> None:
    first, second, third = three(new_delivery)
    fill_store(tmp_path / "store", first)
    adding = Adding(Store(tmp_path / "store"))

    apart = adding.add(second)
    together = adding.add(third)

    assert apart.changes == ()
    assert {(c.noun, c.change) for c in together.changes} == {("person", "merge"), ("course", "merge")}
    assert all(c.reason for c in together.changes)
    assert [course.reports for course in together.courses] == [("R0", "R1", "R2")]
    assert all(held.reason.endswith(".") for held in together.persons)


def test_a_report_sent_again_is_answered_and_changes_nothing(new_delivery: Any, tmp_path: Path) -> None:
    first, second, third = three(new_delivery)
    fill_store(tmp_path / "store", first)
    store = Store(tmp_path / "store")
    adding = Adding(store)
    adding.add(second)
    once = adding.add(third)
    before = ids_of(store)

    again = adding.add(third)

    assert ids_of(store) == before
    assert (again.persons, again.changes) == (once.persons, once.changes)
    assert [(c.course_id, c.reports) for c in again.courses] == [(c.course_id, c.reports) for c in once.courses]


def test_another_version_of_a_report_is_refused_by_its_number_alone(new_delivery: Any, tmp_path: Path) -> None:
    first, *_ = three(new_delivery)
    fill_store(tmp_path / "store", first)
    delivery = new_delivery()
    delivery.report("R0", {"role": "victim", **KAREN}, {"role": "suspect", **GARY, "forename": "colin"})

    with pytest.raises(RunError, match="R0") as refused:
        Adding(Store(tmp_path / "store")).add(delivery.tables())

    assert "pashley" not in str(refused.value)


def test_what_people_decided_stands_against_a_new_report(new_delivery: Any, tmp_path: Path) -> None:
    first, second, third = three(new_delivery)
    who = tuple({"report_id": r, "role": "suspect", "position": 0} for r in ("R0", "R2"))
    apart = Decision("d1", "same_person", "not_same", who)
    fill_store(tmp_path / "store", first, [apart])
    adding = Adding(Store(tmp_path / "store"))

    adding.add(second)
    answer = adding.add(third)

    assert [course.reports for course in answer.courses] == [("R1", "R2")]


def test_a_run_keeps_the_ids_of_its_courses_when_it_fills_a_store(new_delivery: Any, tmp_path: Path) -> None:
    first, second, _ = three(new_delivery)
    run = {**first, "course_reports": _course_reports("C-NIGHTLYRUN01", "R0")}
    fill_store(tmp_path / "store", run)

    answer = Adding(Store(tmp_path / "store")).add(three(new_delivery)[2])

    assert [course.course_id for course in answer.courses] == ["C-NIGHTLYRUN01"]
    assert second


def _course_reports(course: str, report: str) -> Any:
    return contracts.table(
        "course_reports", [{"course_id": course, "report_id": report, "probability": 1.0, "reason": "x"}]
    )
