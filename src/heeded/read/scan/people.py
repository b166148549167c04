"""Who a word can stand for in a report: pronouns by the sexes that the words tell, and names by what was typed."""

from typing import NamedTuple

from heeded.read.scan.kernel import Bytes, Ints, Longs, Shorts, inlined, inner, kernel, whole
from heeded.read.scan.states import KIND_BITS, MARK_BITS
from heeded.read.scan.words import Words

BEGINS = 4
"""A mark of a word beside those of its piece: a person begins a new clause with it."""

ALONE, FIRST, SECOND = 1, 2, 4
"""What a word can be in a phrase that tells the sex of somebody: all of it, its first word, its second."""

FEMALE, MALE = 8, 16
"""What a word tells as a forename."""

FORENAME = 128
"""A bit beside the marks of a name: it was typed as a forename."""

NOBODY = 0
_MARKS = (1 << MARK_BITS) - 1
_KINDS = 8
_TYPED = 2 * _KINDS
_AFTER_PAUSE, _NAMEABLE, _NO_CLAUSE = 1, 2, 16
_HINT = 2**57 - 1


class Lexicon(NamedTuple):
    """Of each word: its class, its marks, and its number among the words that tell of persons; 0 where it is none.

    hints, mark_hints: of each class and each set of marks, what walk.py tells edges by.
    """

    kinds: Ints
    flags: Bytes
    persons: Shorts
    hints: Longs
    mark_hints: Longs


class Persons(NamedTuple):
    """Pronouns, and the phrases that tell the sexes of victim and suspect.

    pronouns: for each of 81 states of knowledge, likely and sure, the marks of each of these words. phrases: kind
    (victim female, victim male, suspect female, suspect male, four more for sure), length, words; phrases_at: where
    those lie that begin with one of these words. part: which of ALONE, FIRST and SECOND each of these words can be in
    a phrase; FEMALE, MALE as a forename.
    """

    pronouns: Bytes
    phrases_at: Ints
    phrases: Ints
    part: Bytes


class Reports(NamedTuple):
    """The last text of each report, and the words that were typed as names into it, with the marks of their roles.

    sexes: what was typed of victims and suspects, as bits in the order of the kinds of phrases.
    """

    after: Longs
    sexes: Bytes
    names_after: Longs
    names: Ints
    name_marks: Bytes


class Known(NamedTuple):
    """What is known in one report: the marks of names, its first words, how often each kind of phrase was told.

    votes: by kind; by kind where the last ended; what was typed, as bits.
    """

    marks: Bytes
    first: Ints
    votes: Longs


@inlined
def _stands(persons: Persons, first: Ints, i: int, n: int, x: int) -> bool:
    """Say whether a phrase stands at a place among the words."""
    length, same = persons.phrases[x + 1], 0
    if i + length <= n:
        while same < length and first[i + same] == persons.phrases[x + 2 + same]:
            same += 1
    return bool(same == length)


@inlined
def _first_words(words: Words, first: Ints, begin: int, end: int) -> int:
    """Write down the first words of a report, as many as are looked at; gives how many."""
    n = 0
    for w in range(begin, end):
        if words.word[w] != NOBODY:
            first[n] = words.word[w]
            n += 1
            if n == len(first):
                break
    return n


@inlined
def _count_votes(lexicon: Lexicon, persons: Persons, known: Known, n: int) -> None:
    """Count the phrases of each kind among the first words; within one that was counted no other of its kind is."""
    known.votes[:_TYPED] = 0
    follows = lexicon.persons[known.first[0]] if n else 0
    for i in range(n):
        person, follows = follows, lexicon.persons[known.first[i + 1]] if i + 1 < n else 0
        part = persons.part[person]
        if part & ALONE or (part & FIRST and persons.part[follows] & SECOND):
            x = whole(persons.phrases_at[person])
            while x < persons.phrases_at[person + 1]:
                kind = persons.phrases[x]
                if i >= known.votes[_KINDS + kind] and _stands(persons, known.first, i, n, x):
                    known.votes[kind] += 1
                    known.votes[_KINDS + kind] = i + persons.phrases[x + 1]
                x += 2 + persons.phrases[x + 1]


