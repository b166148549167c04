"""How pieces are cut from a text, as a table of steps: from a state, with the class of the next character, to a state.

It says what the reference says by one regular expression. Of all that may begin at a place the longest is taken, and
there it is also the first of the alternatives. What may end before a character is written with the step over it.
"""

import re
from functools import cache

import numpy as np
import numpy.typing as npt

from heeded.read.scan.kernel import Bytes
from heeded.read.scan.pieces import DEAD, LOWER, NOTHING, OPEN, PAUSE, QUOTE, STOP, STOP_DOT, WORD, Lexer

CLASSES = (
    "other letter x digit line space newline apostrophe right left slash dot comma bang plus money"
    " semicolon pause dash double double_left close end"
).split()
_CHARACTERS = {
    "line": "_", "newline": "\n", "apostrophe": "'", "right": "’", "left": "‘", "slash": "/", "dot": ".", "comma": ",",
    "bang": "!?", "plus": "+", "money": "£$", "semicolon": ";…", "pause": ":–—(", "dash": "-", "double": '"”',
    "double_left": "“", "close": ")]", "x": "x",
}  # fmt: skip
_PATTERNS = {"letter": r"[^\W\d_]+", "digit": r"\d+", "space": r"\s+"}

_ALNUM = ("letter", "x", "digit")
_ALL = tuple(CLASSES)
_NO_ALNUM = tuple(c for c in CLASSES if c not in _ALNUM)
_AFTER_STOP = ("space", "newline", "end", "double", "apostrophe", "right", "close")
_LETTERS = {"letter": "letters", "x": "letters"}
_SIGNS = {"apostrophe": "sign", "right": "sign"}
_ON = {"digit": "digits", "comma": "comma", "dot": "comma", "plus": "plus", "x": "times"}

STATES: dict[str, tuple[dict[str, str], dict[int, tuple[str, ...]]]] = {
    "start": (
        {
            "letter": "letter", "x": "letter", "digit": "digit", "money": "money", "space": "space",
            "newline": "newline", "dot": "dot", "bang": "stops", "semicolon": "stop", "comma": "pause",
            "pause": "pause", "double": "quote", "double_left": "quote", "apostrophe": "open", "left": "open",
            "other": "nothing", "line": "nothing", "right": "nothing", "slash": "nothing", "plus": "nothing",
            "dash": "nothing", "close": "nothing",
        },
        {},
    ),
    "letter": ({**_LETTERS, **_SIGNS, "digit": "coded", "slash": "slash"}, {WORD: _ALL}),
    "letters": ({**_LETTERS, **_SIGNS, "digit": "coded"}, {WORD: _ALL}),
    "coded": (dict.fromkeys(_ALNUM, "coded"), {WORD: _ALL}),
    "sign": ({"letter": "more", "x": "more"}, {WORD: _ALL}),
    "more": ({"letter": "more", "x": "more", **_SIGNS}, {WORD: _ALL}),
    "slash": (dict.fromkeys(_ALNUM, "slashed"), {}),
    "slashed": ({"slash": "slash again"}, {WORD: _NO_ALNUM}),
    "slash again": (dict.fromkeys(_ALNUM, "slashed twice"), {}),
    "slashed twice": ({}, {WORD: _NO_ALNUM}),
    "digit": ({**_ON, "slash": "slash", "letter": "digit letter"}, {WORD: _ALL}),
    "digit letter": ({}, {WORD: _NO_ALNUM}),
    "digits": (_ON, {WORD: _ALL}),
    "comma": ({"digit": "digits", "comma": "comma", "dot": "comma"}, {}),
    "plus": ({"x": "times"}, {WORD: _ALL}),
    "times": ({}, {WORD: _ALL}),
    "money": ({"digit": "digits"}, {NOTHING: _ALL}),
    "space": ({"dash": "dash"}, {NOTHING: _ALL}),
    "dash": ({"dash": "dash", "space": "pause", "newline": "pause"}, {}),
    "newline": ({"space": "newline", "newline": "newline"}, {STOP: _ALL}),
    "dot": ({"dot": "stops", "bang": "stops"}, {NOTHING: _ALL, STOP_DOT: _AFTER_STOP}),
    "stops": ({"dot": "stops", "bang": "stops"}, {NOTHING: _ALL, STOP: _AFTER_STOP}),
    "stop": ({}, {STOP: _ALL}),
    "pause": ({}, {PAUSE: _ALL}),
    "quote": ({}, {QUOTE: _ALL}),
    "open": ({}, {NOTHING: _ALL, OPEN: (*_ALNUM, "line")}),
    "nothing": ({}, {NOTHING: _ALL}),
}  # fmt: skip
"""For each state: where the classes lead; what may end here, before which classes; the later outranks the earlier."""


@cache
def character_classes() -> Bytes:
    """Give the class of every character by its number, told by Python's own `re`; LOWER is added to small letters."""
    every = "".join(map(chr, range(0x110000)))
    classes = np.zeros(len(every), dtype=np.uint8)
    for name, pattern in _PATTERNS.items():
        for run in re.finditer(pattern, every):
            classes[run.start() : run.end()] = CLASSES.index(name)
    for name, characters in _CHARACTERS.items():
        for character in characters:
            classes[ord(character)] = CLASSES.index(name)
    classes[[n for n, character in enumerate(every) if character.islower()]] |= LOWER
    return classes


@cache
def step_table() -> npt.NDArray[np.uint16]:
    """Give the steps, 32 classes a state: the next state, and above it what may end before the character.

    What may end is left out where the next state may end before anything: the longer piece is taken anyhow.
    """
    names = list(STATES)
    table = np.full((len(names), 32), DEAD, dtype=np.uint16)
    for row, (leads, ends) in zip(table, STATES.values(), strict=True):
        for kind, classes in ends.items():
            for name in classes:
                row[CLASSES.index(name)] = DEAD | kind << 8
        for name, to in leads.items():
            kept = 0 if _ALL in STATES[to][1].values() else row[CLASSES.index(name)] & 0xFF00
            row[CLASSES.index(name)] = names.index(to) | kept
    return table.ravel()


def _ascii_steps() -> npt.NDArray[np.uint16]:
    """Give the steps by the character itself, 128 a state."""
    classes = character_classes()[:128] & 31
    return step_table().reshape(-1, 32)[:, classes].ravel()


def _joins() -> Bytes:
    """Give 1 for each byte by which a word of letters may go on, beyond ASCII included."""
    going_on = {CLASSES.index(name) for name in STATES["letter"][0]}
    return np.array([b > 127 or character_classes()[b] & 31 in going_on for b in range(256)], dtype=np.uint8)


def lexer(quote: int, single_quote: int) -> Lexer:
    """Give what texts are cut by. quote, single_quote: how many characters a quotation may reach."""
    words = _bits(*_ALNUM, "line")
    return Lexer(
        character_classes(),
        step_table(),
        _ascii_steps(),
        _joins(),
        letter=list(STATES).index("letter"),
        letters=list(STATES).index("letters"),
        end=CLASSES.index("end"),
        words=words,
        before_closing=words | _bits("dot", "comma", "bang"),
        doubles=_bits("double"),
        singles=_bits("apostrophe", "right"),
        quote=quote,
        single_quote=single_quote,
    )


def _bits(*names: str) -> int:
    return sum(1 << CLASSES.index(name) for name in names)
