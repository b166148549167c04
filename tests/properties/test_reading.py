"""What must hold of reading, whatever is read."""

from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from heeded.catalogue.folder import catalogue_folder
from heeded.read.prove import stated_in
from heeded.read.reader import Reader
from heeded.ready import ready

PIECES = st.sampled_from(
    "he she her him ip inf ex followed rang kept not never no denies outside home work , . \" ' again 30 calls a day"
    " texts threatened to kill police arrested if because he's didn't \n ( ) % 5 - flowers car".split(" ")
)


@cache
def reader() -> Reader:
    return ready(catalogue_folder()).reader()


@given(st.lists(PIECES, max_size=60).map(" ".join))
@settings(max_examples=150, deadline=None)
def test_every_quotation_stands_in_the_text_and_reading_twice_is_reading_once(text: str) -> None:
    said = stated_in(reader(), text)

    assert all(0 <= s.start < s.end <= len(text) for s in said)
    assert said == stated_in(reader(), text)


@given(st.text(max_size=300))
@settings(max_examples=150, deadline=None)
def test_any_text_can_be_read(text: str) -> None:
    stated_in(reader(), text)
