"""Whether two reports may be about the same two people although one of them names them only in part.

A caller gives "Ceri" and "Dale", a control room types "Mum", a second force mishears a surname: linking persons weighs
whole names and leaves such reports alone. Here both sides are held beside each other. What comes of it is a question;
a join only where a later report says that the earlier one belongs with it.
"""

from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from enum import IntEnum
from functools import lru_cache
from itertools import product

from heeded.assemble.clues import Known, Stated
from heeded.assemble.naming import Text, Words
from heeded.assemble.standing import Party
from heeded.assemble.told import Told
from heeded.assemble.values import Values

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
    """What stands in one report beside its victim and suspect: contacts and surnames of the others, streets, homes."""

    contacts: frozenset[str] = frozenset()
    surnames: frozenset[str] = frozenset()
    streets: frozenset[str] = frozenset()
    homes: frozenset[str] = frozenset()
    """House number and street, or house number and postcode."""


@dataclass(frozen=True, slots=True)
class Stage:
    """Everything that decides whether two reports may be about the same two people."""

    known: Mapping[str, Known]
    around: Mapping[str, Around]
    acts: Mapping[str, Set[str]]
    values: Values
    stated: Mapping[str, Stated] = field(default_factory=dict)
    texts: Mapping[str, Text] = field(default_factory=dict)
    told: Told = field(default_factory=Told)
    spoken: dict[str, Words] = field(default_factory=dict)
    """The words of a report, once they were asked for."""
    fits: dict[tuple[str, str, float], Fit] = field(default_factory=dict)
    """How far two persons agree, once it was looked at."""

    def of(self, party: Party) -> Known:
        """Give what is known of one side."""
        return self.known.get(party.person or "", NOBODY)

    def beside(self, report: str) -> Around:
        """Give what else stands in a report."""
        return self.around.get(report, NOTHING)

    def written(self, report: str) -> Text:
        """Give what is written in a report."""
        return self.texts.get(report, SILENCE)

    def words_of(self, report: str) -> Words:
        """Give the words of a report."""
        if report not in self.spoken:
            self.spoken[report] = self.written(report).words
        return self.spoken[report]

    def states(self, report: str) -> Stated:
        """Give what a report states beside its details."""
        return self.stated.get(report, UNSAID)


NOBODY = Known()
NOTHING = Around()
SILENCE = Text()
UNSAID = Stated()


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
    if first.born and second.born and not first.born & second.born:
        return Fit.AGAINST
    said = [
        agree(first.forenames, second.forenames, forms, like),
        agree(first.surnames, second.surnames, {}, LIKE),
    ]
    straight = Fit.AGAINST if False in said else Fit(Fit.SILENT + said.count(True))
    return max(straight, _crossed(first, second))


def _crossed(first: Known, second: Known) -> Fit:
    """Give how far names agree that were typed into each other's field."""
    ways = first.forenames & second.surnames, first.surnames & second.forenames
    if all(ways):
        return Fit.FULL
    half = not (first.forenames and first.surnames and second.forenames and second.surnames)
    return Fit.PART if half and any(ways) else Fit.AGAINST


def agree(a: Set[str], b: Set[str], forms: Forms, like: float = LIKE) -> bool | None:
    """Say whether one of the names is the other; nothing where a side has none."""
    if not a or not b:
        return None
    return any(alike(x, y, forms, like) for x, y in product(a, b))


def alike(a: str, b: str, forms: Forms, like: float = LIKE) -> bool:
    """Say whether two names may be one: a form, one of two, an initial, or a slip in a long name."""
    if a == b or b in forms.get(a, ()) or a.split()[0] == b.split()[0] or _one_of_two(a, b):
        return True
    if min(len(a), len(b)) == 1:
        return a[0] == b[0]
    return min(len(a), len(b)) >= LONG and _ratio(a, b) >= like


def _one_of_two(a: str, b: str) -> bool:
    """Say whether one is the later half of the other, as Pike is of Halvorsen-Pike."""
    return a in b.split() or b in a.split()


@lru_cache(maxsize=1 << 16)
def _ratio(a: str, b: str) -> float:
    return SequenceMatcher(None, a, b, autojunk=False).ratio()
