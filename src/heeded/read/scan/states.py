"""The states of a walk: sets of places that some words lead to, found out when they are first met, and kept.

A place stands in a state with the number of words that the gap before it may still pass: where it is reached in
several ways, the largest. So a state says all that may still be found, and two that hold the same are one.
"""

from typing import NamedTuple

import numpy as np

from heeded.read.scan.kernel import Bytes, Ints, Longs, inlined, inner, whole

NONE = 0
"""The state in which no place is left."""

STATES, POOLED, STEPS, FOUND, AT, WORK, SERIAL, ANYWHERE, OPENING, LISTED = 0, 1, 2, 3, 4, 5, 6, 7, 8, 9
"""In `counts`: states, numbers pooled for them and steps known; patterns found; the word reached; work done so far; the
states before a first word, within a sentence and at its start; how much each of three lists holds."""

WIDTH = 16
"""Numbers a state that a walk looks at: one line of the processor's cache."""

LIFE, PASS, INSIDE, OUTSIDE, SIEVE, KNOWN = 0, 1, 2, 3, 4, 8
"""Of a state: how many words that lead nowhere it lives on, -1 where it may meet the end of a pattern by them; its next
state by such a word; the one pattern that ends there within a sentence, and where that is over, or NO_END or ENDS; 128
bits that tell which edges lead nowhere for certain; four steps from it, as symbol and next state."""

NO_END, ENDS = -1, -2
"""No pattern ends there; several do, which stand in the pool."""

PARTS, IN, OUT, LAST, HASH = 8, 1, 2, 3, 4
"""Of a state, eight numbers: where in the pool begin its places, its ends within a sentence, its ends where that is
over, and what is none of it; its hash."""

BENCH = 8
"""Stretches of the bench."""

KIND_BITS, MARK_BITS = 17, 4
"""Bits of a symbol that tell the class of a word; those above them are its marks."""


class Net(NamedTuple):
    """The patterns: for each place the edges that lead on from it, and what is reached from it without a word.

    leads: edges in order; targets: the places that each of them leads to. facts: three rows a place, which are places
    with gap, as place * gap + words it may pass; patterns that end there within a sentence; those that end there where
    it is over. rest: how many words gaps may pass that open at a place, -1 where a pattern may end there. sieves: four
    numbers a place, whose bits mark the edges that lead on from it; bits: which of them marks an edge.
    """

    leads_at: Ints
    leads: Ints
    targets_at: Ints
    targets: Ints
    facts_at: Ints
    facts: Ints
    rest: Ints
    sieves: Ints
    bits: Bytes
    gap: int


class Symbols(NamedTuple):
    """For each class of words its edges, and whether no gap may pass it; for each set of marks their edges.

    hints, mark_hints: seven bytes that say where these edges are marked in a state; in hints also a bit that is set if
    turning, and above it how many of the bytes are taken.
    """

    edges_at: Ints
    edges: Ints
    hints: Longs
    turning: Bytes
    marks_at: Ints
    marks: Ints
    mark_hints: Longs


class Store(NamedTuple):
    """States and steps known so far, and room to work out another.

    lines: what a walk looks at, parts: the rest. first: the state after each class within a sentence, for each set of
    marks, -1 where unknown. bench: eight stretches of numbers, one a place: the stamps of what is on three lists, of
    places arrived at, the gaps before places, and the three lists.
    """

    lines: Ints
    parts: Ints
    pool: Ints
    state_slots: Ints
    step_slots: Longs
    first: Ints
    counts: Longs
    bench: Ints
    place_of: Ints


@inlined
def _note(bench: Ints, counts: Longs, which: int, number: int) -> bool:
    """Put a number on one of the lists, once; says whether it is new there."""
    room = len(bench) // BENCH
    stamp = which * room + number
    if bench[stamp] == counts[SERIAL]:
        return False
    bench[stamp] = counts[SERIAL]
    bench[(5 + which) * room + counts[LISTED + which]] = number
    counts[LISTED + which] += 1
    return True


