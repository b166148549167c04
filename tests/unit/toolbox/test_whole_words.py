"""Words found whole, phrases too, and any ending where one is asked for."""

import pytest

from heeded.toolbox.whole_words import whole_words


@pytest.mark.parametrize(
    ("words", "text", "found"),
    [
        (["rui"], "released, rui.", True),
        (["rui"], "cruising", False),
        (["rui"], "pre-rui form", False),
        (["refus*"], "she refused it", True),
        (["*stalking"], "cyberstalking", True),
        (["right to review"], "the right to review was told", True),
        (["s.18"], "s.18 search", True),
        (["s.18"], "sx18 search", False),
    ],
)
def test_a_word_is_found_only_whole(words: list[str], text: str, found: bool) -> None:
    assert bool(whole_words(words).search(text)) == found


def test_the_longest_phrase_wins() -> None:
    assert whole_words(["fear", "fear of violence"]).search("fear of violence")[0] == "fear of violence"
