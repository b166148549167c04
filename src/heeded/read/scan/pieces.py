"""Texts cut into words and stops by a table of steps, byte by byte.

No byte is looked at more than a few times, whatever the text: a run of marks is judged as a whole, and where a
quotation ends is looked for from where the last search left off.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from heeded.read.scan.kernel import Bytes, Ints, Keys, Longs, inlined, inner, kernel, whole

LOWER, DEAD = 0x80, 0xFF
NOTHING, WORD, STOP, STOP_DOT, PAUSE, QUOTE, OPEN = 1, 2, 3, 4, 5, 6, 7
"""What a piece can be; OPEN is a single quotation mark before a word."""

LOOKED = 4
"""In `seen`: how many bytes were looked at otherwise than in words of letters."""

AFTER_PAUSE, QUOTED = 1, 2
HARD, DOT_LAST, DOT, DOT_LOWER = -1, -2, -3, -4
"""Stops, in place of a word's number: one for certain, and a single full stop with what follows it."""


class Lexer(NamedTuple):
    """The class of each character and the table of steps, made by steps.py, and which classes matter here, as bits.

    joins: 1 for each byte by which a word of letters may go on.
    """

    classes: Bytes
    steps: npt.NDArray[np.uint16]
    ascii_steps: npt.NDArray[np.uint16]
    joins: Bytes
    letter: int
    letters: int
    end: int
    words: int
    before_closing: int
    doubles: int
    singles: int
    quote: int
    single_quote: int


class Texts(NamedTuple):
    """Texts in UTF-8, a byte of nought behind each, and sixteen behind the last.

    eights: the same bytes eight by eight. offsets: where each text begins, and where one behind the last would.
    """

    data: Bytes
    eights: Keys
    offsets: Longs


class Pieces(NamedTuple):
    """Words and stops in the order of the texts; `after` tells for each text how many came up to its end.

    entry: which stop; for a word, how many bytes of an apostrophe stand behind its end and belong to it all the same.
    start, end: characters of the text. byte_start, byte_end: bytes of all texts.
    """

    entry: Ints
    start: Ints
    end: Ints
    byte_start: Ints
    byte_end: Ints
    marks: Bytes
    after: Longs


@inner
def _point(data: Bytes, i: int) -> tuple[int, int]:
    """Give the character at a byte, and how many bytes it takes."""
    b = whole(data[i])
    if b < 0x80:
        return b, 1
    if b < 0xE0:
        return (b & 31) << 6 | whole(data[i + 1]) & 63, 2
    if b < 0xF0:
        return (b & 15) << 12 | (whole(data[i + 1]) & 63) << 6 | whole(data[i + 2]) & 63, 3
    high = (b & 7) << 18 | (whole(data[i + 1]) & 63) << 12
    return high | (whole(data[i + 2]) & 63) << 6 | whole(data[i + 3]) & 63, 4


@inlined
def _class_at(data: Bytes, lexer: Lexer, i: int, end: int) -> tuple[int, int]:
    """Give the class of the character at a byte, LOWER with it, and its bytes."""
    if i >= end:
        return lexer.end, 0
    c, w = _point(data, i)
    return whole(lexer.classes[c]), w


@inlined
def _bit_before(data: Bytes, lexer: Lexer, i: int, begin: int) -> int:
    """Give the class of the character before a byte as a bit."""
    if i <= begin:
        return 1 << lexer.end
    i -= 1
    while i > begin and data[i] & 0xC0 == 0x80:
        i -= 1
    return 1 << whole(lexer.classes[_point(data, i)[0]] & 31)


@inlined
def _letters(eights: Keys, i: int) -> int:
    """Give how many letters of ASCII stand from a byte on, eight of them looked at together."""
    n = 0
    while True:
        at, shift = (i + n) >> 3, np.uint64((i + n & 7) << 3)
        word = eights[at] >> shift | (eights[at + 1] << np.uint64(1)) << (np.uint64(63) - shift)
        small = (word | np.uint64(0x2020202020202020)) & np.uint64(0x7F7F7F7F7F7F7F7F)
        from_a, past_z = small + np.uint64(0x1F1F1F1F1F1F1F1F), small + np.uint64(0x0505050505050505)
        other = (~from_a | past_z | word) & np.uint64(0x8080808080808080)
        if other:
            lowest = (other & (~other + np.uint64(1))) >> np.uint64(7)
            return n + whole(lowest * np.uint64(0x0001020304050607) >> np.uint64(56))
        n += 8


@inlined
def _piece(data: Bytes, lexer: Lexer, i: int, letters: int, end: int) -> tuple[int, int, bool, int]:
    """Give what begins at a byte with so many letters of ASCII, where it ends, and whether all up to there is ASCII.

    The last number is where looking ended.
    """
    state, kind, j, plain, narrow = 0, NOTHING, i, True, True
    if letters:
        i, state = i + letters, lexer.letters if letters > 1 else lexer.letter
    while True:
        w = 1
        if i < end and data[i] < 0x80:
            step = whole(lexer.ascii_steps[state << 7 | data[i]])
        else:
            k, w = _class_at(data, lexer, i, end)
            step = whole(lexer.steps[state << 5 | k & 31])
        if step & 0xFF00:
            kind, j, narrow = step >> 8, i, plain
        plain = plain and w < 2
        state = step & 0xFF
        if state == DEAD:
            return kind, j, narrow, i
        i += w


