"""What courses are called from run to run."""

from datetime import datetime

from heeded.assemble.identity import name_courses, own_id
from heeded.assemble.standing import Party, Standing


def group(*reports: str, place: int = 0) -> list[Standing]:
    return [Standing(r, place, datetime(2024, 1, n + 1), Party(), Party()) for n, r in enumerate(reports)]


def test_an_id_follows_from_the_earliest_report_and_the_place_of_the_pair() -> None:
    assert own_id(group("A", "B")) == own_id(group("A"))
    assert own_id(group("A", place=1)) != own_id(group("A"))


def test_the_course_that_shares_most_reports_keeps_the_id() -> None:
    previous = {"C-OLD": frozenset("ABC")}

    ids, changes = name_courses([group("A"), group("B", "C")], previous)

    assert ids[1] == "C-OLD"
    assert [(c.change, c.before, c.after) for c in changes] == [("split", "C-OLD", ids[0])]


def test_two_courses_that_become_one_are_a_merge() -> None:
    previous = {"C-ONE": frozenset("AB"), "C-TWO": frozenset("C")}

    ids, changes = name_courses([group("A", "B", "C")], previous)

    assert ids == ["C-ONE"]
    assert [(c.change, c.before, c.after) for c in changes] == [("merge", "C-TWO", "C-ONE")]


def test_an_id_once_given_is_never_given_to_another_course() -> None:
    first = own_id(group("A"))
    previous = {first: frozenset("ABC")}

    ids, _ = name_courses([group("A"), group("B", "C")], previous)

    assert ids[1] == first
    assert len(set(ids)) == 2


def test_new_courses_and_vanished_ones_change_no_id() -> None:
    ids, changes = name_courses([group("X")], {"C-GONE": frozenset("A")})

    assert ids == [own_id(group("X"))]
    assert changes == []


def test_two_pairs_of_the_same_reports_keep_their_ids() -> None:
    groups = [group("A"), group("A", place=1)]
    first, _ = name_courses(groups, {})

    again, changes = name_courses(groups[::-1], {course: frozenset("A") for course in first})

    assert again == first[::-1]
    assert changes == []
