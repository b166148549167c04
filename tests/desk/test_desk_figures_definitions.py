"""What figures mean is data that fits together; periods are read from addresses without a fault."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heeded.catalogue.catalogue import read_yaml
from heeded.catalogue.folder import catalogue_folder
from heeded.toolbox.errors import CatalogueError
from heeded_desk.figures import definitions as known
from heeded_desk.figures.counting import known_duties
from heeded_desk.figures.definitions import CUBES, counted, definitions, rules
from heeded_desk.figures.models import Cell
from heeded_desk.figures.naming import label_of
from heeded_desk.figures.periods import ALL, period_from, quarters, years
from heeded_desk.figures.reading import drawn, whole_shares
from heeded_desk.figures.tables import BYS

FILES = sorted((catalogue_folder() / "figures").glob("*.yaml"))


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_every_file_says_on_whose_word_and_since_when(path) -> None:
    given_file = read_yaml(path)
    assert given_file["id"] == path.stem
    assert all(given_file[name] for name in ("source", "owner", "confidence", "valid_from"))
    date.fromisoformat(given_file["valid_from"])


def test_every_cube_has_its_answers_and_a_share_that_is_drawn() -> None:
    assert set(counted()) == set(CUBES) == set(BYS) == set(Cell.Cube.values)
    for cube in CUBES:
        assert drawn(cube)
        assert {f.cube for f in whole_shares(cube)} == {cube}


def test_the_answers_of_a_share_are_answers_of_its_cube() -> None:
    for figure in definitions().values():
        answers = set(counted()[figure.cube].answers) if figure.cube in counted() else set()
        assert set(figure.part) <= set(figure.whole) <= answers
        assert not set(figure.beside) & set(figure.whole)


def test_a_figure_of_an_answer_that_there_is_not_is_refused() -> None:
    figure = definitions()["found"]
    with pytest.raises(CatalogueError, match="do not fit"):
        known._check(figure, "another")


def test_second_looks_and_duties_left_out_name_duties_of_the_catalogue() -> None:
    duties = {duty.id for duty in known_duties()}
    assert {look.check for look in rules().second_looks} <= duties
    assert set(rules().duties_left_out) <= duties
    assert [look.code for look in rules().second_looks] == ["8", "10", "14", "15", "16", "17", "18", "21"]
    assert label_of("codes", "row", "17") == "17: time limit expired"
    assert label_of("courses", "district", "") == "District not said on file"


@pytest.mark.parametrize(
    ("code", "first", "end"),
    [
        ("2026-Q1", date(2026, 1, 1), date(2026, 4, 1)),
        ("2025-Q4", date(2025, 10, 1), date(2026, 1, 1)),
        ("1999", date(1999, 1, 1), date(2000, 1, 1)),
        ("all", None, None),
    ],
)
def test_a_period_has_its_days(code: str, first: date | None, end: date | None) -> None:
    period = period_from(code)
    assert period
    assert (period.code, period.first, period.end) == (code, first, end)
    assert period.is_quarter == ("Q" in code)
    assert len(list(period.months())) == (3 if "Q" in code else 12 if first else 0)


@pytest.mark.parametrize("code", ["", "2026-Q5", "2026-Q0", "26", "2026-q1", "٢٠٢٦", "2026-Q1 ", "all;", "1800"])
def test_what_is_no_period_is_none(code: str) -> None:
    assert period_from(code) is None


@given(st.text(max_size=12))
def test_no_text_breaks_the_reading_of_a_period(code: str) -> None:
    period = period_from(code)
    assert period is None or period.code == code


def test_periods_reach_from_the_first_month_to_the_last() -> None:
    found = quarters(date(2024, 11, 1), date(2025, 5, 1))
    assert [p.code for p in found] == ["2025-Q2", "2025-Q1", "2024-Q4"]
    assert [p.code for p in years(date(2024, 11, 1), date(2025, 5, 1))] == ["2025", "2024"]
    assert ALL.first is None