@inlined
def _closes(data: Bytes, lexer: Lexer, i: int, span: tuple[int, int], single: bool, last: bool) -> bool:
    """Say whether a quotation may end with the character at a byte; `last`: nothing after it is looked at."""
    k, w = _class_at(data, lexer, i, span[1])
    if not single or not 1 << (k & 31) & lexer.singles:
        return not single and 1 << (k & 31) & lexer.doubles != 0
    if not _bit_before(data, lexer, i, span[0]) & lexer.before_closing:
        return False
    after = _class_at(data, lexer, i + w, span[1])[0] & 31
    return last or not 1 << after & lexer.words


@inner
def _quote_end(data: Bytes, lexer: Lexer, at: tuple[int, int], span: tuple[int, int], seen: Longs, single: bool) -> int:
    """Give the byte at which a quotation ends that opens at a byte and character; that itself where nobody closed it.

    seen: how far such ends were looked for already, in bytes and characters, so that nothing is looked at twice.
    """
    where, limit = (2, lexer.single_quote) if single else (0, lexer.quote)
    i, n = at[0] + _point(data, at[0])[1], at[1] + 1
    if seen[where] > i:
        i, n = seen[where], seen[where + 1]
    found = at[0]
    while i < span[1] and n < at[1] + limit:
        if _closes(data, lexer, i, span, single, n == at[1] + limit - 1):
            found = i
            break
        i, n = i + _point(data, i)[1], n + 1
    seen[LOOKED] += i - max(seen[where], at[0])
    seen[where], seen[where + 1] = i, n
    return found


@inner
def _opens(data: Bytes, lexer: Lexer, kind: int, i: int, begin: int) -> bool:
    """Say whether a quotation opens with a single mark: not where it stands within a word."""
    return kind == OPEN and not _bit_before(data, lexer, i, begin) & lexer.words


@inner
def _dot(data: Bytes, lexer: Lexer, i: int, end: int) -> int:
    """Give which kind of stop a full stop is, by what follows it."""
    while i < end and data[i] == 32:
        i += 1
    if i >= end:
        return DOT_LAST
    return DOT_LOWER if _class_at(data, lexer, i, end)[0] & LOWER else DOT


@inner
def _more_bytes(data: Bytes, i: int, j: int) -> int:
    """Count the bytes between two places that begin no character."""
    more = 0
    for x in range(i, j):
        more += data[x] & 0xC0 == 0x80
    return more


@inlined
def _put(out: Pieces, n: int, entry: int, places: tuple[int, int, int, int], marks: int) -> int:
    """Write down a piece and its first and last byte and character; gives the number of the next."""
    out.entry[n], out.marks[n] = entry, marks
    out.byte_start[n], out.byte_end[n], out.start[n], out.end[n] = places
    return n + 1


@inlined
def _behind(data: Bytes, j: int) -> int:
    """Give how many bytes the apostrophe at the end of a word takes; 0 where none is."""
    if data[j - 1] == 39:
        return 1
    return 3 if data[j - 1] == 0x99 and data[j - 2] == 0x80 and data[j - 3] == 0xE2 else 0


@inlined
def _cut_text(texts: Texts, lexer: Lexer, out: Pieces, n: int, span: tuple[int, int], seen: Longs) -> int:
    """Write down the pieces of one text from number `n` on; gives the number after the last.

    Words of ASCII letters, which are most of a text, and the spaces between them go without the table.
    """
    data, (i, end), extra, none, quote_end = texts.data, span, span[0], whole(0), span[0]
    marks = none
    while i < end:
        letters = _letters(texts.eights, i)
        if letters and not lexer.joins[data[i + letters]]:
            j = i + letters
            n = _put(out, n, none, (i, j, i - extra, j - extra), marks | (QUOTED if i < quote_end else none))
            i, marks = j + (data[j] == 32 and data[j + 1] != 45), none
            continue
        kind, j, narrow, looked = _piece(data, lexer, i, letters, end)
        seen[LOOKED] += looked - i
        more = 0 if narrow else _more_bytes(data, i, j)
        if kind == WORD:
            behind = whole(_behind(data, j))
            places = (i, j - behind, i - extra, j - extra - more - (1 if behind else 0))
            n = _put(out, n, behind, places, marks | (QUOTED if i < quote_end else none))
            marks = none
        elif kind == STOP:
            n = _put(out, n, none + HARD, (i, j, i - extra, none), none)
        elif kind == STOP_DOT:
            n = _put(out, n, whole(_dot(data, lexer, j, end)), (i, j, i - extra, none), none)
        elif kind == PAUSE:
            marks = none + AFTER_PAUSE
        elif i >= quote_end and (kind == QUOTE or _opens(data, lexer, kind, i, span[0])):
            quote_end = max(_quote_end(data, lexer, (i, i - extra), span, seen, kind == OPEN), j)
            marks = none + AFTER_PAUSE
        i, extra = j, extra + more
    return n


@kernel
def cut(texts: Texts, lexer: Lexer, out: Pieces, seen: Longs) -> int:
    """Cut every text into its pieces; gives how many there are. seen: room for five numbers."""
    n = whole(0)
    seen[LOOKED] = 0
    for t in range(len(out.after)):
        seen[:LOOKED] = 0
        n = _cut_text(texts, lexer, out, n, (texts.offsets[t], texts.offsets[t + 1] - 1), seen)
        out.after[t] = n
    return n
