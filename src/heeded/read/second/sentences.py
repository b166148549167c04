"""Where the sentences of a text begin and end, as the second reader takes them.

Police prose seldom ends a sentence as schools teach: a new line, a dash between spaces or a semicolon will do. A
sentence of more than MANY_WORDS words is cut again at its commas, for a reader of whole sentences sees little in one
that never ends.
"""

import re

Span = tuple[int, int]
"""First character and one past the last."""

MANY_WORDS, ENOUGH_WORDS, MOST_CHARACTERS = 45, 25, 400

_STOP = re.compile(
    r"(?<=[.!?])[\"'”’)]*\s+(?=[A-Z0-9\"'“‘(\[£])"  # a full stop and a capital
    r"|\n+"
    r"|(?<=[a-z0-9])\s+-\s+(?=[a-z])"  # a dash between words
    r"|;\s+"
)
_SHORTENED = re.compile(r"\b(?:mr|mrs|ms|dr|st|no|approx|rd|ave|vs|etc|insp|sgt|det|cllr)\.$", re.IGNORECASE)
_PAUSE = re.compile(r"[,:]\s+|\s+(?:and|but|then)\s+")
_LONGEST_SHORTENED = 8


def sentences(text: str) -> list[Span]:
    """Give the sentences of a text that hold anything, in order; every span is within the text."""
    found: list[Span] = []
    begin = 0
    for stop in _STOP.finditer(text):
        if _ends(text, begin, stop.start()):
            found.extend(_in_parts(text, begin, stop.start()))
            begin = stop.end()
    found.extend(_in_parts(text, begin, len(text)))
    return [(start, end) for start, end in found if not text[start:end].isspace() and start < end]


def _ends(text: str, begin: int, end: int) -> bool:
    """Say whether a stop ends a sentence: not after one letter, nor after `Mr.`."""
    return end - begin >= 2 and not _SHORTENED.search(text[max(begin, end - _LONGEST_SHORTENED) : end])


def _in_parts(text: str, begin: int, end: int) -> list[Span]:
    """Give a sentence as it is, or cut at pauses where it is very long."""
    if end - begin <= MANY_WORDS or len(text[begin:end].split()) <= MANY_WORDS:
        return [(begin, end)] if end - begin <= MOST_CHARACTERS else _cut(begin, end)
    parts, start = [], begin
    for pause in _PAUSE.finditer(text, begin, end):
        if len(text[start : pause.end()].split()) > ENOUGH_WORDS:
            parts.extend(_cut(start, pause.end()))
            start = pause.end()
    return [*parts, *_cut(start, end)]


def _cut(begin: int, end: int) -> list[Span]:
    """Give a stretch in pieces no longer than the reader can take."""
    return [(at, min(at + MOST_CHARACTERS, end)) for at in range(begin, end, MOST_CHARACTERS)]
