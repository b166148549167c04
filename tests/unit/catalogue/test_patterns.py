"""What the language of patterns refuses, so that no pattern is silently dead."""

import pytest

from heeded.catalogue.patterns import PatternParser
from heeded.toolbox.errors import CatalogueError


@pytest.mark.parametrize(
    "text", ["(^ one time|again)", "^ one time|again", "[^ one] time", "one ^ time", "{openers} time"]
)
def test_a_sentence_may_start_at_the_beginning_of_a_pattern_only(text: str) -> None:
    with pytest.raises(CatalogueError, match="very beginning"):
        PatternParser({"openers": ["^ one", "first"]}, {}).parse(text)


def test_the_start_of_a_sentence_at_the_beginning_is_understood() -> None:
    assert len(PatternParser({}, {}).parse("^ one time")) == 3
