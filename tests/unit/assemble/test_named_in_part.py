"""Reports that name their people only in part: which are asked about, which are joined because a report says so."""

from typing import Any

import pytest

from heeded.assemble import assemble_courses
from heeded.link import link_mentions

MAEVE = {"role": "victim", "forename": "maeve", "surname": "thornbury", "phone": "+447700900301"}
COLM = {"role": "suspect", "forename": "colm", "surname": "ashdowne"}
NOBODY = {"role": "suspect"}
HER = {"role": "victim", "forename": "maeve"}
HIM = {"role": "suspect", "forename": "colm"}
SISTER = {"role": "informant", "forename": "orla", "surname": "thornbury"}


def run(delivery: Any) -> tuple[set[frozenset[str]], list[tuple[str, str]]]:
    """The courses, and the pairs of reports that are asked about."""
    tables = delivery.tables()
    tables.update(link_mentions(tables["mentions"], tables["clues"], []))
    given = assemble_courses(tables, [], None)
    courses: dict[str, set[str]] = {}
    for row in given["course_reports"].to_pylist():
        courses.setdefault(row["course_id"], set()).add(row["report_id"])
    asked = sorted((q["report_a"], q["report_b"]) for q in given["possible_joins"].to_pylist())
    return {frozenset(c) for c in courses.values()}, asked


@pytest.mark.parametrize(
    ("people", "asked"),
    [
        pytest.param([HER, HIM], True, id="forenames of both"),
        pytest.param([{"role": "victim", "surname": "thornbury"}, HIM], True, id="her surname, his forename"),
        pytest.param([{"role": "victim", "forename": "mum"}, SISTER, COLM], True, id="mum, of somebody of her surname"),
        pytest.param([HER, NOBODY], False, id="her forename alone"),
        pytest.param([HER, {"role": "suspect", "forename": "piers"}], False, id="another suspect"),
        pytest.param([{"role": "victim", "forename": "greta"}, HIM], False, id="another victim"),
        pytest.param([{**HER, "dob": "1950-01-01"}, HIM], False, id="another day of birth"),
        pytest.param([{"role": "victim", "forename": "mum"}, COLM], False, id="mum, of nobody"),
    ],
)
def test_names_in_part_are_asked_about_where_both_sides_agree(
    delivery: Any, people: list[dict[str, str]], asked: bool
) -> None:
    delivery.report("A", {**MAEVE, "dob": "1988-06-02"}, COLM)
    delivery.report("B", *people, day=40)

    assert run(delivery) == ({frozenset("A"), frozenset("B")}, [("A", "B")] if asked else [])


@pytest.mark.parametrize(("day", "asked"), [(40, [("A", "B")]), (800, [])])
def test_nothing_is_asked_across_years(delivery: Any, day: int, asked: list[tuple[str, str]]) -> None:
    delivery.report("A", MAEVE, COLM)
    delivery.report("B", HER, HIM, day=day)

    assert run(delivery)[1] == asked


def test_names_in_part_that_fit_two_courses_tell_neither(delivery: Any) -> None:
    delivery.report("A", MAEVE, COLM)
    delivery.report("B", {**MAEVE, "surname": "quillfeather", "phone": "+447700900302"}, {**COLM, "surname": "rusk"})
    delivery.report("C", HER, HIM, day=40)

    assert run(delivery)[1] == []


@pytest.mark.parametrize(
    ("entry", "joined"),
    [
        ("January log pulled and linked to this crime.", True),
        ("Earlier logs pulled and linked to this crime.", False),
        ("January log not linked to this crime.", False),
        ("June log pulled and linked to this crime.", False),
    ],
)
def test_half_a_name_is_joined_where_a_later_report_names_its_month(delivery: Any, entry: str, joined: bool) -> None:
    delivery.report("A", HER, HIM, day=3)
    delivery.report("B", MAEVE, COLM, day=60)
    delivery.entry("B", entry)

    assert (frozenset("AB") in run(delivery)[0]) is joined


def test_what_a_report_says_joins_no_other_suspect(delivery: Any) -> None:
    delivery.report("A", HER, {"role": "suspect", "forename": "piers"}, day=3)
    delivery.report("B", MAEVE, COLM, day=60)
    delivery.entry("B", "January log pulled and linked to this crime.")

    assert run(delivery)[0] == {frozenset("A"), frozenset("B")}


@pytest.mark.parametrize(("words", "asked"), [("He wants to know where Maeve is.", True), ("He wants money.", False)])
def test_her_family_is_asked_about_where_the_words_name_her(delivery: Any, words: str, asked: bool) -> None:
    delivery.report("A", MAEVE, COLM)
    delivery.report("B", {"role": "victim", "forename": "fergus", "surname": "thornbury"}, HIM, narrative=words)

    assert run(delivery)[1] == ([("A", "B")] if asked else [])


def test_next_door_is_asked_about_where_her_forename_agrees(delivery: Any) -> None:
    delivery.report("A", {**MAEVE, "address": "12 quayside gardens nettlebury"}, COLM)
    delivery.report("B", HER, NOBODY, {**SISTER, "surname": "pike", "address": "14 quayside gardens"})

    assert run(delivery)[1] == [("A", "B")]
