"""Whether what two groups are known under can be one person's, said the same way in Python as in SQL."""

import duckdb
import pytest

from heeded.link.compare import FORENAME_AGREES, SURNAME_AGREES
from heeded.link.traits import Name, Traits, clash, dates_differ, distance, forenames_agree, profile_of, surnames_agree

LISTED = {"gary", "dean", "jean", "kim", "karen", "joe", "joel"}


def name(forename: str, surname: str = "pashley") -> Name:
    return Name(forename, surname, forename, None, forename in LISTED)


@pytest.mark.parametrize(
    ("first", "second", "alike"),
    [
        ("gary", "gary", True),
        ("gary", "gray", False),
        ("dean", "jean", False),
        ("kim", "im", True),
        ("karen", "aren", True),
        ("karen", "kar", True),
        ("wojtek", "wojtak", True),
    ],
)
def test_forenames_agree_as_in_sql(first: str, second: str, alike: bool) -> None:
    columns = [f"'{n}' as forename_{s}, '{n}' as forename_root_{s}" for n, s in ((first, "l"), (second, "r"))]
    listed = [f"{n in LISTED} as forename_listed_{s}" for n, s in ((first, "l"), (second, "r"))]
    nothing = "null::varchar as forename_root_2_l, null::varchar as forename_root_2_r"
    row = f"select {', '.join([*columns, *listed, nothing])}"

    assert forenames_agree(name(first), name(second)) is alike
    assert duckdb.execute(f"select {FORENAME_AGREES} from ({row})").fetchall() == [(alike,)]


@pytest.mark.parametrize(
    ("first", "second", "alike"),
    [
        ("pashley", "pashly", True),
        ("king", "kng", True),
        ("ames", "wetherby", False),
        ("halvorsen pike", "pike", True),
        ("siddel", "siddle", True),
    ],
)
def test_surnames_agree_as_in_sql(first: str, second: str, alike: bool) -> None:
    row = f"select '{first}' as surname_l, '{second}' as surname_r"

    assert surnames_agree(first, second) is alike
    assert duckdb.execute(f"select {SURNAME_AGREES} from ({row})").fetchall() == [(alike,)]


def test_the_distance_is_levenshteins() -> None:
    for a, b in (("gary", "garry"), ("kitten", "sitting"), ("", "abc"), ("same", "same")):
        assert duckdb.execute("select levenshtein(?, ?)", [a, b]).fetchall() == [(distance(a, b),)]


@pytest.mark.parametrize(
    ("first", "second", "differ"),
    [
        ("1960-05-01", "1991-10-23", True),
        ("1960-05-01", "1960-01-05", False),
        ("1960-05-01", "1961-05-01", False),
        ("1960-05-01", "1960-11-23", False),
    ],
)
def test_dates_differ_by_more_than_a_slip(first: str, second: str, differ: bool) -> None:
    assert dates_differ(first, second) is differ


def test_names_a_letter_apart_are_one_persons_where_the_day_of_birth_is_the_same() -> None:
    joe, joel = (Traits(name(n), "2005-09-12") for n in ("joe", "joel"))
    other = Traits(name("joel"), "2005-09-13")

    assert not clash(profile_of(joe), profile_of(joel), 0.5)
    assert clash(profile_of(joe), profile_of(other), 0.5)


def test_another_surname_passes_only_with_something_else_in_common() -> None:
    maiden, married = name("karen", "bostock"), name("karen", "ward")

    assert clash(profile_of(Traits(maiden)), profile_of(Traits(married)), 0.5)
    assert not clash(profile_of(Traits(maiden, own=("n1",))), profile_of(Traits(married, own=("n1",))), 0.5)


def test_a_name_typed_the_other_way_round_is_the_same_name() -> None:
    assert not clash(profile_of(Traits(name("gary"))), profile_of(Traits(name("pashley", "gary"))), 0.5)
