import re
from html import unescape
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from heeded.explain.pages import environment
from heeded.explain.segments import segments, telling

PAGES = environment()
MARKED = PAGES.from_string('{% from "macros.html" import marked %}{{ marked(text, marks) }}')
FAMILIES = ("behaviour", "risk", "response", "concern")


@st.composite
def marked_texts(draw: st.DrawFn) -> tuple[str, list[dict[str, Any]]]:
    text = draw(st.text(alphabet=st.sampled_from("ab <>&\"'\n\té😀{}%"), max_size=40))
    places = st.integers(0, len(text))
    marks = []
    for number, (a, b) in enumerate(draw(st.lists(st.tuples(places, places), max_size=6))):
        start, end = sorted((a, b))
        marks.append(
            {
                "start": start,
                "end": end,
                "family": draw(st.sampled_from(FAMILIES)),
                "stands": draw(st.booleans()),
                "label": f"<label {number}>",
            }
        )
    return text, marks


@settings(max_examples=150, deadline=None)
@given(marked_texts())
def test_pieces_joined_are_the_text(given_text: tuple[str, list[dict[str, Any]]]) -> None:
    text, marks = given_text

    assert "".join(piece.text for piece in segments(text, marks)) == text


@settings(max_examples=150, deadline=None)
@given(marked_texts())
def test_each_mark_covers_exactly_its_own_characters_and_ends_once(
    given_text: tuple[str, list[dict[str, Any]]],
) -> None:
    text, marks = given_text
    pieces = segments(text, marks)

    for mark in marks:
        covered = "".join(p.text for p in pieces if any(m is mark for m in p.marks))
        ends = sum(any(m is mark for m in p.ending) for p in pieces)
        assert covered == text[mark["start"] : mark["end"]]
        assert ends == (mark["start"] < mark["end"])


@settings(max_examples=100, deadline=None)
@given(marked_texts())
def test_page_without_tags_and_labels_is_the_text(given_text: tuple[str, list[dict[str, Any]]]) -> None:
    text, marks = given_text

    page = MARKED.render(text=text, marks=marks)
    without_labels = re.sub(r"<small.*?</small>", "", page, flags=re.DOTALL)

    assert unescape(re.sub(r"<[^>]*>", "", without_labels)) == text


@settings(max_examples=100, deadline=None)
@given(marked_texts())
def test_page_opens_and_closes_marks_in_pairs(given_text: tuple[str, list[dict[str, Any]]]) -> None:
    page = MARKED.render(text=given_text[0], marks=given_text[1])

    assert re.sub(r"[^()]", "", page.replace("<mark", "(").replace("</mark", ")")) in ["()" * n for n in range(20)]


def test_a_label_that_another_says_more_exactly_is_left_out() -> None:
    assert telling(["threatens", "threatens to kill", "phones", "phones"]) == ["threatens to kill", "phones"]
