"""How the text holds what was found: sentence by sentence, what is withdrawn, what is turned, what says it widest.

The rules of it are those of the reference; here they are said over integers. All numbering is such that a smaller
number comes first where the reference sorts: rules, turns, codes and clues are numbered in the order of their names.
"""

from typing import NamedTuple, TypeAlias

from heeded.read.scan.kernel import Bytes, Ints, Longs, inlined, inner, kernel, whole

STOP, RULE, UNLESS, UNLESS_IN_SENTENCE, TURN, CLUE = 0, 1, 2, 3, 4, 5
"""What a pattern can be of."""

FORWARD, BACKWARD, SENTENCE, OVER = 1, 2, 4, 8
"""Where a turn reaches, as bits; OVER: what shares words with it."""

OWNER, CODE, CONTEXT, TURNED_BY, FIRST_PIECE, LAST_PIECE, TEXT = 0, 1, 2, 3, 4, 5, 6
"""Of a statement or clue: rule or clue, code, context (0: affirmed), the turn that made it or -1, pieces, text."""

SAID, NAMED, WORK = 0, 1, 7
"""In `counts`: statements and clues written down, and work done; between these the lists of a sentence."""

_CUES, _PLACES, _CLUES, _KEPT, _SERIAL = 2, 3, 4, 5, 6
_NUMBER, _FIRST, _END = 0, 1, 2
_KIND, _OF = 0, 1
_RULE_CODE, _HEEDS, _VOICE, _WHERE, _GIVES, _GIVES_END = 0, 1, 2, 3, 4, 5
_TURN_KIND, _DIRECTION, _REACH, _FAMILIES = 0, 1, 2, 3
_QUOTED, _BEGINS = 2, 4
_NO_STOP = 2**30

Span: TypeAlias = tuple[int, int]
"""The first of some words, and one past the last."""


class Book(NamedTuple):
    """Tables of numbers.

    patterns: what each is of, and the number of that. rules: own code, turns heeded (bits), voice and place (0: any),
    where what it gives lies. gives: code and family. turns: context it makes (the smaller wins), direction, reach,
    families it holds for (bits). clue_turns, clue_reach: which turns tell on clues, and how near they must be.
    """

    patterns: Ints
    rules: Ints
    gives: Ints
    turns: Ints
    clue_turns: int
    clue_reach: int


class Heard(NamedTuple):
    """The words: piece, sentence and marks of each; how many up to the end of each text; which texts are of a log."""

    piece: Ints
    sentence: Ints
    marks: Bytes
    after: Longs
    in_log: Bytes


class Desk(NamedTuple):
    """Room for one sentence.

    lists: cues, places, clues, and links of chains, whose heads are rules or codes. stated: the order of what is
    stated, then place, code and turn of each. stop: the next stop from each word. best: the turn that wins for a code.
    """

    keys: Longs
    lists: Ints
    stated: Ints
    stop: Ints
    heads: Longs
    best: Ints
    counts: Longs


@inner
def _sort(keys: Longs, items: Ints, begin: int, many: int) -> None:
    """Sort a list by the keys of its items; a long one in steps that shrink, so that it never takes its square."""
    gap = 1
    while gap * 9 < many:
        gap = gap * 3 + 1
    while gap:
        for i in range(gap, many):
            key, item, j = keys[i], items[begin + i], i
            while j >= gap and keys[j - gap] > key:
                keys[j], items[begin + j] = keys[j - gap], items[begin + j - gap]
                j -= gap
            keys[j], items[begin + j] = key, item
        gap //= 3


@inlined
def _chained(desk: Desk, head: int) -> int:
    """Give the first link of a head in this sentence, and one; 0 where there is none."""
    return desk.heads[head] & 0xFFFFFFFF if desk.heads[head] >> 32 == desk.counts[_SERIAL] else 0


