"""The sieve lets every text through in which anything is named."""

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from heeded.read.named import named_in
from heeded.read.sieve import may_name

PIECES = st.sampled_from(
    "see also report log crime no. of # : ref LOGS inc 07700900123 07700 900123 +44 7700 (0) - / 12 123 1234 AB12 CDE"
    " A123 ABC 1 4x x ext 45 ; ,  night_owl77 @ a.b@c.de ٣٤ İ ſee K9 é NM-0001234 \n \xa0 \u2028 . pm hrs".split(" ")
)


def passes(text: str) -> bool:
    return may_name(pa.array([text], pa.large_string())).to_pylist() == [True]


@given(st.lists(PIECES, max_size=14), st.sampled_from(["", " "]))
@settings(max_examples=1500, deadline=None)
def test_whatever_names_something_passes(pieces: list[str], between: str) -> None:
    text = between.join(pieces)

    assert passes(text) or list(named_in(text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "He came to the house at 19:30 on 12 March and left at 2030hrs.",
        "Flat 3, 61 Orland Street. She rang 101 twice.",
        "Seen by 2 officers, see the report; no number given.",
    ],
)
def test_what_names_nothing_is_held_back(text: str) -> None:
    assert not passes(text)


def test_long_runs_of_marks_are_looked_at_once() -> None:
    for text in ("a-" * 50_000 + "@", "see" + " " * 100_000 + "NM-0001234", "log " * 25_000 + "1234567", "1 " * 50_000):
        assert len(list(named_in(text))) <= 50_000
