"""Every pattern at once over the words of a batch: from each word as far as any pattern goes on.

The set of places that the words since the first have led to is a state. States and the steps between them are found out
when they are first met and kept, so that a word costs one look-up, however many patterns there are. What is kept is
bounded: where there is no room for more, the walk stops at its word, and is taken up again with an empty store.
"""

from typing import NamedTuple

from heeded.read.scan.kernel import Ints, Longs, inlined, inner, kernel, whole
from heeded.read.scan.states import (
    ANYWHERE,
    AT,
    ENDS,
    FOUND,
    HASH,
    IN,
    INSIDE,
    KIND_BITS,
    KNOWN,
    LIFE,
    MARK_BITS,
    NONE,
    OPENING,
    OUT,
    OUTSIDE,
    PARTS,
    PASS,
    SIEVE,
    STATES,
    STEPS,
    WIDTH,
    WORK,
    Net,
    Store,
    Symbols,
    begin,
    work_out,
)  # fmt: skip

NUMBER, FIRST, END = 0, 1, 2
"""Of a pattern found: its number, its first word, the one past its last; found in the order of the first."""

DONE, STORE_FULL, FOUND_FULL = 0, 1, 2
"""How a walk ended."""

_EDGES = 2**56 - 1
"""The part of a hint that tells edges."""

_STEP_BITS = KIND_BITS + MARK_BITS
"""A step is kept as one number: state, symbol and next state, of this many bits each."""


class Spoken(NamedTuple):
    """The words of a batch: class and marks of each, the hint of both, and its sentence."""

    symbol: Ints
    hint: Longs
    sentence: Ints


@inlined
def _slot(key: int, mask: int) -> int:
    return (key * 0x1E3779B97F4A7C15 >> 29) & mask


@inlined
def _place(step_slots: Longs, key: int) -> int:
    """Give where a step lies among the slots; a free slot where it is not known."""
    mask = len(step_slots) - 1
    at = _slot(key, mask)
    while step_slots[at] and step_slots[at] >> _STEP_BITS != key:
        at = (at + 1) & mask
    return at


@kernel
def lay_slots(store: Store, steps: Longs) -> None:
    """Lay the states that a store has been given, and steps, into their slots."""
    for state in range(1, store.counts[STATES]):
        at = whole(store.parts[state * PARTS + HASH] & len(store.state_slots) - 1)
        while store.state_slots[at]:
            at = (at + 1) & len(store.state_slots) - 1
        store.state_slots[at] = state
    for x in range(len(steps)):
        if steps[x]:
            store.step_slots[_place(store.step_slots, steps[x] >> _STEP_BITS)] = steps[x]


@inlined
def _step(net: Net, symbols: Symbols, store: Store, state: int, symbol: int) -> int:
    """Give the state after a word, as it stands in the line of the state, among the slots, or nowhere yet."""
    steps, known = store.step_slots, state * WIDTH + KNOWN + 2 * (symbol & 3)
    if store.lines[known] == symbol:
        return whole(store.lines[known + 1])
    at = _place(steps, state << _STEP_BITS | symbol)
    new = steps[at] & (1 << _STEP_BITS) - 1
    if not steps[at]:
        if store.counts[STEPS] * 4 > len(steps) * 3:
            return -1
        new = whole(work_out(net, symbols, store, state, symbol))
        if new < 0:
            return -1
        store.counts[STEPS] += 1
        steps[at] = (state << _STEP_BITS | symbol) << _STEP_BITS | new
    store.lines[known], store.lines[known + 1] = symbol, new
    return whole(new)


@inlined
def _pass(net: Net, symbols: Symbols, store: Store, state: int, many: int) -> int:
    """Give the state after so many words that lead nowhere; -1 where no room is left."""
    while many and state > NONE:
        passed = whole(store.lines[state * WIDTH + PASS])
        state = passed if passed >= 0 else whole(work_out(net, symbols, store, state, whole(0)))
        many -= 1
    return state


@inlined
def _may_lead(lines: Ints, state: int, hint: int) -> bool:
    """Say whether a word may lead anywhere from a state; most have two edges at most, and those cost no branch."""
    sieve, rest = state * WIDTH + SIEVE, (hint & _EDGES) >> 16
    one, other = lines[sieve + (hint >> 5 & 3)] >> (hint & 31), lines[sieve + (hint >> 13 & 3)] >> (hint >> 8 & 31)
    leads = (one | other) & 1
    while rest and not leads:
        leads, rest = lines[sieve + (rest >> 5 & 3)] >> (rest & 31) & 1, rest >> 8
    return bool(leads)