@inlined
def _chain(desk: Desk, head: int, link: int) -> None:
    """Put a link before the others of one head, in this sentence."""
    desk.lists[3 * (len(desk.lists) // 4) + link] = _chained(desk, head)
    desk.heads[head] = desk.counts[_SERIAL] << 32 | (link + 1)


@inner
def _overlaps(found: Ints, desk: Desk, head: int, m: int) -> bool:
    """Say whether a place overlaps one of those chained to a head."""
    link, links = _chained(desk, head), 3 * (len(desk.lists) // 4) - 1
    while link:
        desk.counts[WORK] += 1
        if found[link - 1, _FIRST] < found[m, _END] and found[link - 1, _END] > found[m, _FIRST]:
            return True
        link = whole(desk.lists[links + link])
    return False


@inlined
def _sort_out(book: Book, found: Ints, desk: Desk, group: tuple[int, int, int], turned: bool) -> None:
    """Put everything found in a sentence where it belongs.

    group: the first found, one past the last, the first word. turned: whether there is a cue, else stops are idle.
    """
    desk.counts[_CUES : _KEPT + 1] = 0
    desk.counts[_SERIAL] += 1
    room, rules = len(desk.lists) // 4, len(book.rules)
    for m in range(group[0], group[1]):
        kind, of = book.patterns[found[m, _NUMBER], _KIND], book.patterns[found[m, _NUMBER], _OF]
        if kind in (UNLESS, UNLESS_IN_SENTENCE):
            _chain(desk, of + (rules if kind == UNLESS_IN_SENTENCE else 0), m)
        elif kind == STOP:
            if turned:
                desk.stop[found[m, _FIRST] - group[2]] = 1
        else:
            which = 0 if kind == TURN else (1 if kind == RULE else 2)
            n = desk.counts[_CUES + which]
            desk.lists[which * room + n] = m
            desk.counts[_CUES + which] = n + 1
            if kind == TURN:
                desk.keys[n] = (found[m, _FIRST] - group[2]) << 40 | (found[m, _END] - group[2]) << 20 | of


@inlined
def _lay_stops(marks: Bytes, stop: Ints, span: Span) -> None:
    """Turn marks of stops into the next stop from each word on."""
    following = _NO_STOP
    for w in range(span[1] - 1, span[0] - 1, -1):
        if stop[w - span[0]] or marks[w] & _BEGINS:
            following = w
        stop[w - span[0]] = following


@inlined
def _keep_cues(found: Ints, desk: Desk) -> None:
    """Put the cues in order and drop those that lie within a longer one: `no longer` is not `no`."""
    n, kept, wide, x, cues = desk.counts[_CUES], 0, 0, 0, desk.lists
    _sort(desk.keys, cues, whole(0), n)
    while x < n:
        first, y = found[cues[x], _FIRST], x
        while y < n and found[cues[y], _FIRST] == first:
            y += 1
        widest = found[cues[y - 1], _END]
        for z in range(x, y):
            if wide < widest and found[cues[z], _END] == widest:
                cues[kept] = cues[z]
                kept += 1
        x, wide = y, max(wide, widest)
    desk.counts[_CUES] = kept


@inlined
def _keep_places(heard: Heard, book: Book, found: Ints, desk: Desk, begin: int, in_log: int) -> None:
    """Drop what a rule withdraws itself, what is in another voice, and what a wider place of the same code holds."""
    n, rules, room, places = 0, len(book.rules), len(desk.lists) // 4, desk.lists
    for x in range(room, room + desk.counts[_PLACES]):
        m = whole(places[x])
        first, rule = found[m, _FIRST], whole(book.patterns[found[m, _NUMBER], _OF])
        voice, where = book.rules[rule, _VOICE], book.rules[rule, _WHERE]
        fits = voice == 0 or (voice == 1) == (heard.marks[first] & _QUOTED != 0)
        fits = fits and (where == 0 or (where == 1) == (in_log != 0))
        if fits and not _chained(desk, rules + rule) and not _overlaps(found, desk, rule, m):
            places[room + n] = m
            desk.keys[n] = (1 << 22) - (found[m, _END] - first) << 40 | (first - begin) << 20 | rule
            n += 1
    _sort(desk.keys, places, room, n)
    for x in range(room, room + n):
        m = whole(places[x])
        head = 2 * rules + book.rules[book.patterns[found[m, _NUMBER], _OF], _RULE_CODE]
        if not _overlaps(found, desk, head, m):
            _chain(desk, head, m)
            places[room + desk.counts[_KEPT]] = m
            desk.counts[_KEPT] += 1


@inner
def _reaches(book: Book, stop: Ints, turn: int, places: tuple[Span, Span], span: Span) -> bool:
    """Say whether a cue reaches a place of the same sentence. places: the cue's and that one."""
    (cue, cue_end), (first, end) = places
    direction, after, before = book.turns[turn, _DIRECTION], cue_end, first
    if direction & OVER:
        return cue < end and cue_end > first
    if cue >= first and cue_end <= end:
        return False
    if direction & SENTENCE:
        return True
    if cue >= first:
        after, before = end, cue
    if not direction & (FORWARD if cue < first else BACKWARD) or before - after > book.turns[turn, _REACH]:
        return False
    return after >= span[1] or stop[after - span[0]] > before


@inlined
def _turn(book: Book, found: Ints, desk: Desk, m: int, span: Span) -> None:
    """Work out, for each code that a place gives, the turn that wins there."""
    rule = book.patterns[found[m, _NUMBER], _OF]
    gives, many = book.rules[rule, _GIVES], book.rules[rule, _GIVES_END] - book.rules[rule, _GIVES]
    desk.counts[WORK] += desk.counts[_CUES]
    for g in range(many):
        desk.best[g] = -1
    for x in range(desk.counts[_CUES]):
        c = desk.lists[x]
        turn = whole(book.patterns[found[c, _NUMBER], _OF])
        kind, families = book.turns[turn, _TURN_KIND], book.turns[turn, _FAMILIES]
        cue = (whole(found[c, _FIRST]), whole(found[c, _END]))
        place = (whole(found[m, _FIRST]), whole(found[m, _END]))
        if book.rules[rule, _HEEDS] >> kind & 1 and _reaches(book, desk.stop, turn, (cue, place), span):
            for g in range(many):
                best = desk.best[g]
                if families >> book.gives[gives + g, 1] & 1 and (best < 0 or kind < book.turns[best, _TURN_KIND]):
                    desk.best[g] = turn


@inlined
def _state(piece: Ints, book: Book, found: Ints, desk: Desk, span: Span) -> int:
    """List what the places kept of a sentence state: their order in the text, then place, code and turn of each."""
    n, room, rows = 0, len(desk.lists) // 4, len(desk.stated) // 4
    for x in range(room, room + desk.counts[_KEPT]):
        m = whole(desk.lists[x])
        rule = book.patterns[found[m, _NUMBER], _OF]
        _turn(book, found, desk, m, span)
        start = whole(piece[found[m, _FIRST]] - piece[span[0]])
        end = whole(piece[found[m, _END] - 1] - piece[span[0]])
        for g in range(book.rules[rule, _GIVES], book.rules[rule, _GIVES_END]):
            code, row = book.gives[g, 0], rows + 3 * n
            desk.stated[row], desk.stated[row + 1] = m, code
            desk.stated[row + 2] = desk.best[g - book.rules[rule, _GIVES]]
            desk.keys[n], desk.stated[n] = start << 38 | end << 14 | code, n
            n += 1
    _sort(desk.keys, desk.stated, whole(0), whole(n))
    return n


@inlined
def _write(piece: Ints, book: Book, said: Ints, n: int, what: tuple[int, int, int, int], place: Span) -> None:
    """Write down a statement or clue that stands at a place. what: its owner, code, turn, text."""
    said[n, OWNER], said[n, CODE], said[n, TURNED_BY], said[n, TEXT] = what
    said[n, CONTEXT] = 0 if what[2] < 0 else 1 + book.turns[what[2], _TURN_KIND]
    said[n, FIRST_PIECE], said[n, LAST_PIECE] = piece[place[0]], piece[place[1] - 1]


@inlined
def _say_once(piece: Ints, book: Book, found: Ints, desk: Desk, said: Ints, spot: tuple[int, int]) -> None:
    """Write down each code once for a place, of the first rule that states it. spot: text, how many are listed."""
    x, rows = 0, len(desk.stated) // 4
    while x < spot[1]:
        y, best, rule = x, -1, 0
        while y < spot[1] and desk.keys[y] == desk.keys[x]:
            other = whole(desk.stated[y])
            owner = whole(book.patterns[found[desk.stated[rows + 3 * other], _NUMBER], _OF])
            if best < 0 or owner < rule or (owner == rule and other > best):
                best, rule = other, owner
            y += 1
        row = rows + 3 * best
        m, code, turn = desk.stated[row], whole(desk.stated[row + 1]), whole(desk.stated[row + 2])
        place = (whole(found[m, _FIRST]), whole(found[m, _END]))
        _write(piece, book, said, desk.counts[SAID], (rule, code, turn, spot[0]), place)
        desk.counts[SAID] += 1
        x = y


@inlined
def _name(piece: Ints, book: Book, found: Ints, desk: Desk, named: Ints, spot: tuple[int, int, int]) -> None:
    """Write down the clues of a sentence in the order of the text. spot: the sentence's words, the text."""
    many, clues = desk.counts[_CLUES], 2 * (len(desk.lists) // 4)
    for x in range(many):
        m = desk.lists[clues + x]
        start = whole(piece[found[m, _FIRST]] - piece[spot[0]])
        end = whole(piece[found[m, _END] - 1] - piece[spot[0]])
        clue = book.patterns[found[m, _NUMBER], _OF]
        desk.keys[x] = start << 44 | end << 24 | clue << 10 | (found[m, _FIRST] - spot[0]) & 1023
    _sort(desk.keys, desk.lists, clues, many)
    for x in range(many):
        m, turn = desk.lists[clues + x], -1
        first, end = whole(found[m, _FIRST]), whole(found[m, _END])
        for y in range(desk.counts[_CUES] - 1, -1, -1):
            of, after = book.patterns[found[desk.lists[y], _NUMBER], _OF], found[desk.lists[y], _END]
            near = 0 <= first - after <= book.clue_reach and desk.stop[after - spot[0]] > first
            if near and book.clue_turns >> book.turns[of, _TURN_KIND] & 1:
                turn = of
        clue = whole(book.patterns[found[m, _NUMBER], _OF])
        _write(piece, book, named, desk.counts[NAMED], (clue, whole(0), whole(turn), spot[2]), (first, end))
        desk.counts[NAMED] += 1


@inlined
def _group(sentence: Ints, book: Book, found: Ints, m: int) -> tuple[int, bool, bool]:
    """Give where what was found in the sentence of a pattern ends, whether anything is said there, and any cue."""
    here, says, turned = sentence[found[m, _FIRST]], False, False
    while m < len(found) and sentence[found[m, _FIRST]] == here:
        kind = book.patterns[found[m, _NUMBER], _KIND]
        says = says or kind in (RULE, CLUE)
        turned = turned or kind == TURN
        m += 1
    return m, says, turned


@inlined
def _span(sentence: Ints, stop: Ints, w: int) -> Span:
    """Give the words of the sentence that a word is in, and lay no stop there yet."""
    begin, end = w, w + 1
    while begin and sentence[begin - 1] == sentence[w]:
        begin -= 1
    while end < len(sentence) and sentence[end] == sentence[w]:
        end += 1
    for x in range(end - begin):
        stop[x] = 0
    return begin, end


@kernel
def hold(heard: Heard, book: Book, found: Ints, desk: Desk, said: Ints, named: Ints) -> None:
    """Write down what each sentence states, and its clues."""
    m, t = whole(0), whole(0)
    desk.counts[SAID], desk.counts[NAMED], desk.counts[WORK] = 0, 0, 0
    while m < len(found):
        after, says, turned = _group(heard.sentence, book, found, m)
        if says:
            first = whole(found[m, _FIRST])
            while heard.after[t] <= first:
                t += 1
            span = _span(heard.sentence, desk.stop, first) if turned else (first, first)
            _sort_out(book, found, desk, (m, after, span[0]), turned)
            if turned:
                _lay_stops(heard.marks, desk.stop, span)
                _keep_cues(found, desk)
            _keep_places(heard, book, found, desk, span[0], heard.in_log[t])
            listed = _state(heard.piece, book, found, desk, span)
            _say_once(heard.piece, book, found, desk, said, (t, listed))
            _name(heard.piece, book, found, desk, named, (span[0], span[1], t))
        m = after
