"""Lists of words made into one pattern, none of them found inside another word."""

import re
from collections.abc import Iterable


def whole_words(words: Iterable[str]) -> re.Pattern[str]:
    """Give a pattern that finds any of these words or phrases whole, the longest first.

    words: in lower case; `*` at an end stands for any further letters ("referr*"). The text is to be in lower case too.
    """
    longest_first = sorted(words, key=lambda w: (-len(w), w))
    parts = "|".join(re.escape(w).replace(r"\*", r"\w*") for w in longest_first)
    return re.compile(rf"(?<![\w-])(?:{parts})(?![\w-])")