@inlined
def _winner(typed: int, female: int, male: int) -> int:
    """Give 1 for female, 2 for male, 0 where neither what was typed nor else the words tell."""
    if typed:
        return typed % 3
    if female == male:
        return 0
    return 1 if female > male else 2


@inlined
def _state(known: Known) -> int:
    """Give what is likely of the sexes of victim and suspect, as one of nine."""
    typed, votes = known.votes[_TYPED], known.votes
    victim = _winner(typed & 3, votes[0], votes[1])
    return whole(3 * victim + _winner(typed >> 2, votes[2], votes[3]))


@inlined
def _sole(typed: int, female: int, male: int) -> int:
    """Give the same where no word tells of the other sex, else 0."""
    return 0 if not typed and female and male else _winner(typed, female, male)


@inlined
def _sure_state(known: Known) -> int:
    """Give what is surely known; the suspect's sex also where all words speak for it."""
    typed, votes = known.votes[_TYPED], known.votes
    victim, suspect = _sole(typed & 3, votes[4], votes[5]), _sole(typed >> 2, votes[6], votes[7])
    if victim and not suspect:
        lone = _sole(typed >> 2, votes[2], votes[3])
        suspect = lone if lone != victim else 0
    return whole(3 * victim + suspect)


@inner
def _know_names(lexicon: Lexicon, persons: Persons, reports: Reports, known: Known, span: tuple[int, int]) -> None:
    """Take note of the names of a report, and of the sexes that forenames tell."""
    for x in range(span[0], span[1]):
        name, marks = reports.names[x], whole(reports.name_marks[x])
        if lexicon.flags[name] & _NAMEABLE:
            known.marks[name] |= marks & _MARKS
        if marks & FORENAME and lexicon.persons[name]:
            told = persons.part[lexicon.persons[name]] // FEMALE
            known.votes[_TYPED] |= told * (marks & 1) | (told * (marks >> 1 & 1)) << 2


@inlined
def _forget_names(reports: Reports, known: Known, span: tuple[int, int]) -> None:
    """Let the names of a report be words like others again."""
    for x in range(span[0], span[1]):
        known.marks[reports.names[x]] = 0


@inlined
def _mark_words(words: Words, lexicon: Lexicon, known: Known, pronouns: Bytes, span: tuple[int, int, int]) -> None:
    """Give every word of a report its symbol. span: its words; where what pronouns stand for in this report begins."""
    for w in range(span[0], span[1]):
        word = words.word[w]
        marks = whole(known.marks[word])
        if lexicon.persons[word]:
            marks |= pronouns[span[2] + lexicon.persons[word]]
        kind = lexicon.kinds[word]
        hint = lexicon.hints[kind]
        words.symbol[w], words.hint[w] = (
            marks << KIND_BITS | kind,
            hint & _HINT | lexicon.mark_hints[marks] << (hint >> 57 << 3),
        )
        if marks and words.marks[w] & _AFTER_PAUSE and not lexicon.flags[word] & _NO_CLAUSE:
            words.marks[w] |= BEGINS


@kernel
def mark(words: Words, lexicon: Lexicon, persons: Persons, reports: Reports, known: Known) -> None:
    """Give every word the symbol by which patterns go on, report by report."""
    begin, names = whole(0), whole(0)
    width = len(persons.phrases_at) - 1
    for r in range(len(reports.after)):
        end, names_end = words.after[reports.after[r] - 1], reports.names_after[r]
        known.votes[_TYPED] = reports.sexes[r]
        _know_names(lexicon, persons, reports, known, (names, names_end))
        n = _first_words(words, known.first, begin, end)
        _count_votes(lexicon, persons, known, n)
        state = 9 * _state(known) + _sure_state(known)
        _mark_words(words, lexicon, known, persons.pronouns, (begin, end, state * width))
        _forget_names(reports, known, (names, names_end))
        begin, names = end, names_end
