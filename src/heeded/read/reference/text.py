"""A text as the rules see it: folded words, each with its place, its sentence and whether it is quoted."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from heeded.catalogue.folding import fold_word

PIECE = re.compile(
    r"(?P<word>[^\W_]/[^\W_](?:/[^\W_])?(?![^\W_])"  # b/f, t/c
    r"|[^\W\d_]+\d+[^\W_]*|\d[^\W\d_](?![^\W_])"  # MG11, 2A
    r"|[£$]?\d[\d,.]*\d\+?x?|[£$]?\d\+?x?"
    r"|[^\W\d_]+(?:['’][^\W\d_]+)*['’]?|[^\W_]+)"
    r"|(?P<stop>[.!?]+(?=[\s\"'”’)\]]|$)|;|\n\s*|…)"
    r"|(?P<pause>[,:–—(]|\s-+\s)"
    r"|(?P<quote>[\"“”])"
    r"|(?P<open>(?<!\w)['‘](?=\w))"
)
SHORT = frozenset(
    "mr mrs ms dr st no nos inc approx apx abt rd ave vs etc poss prev tel ref sgt insp det ext".split(),
)
LONGEST_QUOTE, LONGEST_SINGLE_QUOTE = 1500, 400
"""Characters within which a quotation must be closed to be one."""
LONGEST_SENTENCE = 200
"""Words after which a sentence is taken to end, so that a text without stops is still read in linear time."""


@dataclass(slots=True)
class Text:
    """Parallel lists, one item a folded word."""

    words: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    sentences: list[int] = field(default_factory=list)
    after_pause: list[bool] = field(default_factory=list)
    quoted: list[bool] = field(default_factory=list)


def split_text(original: str, shorthand: Mapping[str, str], near: Callable[[str], str] | None = None) -> Text:
    """Give the folded words of a text with their places; every character offset is one of the original.

    shorthand, near: as for fold_word.
    """
    text = Text()
    sentence, pause, quote_end, begun = 0, False, -1, 0
    for piece in PIECE.finditer(original):
        kind, at = piece.lastgroup, piece.start()
        if kind == "word":
            surface = piece.group()
            if len(text.words) - begun >= LONGEST_SENTENCE:
                sentence, begun = sentence + 1, len(text.words)
            for word in fold_word(surface, shorthand, near):
                text.words.append(word)
                text.starts.append(at)
                text.ends.append(piece.end() - _trailing(surface))
                text.sentences.append(sentence)
                text.after_pause.append(pause)
                text.quoted.append(at < quote_end)
                pause = False
        elif kind == "stop":
            if not _is_abbreviation(original, text, piece):
                sentence, begun = sentence + 1, len(text.words)
        elif kind == "pause":
            pause = True
        elif at >= quote_end:
            quote_end = _quote_end(original, at, kind == "open")
            pause = True
    return text


def _trailing(surface: str) -> int:
    return len(surface) - len(surface.rstrip("'’"))


def _is_abbreviation(original: str, text: Text, stop: re.Match[str]) -> bool:
    if stop.group() != "." or not text.ends or text.ends[-1] != stop.start():
        return False
    follows = original[stop.end() :].lstrip(" ")[:1]
    last = text.words[-1]
    return (last in SHORT and follows != "") or (
        len(last) == 1 and last.isalpha() and last not in "ia" and follows.islower()
    )


def _quote_end(original: str, at: int, single: bool) -> int:
    """Find where a quotation ends; one that nobody closed is taken to be none."""
    if single:
        closing = re.compile(r"(?<=[\w.,!?])['’](?!\w)").search(original, at + 1, at + LONGEST_SINGLE_QUOTE)
    else:
        closing = re.compile(r"[\"”]").search(original, at + 1, at + LONGEST_QUOTE)
    return closing.start() if closing else at + 1