@inlined
def _wait(lines: Ints, state: int, hints: Longs, q: int, end: int) -> int:
    """Give how many words from one on lead nowhere from a state that lives on; -1 where it does not outlive them."""
    life, w = whole(lines[state * WIDTH + LIFE]), q
    while not _may_lead(lines, state, hints[w]):
        if w - q == life or hints[w] > _EDGES:
            return -1
        w += 1
        if life < 0:
            return 1
        if w == end:
            return -1
    return w - q


@inlined
def _record(place_of: Ints, count: Longs, found: Ints, number: int, places: tuple[int, int, int]) -> None:
    """Write down a pattern, or its later end. places: its first word, its end; the first pattern from that word."""
    place, n = place_of[number], count[FOUND]
    if places[2] <= place < n and found[place, NUMBER] == number:
        found[place, END] = max(found[place, END], places[1])
    else:
        found[n, NUMBER], found[n, FIRST], found[n, END] = number, places[0], places[1]
        place_of[number] = n
        count[FOUND] = n + 1


@inner
def _record_ends(store: Store, found: Ints, part: int, places: tuple[int, int, int]) -> None:
    """Write down all patterns that end at a state, which lie at a part of it."""
    for x in range(store.parts[part], store.parts[part + 1]):
        _record(store.place_of, store.counts, found, store.pool[x], places)


@inlined
def _walk_from(
    net: Net, symbols: Symbols, store: Store, words: Spoken, found: Ints, states: tuple[int, int], span: tuple[int, int]
) -> int:
    """Write down every pattern that begins with a word; gives the first state after it, -1 where no room was left.

    states: the one before the word; the one after it, -1 where it is to be found out. span: this word, and the end of
    its sentence.
    """
    (before, first), (p, end), passed, counts = states, span, whole(0), store.counts
    state, q, since = first, p + 1, counts[FOUND]
    while True:
        if state < NONE:
            if passed:
                state = _pass(net, symbols, store, before, passed)
            else:
                state = _step(net, symbols, store, before, whole(words.symbol[q - 1]))
            first = state if first < 0 else first
            if state < NONE:
                counts[FOUND] = since
                return -1
        if state == NONE:
            return first
        over = q == end
        ends = store.lines[state * WIDTH + (OUTSIDE if over else INSIDE)]
        if ends >= 0:
            _record(store.place_of, counts, found, ends, (p, q, since))
        elif ends == ENDS:
            _record_ends(store, found, state * PARTS + (OUT if over else IN), (p, q, since))
        if over:
            return first
        passed = _wait(store.lines, state, words.hint, q, end)
        counts[WORK] += 1
        if passed < 0:
            return first
        before, state, q = state, -1, q + max(passed, 1)


@kernel
def walk_on(net: Net, symbols: Symbols, store: Store, words: Spoken, found: Ints) -> int:
    """Write down every pattern in a batch of words, from where the last walk stopped; gives how this one ended.

    The last word of every text is one that no pattern knows and no gap passes, in a sentence of its own.
    """
    p, end, classes = store.counts[AT], store.counts[AT], len(store.first) >> MARK_BITS
    opens = p == 0 or words.sentence[p] != words.sentence[p - 1]
    if store.counts[STATES] == 0:
        begin(net, store)
    while p < len(words.symbol):
        while end < len(words.symbol) and words.sentence[end] == words.sentence[p]:
            end += 1
        while p < end:
            symbol, first = whole(words.symbol[p]), whole(-1)
            at = (symbol >> KIND_BITS) * classes + (symbol & (1 << KIND_BITS) - 1)
            simple = not opens and symbol & (1 << KIND_BITS) - 1 < classes
            if simple:
                first = whole(store.first[at])
            if first != NONE:
                store.counts[AT] = p
                if store.counts[FOUND] + len(store.place_of) > len(found):
                    return FOUND_FULL
                before = store.counts[OPENING] if opens else store.counts[ANYWHERE]
                first = _walk_from(net, symbols, store, words, found, (before, first), (p, end))
                if first < 0:
                    return STORE_FULL
                if simple:
                    store.first[at] = first
            p, opens = p + 1, False
        opens = True
    store.counts[AT] = p
    return DONE
