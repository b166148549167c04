"""Whether two reports may be about the same two people although one of them names them only in part.

A caller gives "Ceri" and "Dale", a control room types "Mum", a second force mishears a surname: linking persons weighs
whole names and leaves such reports alone. Here both sides are held beside each other. What comes of it is a question;
a join only where a later report says that the earlier one belongs with it.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import timedelta
from difflib import SequenceMatcher
from enum import IntEnum
from functools import lru_cache
from itertools import combinations, product

from heeded.assemble.clues import Known
from heeded.assemble.groups import Groups, Key
from heeded.assemble.naming import Words, telling
from heeded.assemble.standing import Party, Standing
from heeded.assemble.values import Values

BOTH = "both sides of the two reports agree as far as they are named, and no other course does"
VICTIM = "the victims' names are nearly alike, and the suspects did a like thing or the same number stands in both"
PLACE = "the victims agree as far as they are named, and the same people or the same street stand in both reports"
KIN = "the suspects' names agree, the victim of one report is not named, and somebody in both bears her name or number"
FAMILY = "the suspects agree as far as they are named, and the words of one report name the victim of the other"
HEAD = 3
"""Names are only held beside each other where their first letters agree, or those of another form of them."""
LIKE = 0.8
"""Share of letters in which two spellings of one name agree, by difflib."""
LIKE_IF_SAID = 0.7
"""The same where a later report says that the earlier one belongs with it."""
LONG = 5
"""Shorter names differ by a letter and are another name."""
Forms = Mapping[str, frozenset[str]]


class Fit(IntEnum):
    """How far two people agree."""

    AGAINST = 0
    SILENT = 1
    PART = 2
    FULL = 3
    SAME = 4


@dataclass(frozen=True, slots=True)
class Around:
    """What stands in one report beside its victim and suspect: contacts and surnames of the others, streets."""

    contacts: frozenset[str] = frozenset()
    surnames: frozenset[str] = frozenset()
    streets: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Stage:
    """Everything that decides whether two reports may be about the same two people."""

    known: Mapping[str, Known]
    around: Mapping[str, Around]
    words: Mapping[str, Words]
    acts: Mapping[str, Set[str]]
    values: Values
    fits: dict[tuple[str, str, float], Fit] = field(default_factory=dict)
    """How far two persons agree, once it was looked at."""

    def of(self, party: Party) -> Known:
        """Give what is known of one side."""
        return self.known.get(party.person or "", NOBODY)

    def beside(self, report: str) -> Around:
        """Give what else stands in a report."""
        return self.around.get(report, NOTHING)


NOBODY = Known()
NOTHING = Around()


def fit(a: Party, b: Party, stage: Stage, like: float = LIKE) -> Fit:
    """Give how far two people agree in what is known of each; silent where one of them has no name."""
    if a.person is None or b.person is None:
        return Fit.SILENT
    if a.person == b.person:
        return Fit.SAME
    key = (a.person, b.person, like)
    if key not in stage.fits:
        stage.fits[key] = _fit(stage.of(a), stage.of(b), stage.values.short_forms, like)
    return stage.fits[key]


def _fit(first: Known, second: Known, forms: Forms, like: float) -> Fit:
    said = [_agree(first.forenames, second.forenames, forms, like), _agree(first.surnames, second.surnames, {}, LIKE)]
    if False in said or (first.born and second.born and not first.born & second.born):
        return Fit.AGAINST
    return Fit(Fit.SILENT + said.count(True))


def _agree(a: Set[str], b: Set[str], forms: Forms, like: float = LIKE) -> bool | None:
    """Say whether one of the names is the other; nothing where a side has none."""
    if not a or not b:
        return None
    return any(alike(x, y, forms, like) for x, y in product(a, b))


def alike(a: str, b: str, forms: Forms, like: float = LIKE) -> bool:
    """Say whether two names may be one: a form, the first of two, an initial, or a slip in a long name."""
    if a == b or b in forms.get(a, ()) or a.split()[0] == b.split()[0]:
        return True
    if min(len(a), len(b)) == 1:
        return a[0] == b[0]
    return min(len(a), len(b)) >= LONG and _ratio(a, b) >= like


@lru_cache(maxsize=1 << 16)
def _ratio(a: str, b: str) -> float:
    return SequenceMatcher(None, a, b, autojunk=False).ratio()


def neighbours(pairs: Sequence[Standing], groups: Groups, stage: Stage) -> list[tuple[Standing, Standing]]:
    """Give the pairs of reports of two courses worth holding beside each other, the earlier first, in order.

    What more reports share than `likely_at_most` tells nobody from anybody, and proposes nothing.
    """
    blocks: defaultdict[tuple[str, ...], list[Standing]] = defaultdict(list)
    for standing in pairs:
        for key in set(_keys(standing, stage)):
            blocks[key].append(standing)
    found: dict[tuple[Key, Key], tuple[Standing, Standing]] = {}
    for those in blocks.values():
        if 1 < len(those) <= stage.values.likely_at_most:
            found.update(((a.key, b.key), (a, b)) for a, b in combinations(those, 2) if _two(a, b, groups))
    return sorted(found.values(), key=lambda p: (p[0].order, p[1].order))


def _two(a: Standing, b: Standing, groups: Groups) -> bool:
    return a.report_id != b.report_id and groups.of(a.key) != groups.of(b.key)


def _keys(standing: Standing, stage: Stage) -> Iterator[tuple[str, ...]]:
    victim, suspect = stage.of(standing.victim), stage.of(standing.suspect)
    hers, his = _heads(victim, stage.values.short_forms), _heads(suspect, stage.values.short_forms)
    yield from (("both", *pair) for pair in product(hers, his))
    yield from (("her", *pair) for pair in product(_short(victim.forenames), _short(victim.surnames)))
    yield from (("initial", *pair) for pair in product(victim.forenames, (n[:1] for n in victim.surnames)))
    yield from (("surname", name) for name in victim.surnames)
    yield from (("suspect", person) for person in [standing.suspect.person] if person is not None)
    yield from (("him", *pair) for pair in product(_short(suspect.forenames), _short(suspect.surnames)))
    beside = stage.beside(standing.report_id)
    yield from (("contact", value) for value in beside.contacts)
    yield from (("street", *pair) for pair in product(beside.streets, hers))


def _heads(known: Known, forms: Forms) -> set[str]:
    other = set[str]().union(*(forms.get(n, ()) for n in known.forenames))
    return {f"f {h}" for h in _short(known.forenames | other)} | {f"s {h}" for h in _short(known.surnames)}


def _short(names: Set[str]) -> set[str]:
    return {n[:HEAD] for n in names if n}


def likely(a: Standing, b: Standing, stage: Stage) -> str | None:
    """Say why two reports may be about the same two people, if they may; nothing where the victim is one already."""
    if abs(b.at - a.at) > timedelta(days=stage.values.likely_within_days):
        return None
    victims = fit(a.victim, b.victim, stage)
    if victims is Fit.SAME:
        return None
    suspects = fit(a.suspect, b.suspect, stage)
    if suspects is Fit.AGAINST:
        return None
    if victims is Fit.AGAINST:
        return FAMILY if suspects >= Fit.PART and _named_in_words(a, b, suspects, stage) else None
    if victims is Fit.SILENT:
        return KIN if suspects >= Fit.FULL and _kin(a, b, stage) else None
    if suspects >= Fit.PART:
        return BOTH
    if victims is Fit.FULL:
        return VICTIM if _somebody(a, b, stage) or _like_act(a, b, stage) else None
    return PLACE if _somebody(a, b, stage) or _street(a, b, stage) else None


def _somebody(a: Standing, b: Standing, stage: Stage) -> bool:
    return not stage.beside(a.report_id).contacts.isdisjoint(stage.beside(b.report_id).contacts)


def _like_act(a: Standing, b: Standing, stage: Stage) -> bool:
    """Say whether both tell of one act, not long apart, and nothing that both victims gave differs."""
    first, second = stage.of(a.victim).values, stage.of(b.victim).values
    if (first and second and not first & second) or b.at - a.at > timedelta(days=stage.values.unknown_thread_gap_days):
        return False
    alike = stage.acts.get(a.report_id, frozenset()) & stage.acts.get(b.report_id, frozenset())
    return not alike <= set(stage.values.acts_that_tell_nothing)


def _street(a: Standing, b: Standing, stage: Stage) -> bool:
    return not stage.beside(a.report_id).streets.isdisjoint(stage.beside(b.report_id).streets)


def _kin(a: Standing, b: Standing, stage: Stage) -> bool:
    return _somebody(a, b, stage) or any(
        not stage.beside(x.report_id).surnames.isdisjoint(stage.of(y.victim).surnames) for x, y in ((a, b), (b, a))
    )


def _named_in_words(a: Standing, b: Standing, suspects: Fit, stage: Stage) -> bool:
    """Say whether the words of one report name the other's victim: a forename where they share a surname."""
    kin = bool(_agree(stage.of(a.victim).surnames, stage.of(b.victim).surnames, {}))
    return any(
        bool(stage.words.get(x.report_id, Words()).name(names))
        for x, y in ((a, b), (b, a))
        for names in [_telling(stage.of(y.victim), stage.of(x.victim), kin, suspects, stage)]
    )


def _telling(whose: Known, other: Known, kin: bool, suspects: Fit, stage: Stage) -> set[str]:
    """Give the names that tell this victim in words: any forename in a family, else rare ones and a known suspect."""
    if kin:
        return whose.forenames - other.names
    if suspects < Fit.FULL:
        return set()
    return telling(whose.names, other.names, frozenset(stage.values.names_that_are_words))