@inlined
def _hold(bench: Ints, counts: Longs, place: int, passing: int) -> None:
    """Take a place into the state, with the most words that a gap may still pass before it."""
    best = 4 * (len(bench) // BENCH) + place
    if _note(bench, counts, 0, place) or bench[best] < passing:
        bench[best] = passing


@inner
def _arrive(net: Net, bench: Ints, counts: Longs, place: int, passing: int) -> None:
    """Take in a place before which a gap may pass some words, and whatever is reached from it without a word."""
    room = len(bench) // BENCH
    at, end, arrived = net.facts_at[3 * place], net.facts_at[3 * place + 1], 3 * room + place
    if bench[arrived] != counts[SERIAL]:
        bench[arrived] = counts[SERIAL]
        for x in range(at, end):
            _hold(bench, counts, net.facts[x] // net.gap, net.facts[x] % net.gap)
        for which in range(1, 3):
            for x in range(net.facts_at[3 * place + which], net.facts_at[3 * place + which + 1]):
                _note(bench, counts, which, net.facts[x])
    if passing:
        _hold(bench, counts, place, passing)


@inner
def _sort(numbers: Ints, begin: int, end: int) -> None:
    for i in range(begin + 1, end):
        number, j = numbers[i], i
        while j > begin and numbers[j - 1] > number:
            numbers[j] = numbers[j - 1]
            j -= 1
        numbers[j] = number


@inlined
def _write_state(gap: int, store: Store, state: int, to: int) -> int:
    """Write what the lists hold behind the last state, as if it were one; gives its hash."""
    code, bench, room, parts = 0, store.bench, len(store.bench) // BENCH, state * PARTS
    for which in range(3):
        begin = to
        store.parts[parts + which] = begin
        for x in range((5 + which) * room, (5 + which) * room + store.counts[LISTED + which]):
            number = bench[x]
            store.pool[to] = number * gap + bench[4 * room + number] if which == 0 else number
            to += 1
        _sort(store.pool, begin, to)
        for x in range(begin, to):
            code = (code ^ store.pool[x]) * 0x100000001B3
        code = code * 31 + to - begin
    store.parts[parts + LAST], store.parts[parts + HASH] = to, code >> 20 & 0x7FFFFFFF
    return whole(code >> 20 & 0x7FFFFFFF)


@inlined
def _characterise(net: Net, lines: Ints, pool: Ints, line: int, places: tuple[int, int]) -> None:
    """Mark the edges that lead on from a state's places, and say how long it lives on by words that lead nowhere.

    Many edges share a bit, so only a bit not set is certain. The last bit is always set: it stands for edges that a
    hint has no room for.
    """
    life = 0
    for x in range(KNOWN):
        lines[line + x], lines[line + KNOWN + x] = 0, -1
    lines[line + SIEVE + 3], lines[line + PASS] = np.int32(-(2**31)), -1
    for x in range(places[0], places[1]):
        place, passing = pool[x] // net.gap, pool[x] % net.gap
        for y in range(4):
            lines[line + SIEVE + y] |= net.sieves[4 * place + y]
        if passing and life >= 0:
            life = max(life, passing + net.rest[place]) if net.rest[place] >= 0 else -1
    lines[line + LIFE] = life


@inlined
def _tell_ends(store: Store, line: int, parts: int) -> None:
    """Say which pattern ends at a state, where it is one."""
    for which in range(2):
        begin, end = store.parts[parts + IN + which], store.parts[parts + IN + which + 1]
        code = NO_END if begin == end else (store.pool[begin] if end - begin == 1 else ENDS)
        store.lines[line + INSIDE + which] = code


@inner
def _settle(net: Net, store: Store) -> int:
    """Give the state that holds what the lists hold, known or new; -1 where no room is left."""
    parts, pool, counts, slots = store.parts, store.pool, store.counts, store.state_slots
    total = counts[LISTED] + counts[LISTED + 1] + counts[LISTED + 2]
    state, to, mask = counts[STATES], counts[POOLED], len(slots) - 1
    if total == 0:
        return NONE
    if (state + 1) * PARTS > len(parts) or to + total > len(pool):
        return -1
    code, new = _write_state(net.gap, store, state, to), state * PARTS
    at = code & mask
    while slots[at]:
        known, same = slots[at] * PARTS, True
        same = parts[known + HASH] == code and parts[known + LAST] - parts[known] == total
        for which in range(1, 3):
            same = same and parts[known + which] - parts[known] == parts[new + which] - to
        for x in range(total if same else 0):
            same = same and pool[parts[known] + x] == pool[to + x]
        if same:
            return whole(slots[at])
        at = (at + 1) & mask
    _characterise(net, store.lines, pool, state * WIDTH, (to, whole(parts[new + IN])))
    _tell_ends(store, state * WIDTH, new)
    slots[at] = state
    counts[STATES], counts[POOLED] = state + 1, to + total
    return whole(state)


@inlined
def _lead(net: Net, place: int, edge: int) -> int:
    """Give where an edge from a place lies among those that lead on; -1 where there is none."""
    bit = net.bits[edge]
    if not net.sieves[4 * place + (bit >> 5)] >> (bit & 31) & 1:
        return -1
    low, high = net.leads_at[place], net.leads_at[place + 1]
    while low < high:
        middle = (low + high) >> 1
        if net.leads[middle] < edge:
            low = middle + 1
        else:
            high = middle
    return whole(low) if low < net.leads_at[place + 1] and net.leads[low] == edge else -1


@inlined
def _follow(net: Net, symbols: Symbols, store: Store, places: tuple[int, int], symbol: int) -> bool:
    """Take in all that a word leads to from the places of a state; says whether that is anything."""
    kind, marks, led = symbol & (1 << KIND_BITS) - 1, symbol >> KIND_BITS, False
    plain, marked = symbols.edges_at[kind], symbols.marks_at[marks]
    many = symbols.edges_at[kind + 1] - plain
    for x in range(places[0], places[1]):
        for e in range(many + symbols.marks_at[marks + 1] - marked):
            edge = symbols.edges[plain + e] if e < many else symbols.marks[marked + e - many]
            lead = _lead(net, store.pool[x] // net.gap, edge)
            if lead >= 0:
                led = True
                for y in range(net.targets_at[lead], net.targets_at[lead + 1]):
                    _arrive(net, store.bench, store.counts, whole(net.targets[y]), whole(0))
    return led


@inner
def work_out(net: Net, symbols: Symbols, store: Store, state: int, symbol: int) -> int:
    """Give the state that a word leads to from a state; -1 where no room is left."""
    pool, counts, passes = store.pool, store.counts, state * WIDTH + PASS
    first, last = whole(store.parts[state * PARTS]), whole(store.parts[state * PARTS + IN])
    counts[LISTED : LISTED + 3] = 0
    counts[SERIAL] += 1
    counts[WORK] += last - first
    led = _follow(net, symbols, store, (first, last), symbol)
    turning = symbols.turning[symbol & (1 << KIND_BITS) - 1] != 0
    if not turning:
        if not led and store.lines[passes] >= 0:
            return whole(store.lines[passes])
        for x in range(first, last):
            if pool[x] % net.gap:
                _arrive(net, store.bench, counts, whole(pool[x] // net.gap), whole(pool[x] % net.gap - 1))
    new = whole(_settle(net, store))
    if not led and not turning:
        store.lines[passes] = new
    return new


@inner
def begin(net: Net, store: Store) -> None:
    """Make the first states: nothing, the beginning of any pattern, the beginning of any at a sentence's start."""
    store.counts[STATES] = 1
    for last in range(2):
        store.counts[LISTED : LISTED + 3] = 0
        store.counts[SERIAL] += 1
        for place in range(last + 1):
            _arrive(net, store.bench, store.counts, whole(place), whole(0))
        store.counts[ANYWHERE + last] = _settle(net, store)
