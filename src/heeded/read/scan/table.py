"""Every distinct word that was met, known by a number, and what it folds to: found by the bytes themselves.

A word is looked up by its bytes in lower case. One that is met for the first time gets the next number; if it is plain
(a number, or one or two letters) it stands for itself, else it waits in a list for Python to fold it once.
"""

from typing import NamedTuple

import numpy as np

from heeded.catalogue.spelling import SHORTEST
from heeded.read.scan.kernel import Bytes, Ints, Keys, Longs, inlined, inner, kernel, whole

PREFIX, NAMEABLE, SHORT, INITIAL, NO_CLAUSE, DESCRIBED = 1, 2, 4, 8, 16, 32
"""Marks of a folded word: it begins a pattern's `word*`; may be a name; takes a stop that ends no sentence, always or
before a small letter; begins no clause although it is a person; these marks have been set."""

UNKNOWN, NUMBER = 0, 1
"""Classes of words that no pattern names: any word, and a number."""

ENTRIES, WAIT = 0, 1
"""In `counts`: how many words there are, and how many wait."""


class Table(NamedTuple):
    """slots: four numbers a place: key low, key high, word's number and one, whether it was met as written.

    folds: what a word stands for as written: a word's number, or ~ of where several stand in a list. kinds, flags: what
    it may do in patterns as a folded word. waiting: of each that is to be folded its number, first byte and end byte.
    """

    slots: Keys
    folds: Ints
    kinds: Ints
    flags: Bytes
    prefix_lengths: Longs
    waiting: Longs
    counts: Longs


@inlined
def _lower(b: int) -> int:
    return b + 32 if 65 <= b <= 90 else b


@inlined
def _eight(eights: Keys, i: int, n: int) -> np.uint64:
    """Give up to eight bytes from one on as one number, capitals of ASCII made small, all eight together."""
    if n <= 0:
        return np.uint64(0)
    at, shift = i >> 3, np.uint64((i & 7) << 3)
    word = eights[at] >> shift | (eights[at + 1] << np.uint64(1)) << (np.uint64(63) - shift)
    if n < 8:
        word &= (np.uint64(1) << np.uint64(n << 3)) - np.uint64(1)
    seven = word & np.uint64(0x7F7F7F7F7F7F7F7F)
    from_a, past_z = seven + np.uint64(0x3F3F3F3F3F3F3F3F), seven + np.uint64(0x2525252525252525)
    capital = from_a & ~past_z & ~word & np.uint64(0x8080808080808080)
    return np.uint64(word | capital >> np.uint64(2))


@inlined
def key_of(eights: Keys, i: int, j: int) -> tuple[np.uint64, np.uint64]:
    """Give what a word is looked up by: its bytes in lower case; a hash with a mark no text bears where over 16."""
    low, high = _eight(eights, i, j - i), _eight(eights, i + 8, j - i - 8)
    if j - i > 16:
        for x in range(i + 16, j, 8):
            more = _eight(eights, x, j - x)
            low = (low ^ more) * np.uint64(0x9E3779B97F4A7C15)
            high = (high ^ (low >> np.uint64(31)) ^ more) * np.uint64(0xD6E8FEB86659FD93)
        high |= np.uint64(0xFF) << np.uint64(56)
    return low, high


@inlined
def slot_of(slots: Keys, low: np.uint64, high: np.uint64) -> int:
    """Give where a word lies among the slots, or the free place where it belongs."""
    mask = np.uint64(len(slots) // 4 - 1)
    at = (low ^ (high >> np.uint64(7))) * np.uint64(0x9E3779B97F4A7C15) ^ high * np.uint64(0xD6E8FEB86659FD93)
    at = (at >> np.uint64(29)) & mask
    while True:
        place = whole(at) * 4
        if slots[place + 2] == 0 or (slots[place] == low and slots[place + 1] == high):
            return place
        at = (at + np.uint64(1)) & mask


@inner
def _add(table: Table, place: int, low: np.uint64, high: np.uint64) -> int:
    entry = table.counts[ENTRIES]
    table.counts[ENTRIES] += 1
    table.slots[place], table.slots[place + 1] = low, high
    table.slots[place + 2] = np.uint64(entry + 1)
    table.kinds[entry], table.flags[entry] = UNKNOWN, 0
    return whole(entry)


@inner
def _plain_kind(table: Table, data: Bytes, eights: Keys, i: int, j: int) -> int:
    """Give the class of a word met for the first time that is plain: it stands for itself. -1 where it may not."""
    letters, digits = True, 48 <= data[i] <= 57
    for x in range(i, j):
        b = _lower(whole(data[x]))
        letters = letters and 97 <= b <= 122
        digits = digits and (48 <= b <= 57 or b == 44 or b == 46 or b == 43 or b == 120)
    if (not letters and not digits) or (letters and j - i >= SHORTEST):
        return -1
    for n in table.prefix_lengths:
        if n <= j - i:
            low, high = key_of(eights, i, i + n)
            found = whole(table.slots[slot_of(table.slots, low, high) + 2])
            if found and table.flags[found - 1] & PREFIX:
                return -1
    return UNKNOWN if letters else NUMBER


@inlined
def _entry(table: Table, texts: tuple[Bytes, Keys], i: int, j: int, written: bool) -> int:
    """Give the number of the word between two bytes, written or folded; -1 where the table has no room for another."""
    data, eights = texts
    low, high = key_of(eights, i, j)
    place = slot_of(table.slots, low, high)
    entry = whole(table.slots[place + 2]) - 1
    if entry >= 0 and (table.slots[place + 3] or not written):
        return entry
    table.slots[place + 3] = np.uint64(written)
    if entry < 0:
        if table.counts[ENTRIES] >= len(table.folds):
            return -1
        entry = _add(table, place, low, high)
        if not written:
            return entry
        kind = _plain_kind(table, data, eights, i, j)
        if kind >= 0:
            table.folds[entry], table.kinds[entry] = entry, kind
            table.flags[entry] = DESCRIBED | (NAMEABLE if j - i > 2 else 0)
            return entry
    waiting = table.counts[WAIT]
    table.waiting[3 * waiting], table.waiting[3 * waiting + 1], table.waiting[3 * waiting + 2] = entry, i, j
    table.counts[WAIT] += 1
    return entry


@kernel
def number_words(
    table: Table, texts: tuple[Bytes, Keys], places: tuple[Ints, Ints, Ints], first: int, written: bool
) -> int:
    """Number the words between the bytes given, from one on; gives how many had room.

    texts: the bytes, and the same eight by eight, sixteen more of nought behind them. places: where each word starts
    and ends; below 0 for a stop, else how many bytes more belong to it as written, and then its number. written:
    whether these are words as written, which are to be folded, or folded ones.
    """
    starts, ends, entries = places
    for n in range(first, len(entries)):
        if entries[n] >= 0:
            entry = _entry(table, texts, whole(starts[n]), whole(ends[n] + entries[n]), written)
            if entry < 0:
                return n
            entries[n] = entry
    return len(entries)


@kernel
def rehash(old: Keys, new: Keys) -> None:
    """Lay the words of one set of slots into a larger one."""
    for place in range(0, len(old), 4):
        if old[place + 2]:
            to = slot_of(new, old[place], old[place + 1])
            for x in range(4):
                new[to + x] = old[place + x]
