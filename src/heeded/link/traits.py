"""What a mention, and a group of mentions, is known under, and whether two groups can be one person.

The rules are those of compare.py, said again in Python, because groups grow while they are joined.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from typing import NamedTuple, TypeVar

T = TypeVar("T")


class Name(NamedTuple):
    """A name as typed once; None where a part was not typed."""

    forename: str | None = None
    surname: str | None = None
    root: str | None = None
    root_2: str | None = None
    listed: bool = False


NOBODY = Name()


class Traits(NamedTuple):
    """What one mention says of a person that the person cannot share with a household."""

    name: Name = NOBODY
    dob: str | None = None
    own: tuple[str, ...] = ()
    """Accounts, numbers, homes: what lets a changed surname pass."""

    @property
    def full_dob(self) -> str | None:
        """The date of birth where all of it is known."""
        return self.dob if self.dob and len(self.dob) == 10 else None

    @property
    def anchors(self) -> tuple[str, ...]:
        """What lets a changed surname pass, the date of birth among it."""
        return (*self.own, *([self.full_dob] if self.full_dob else []))


NOTHING = Traits()


@dataclass(slots=True)
class Profile:
    """What a group of mentions is known under, each as often as it was typed."""

    names: dict[Name, int]
    dobs: dict[str, int]
    own: set[str]

    def add(self, other: "Profile") -> None:
        """Take in what another group is known under."""
        for name, times in other.names.items():
            self.names[name] = self.names.get(name, 0) + times
        for dob, times in other.dobs.items():
            self.dobs[dob] = self.dobs.get(dob, 0) + times
        self.own |= other.own


def profile_of(traits: Traits) -> Profile:
    """Give the profile of a group of one."""
    return Profile(
        {traits.name: 1} if traits.name.forename or traits.name.surname else {},
        {traits.full_dob: 1} if traits.full_dob else {},
        set(traits.anchors),
    )


def at_odds(traits: Iterable[Traits]) -> bool:
    """Say whether any two names or dates of birth among these cannot be one person's."""
    known = list(traits)
    names = {t.name for t in known}
    dobs = {t.full_dob for t in known} - {None}
    return any(forenames_differ(a, b) or surnames_differ(a, b) for a, b in combinations(names, 2)) or any(
        dates_differ(str(a), str(b)) for a, b in combinations(dobs, 2)
    )


def clash(a: Profile, b: Profile, share: float) -> bool:
    """Say whether more than a share of two groups' forenames, surnames or dates of birth cannot be one person's."""
    return (
        other_forename(a, b, share)
        or (a.own.isdisjoint(b.own) and _unlike(a.names, b.names, surnames_differ, share))
        or _unlike(a.dobs, b.dobs, dates_differ, share)
    )


def other_forename(a: Profile, b: Profile, share: float) -> bool:
    """Say whether more than a share of two groups' forenames cannot be one person's."""
    same_day = not a.dobs.keys().isdisjoint(b.dobs.keys())
    return _unlike(a.names, b.names, forenames_far if same_day else forenames_differ, share)


def _unlike(a: Mapping[T, int], b: Mapping[T, int], differ: Callable[[T, T], bool | None], share: float) -> bool:
    """Say whether more than the share of the pairs that can be compared differ."""
    if len(a) == 1 and a.keys() == b.keys():
        return False
    compared = unlike = 0
    for one, times in a.items():
        for other, often in b.items():
            answer = differ(one, other)
            if answer is not None:
                compared += times * often
                unlike += times * often * answer
    return unlike > share * compared


def forenames_differ(a: Name, b: Name) -> bool | None:
    """Say whether two forenames cannot be one person's; None where one was not typed."""
    if a.forename is None or b.forename is None:
        return None
    return not (forenames_agree(a, b) or _turned(a, b))


def forenames_far(a: Name, b: Name) -> bool | None:
    """Say the same between people born on the same day one letter is a slip, though both spellings be names."""
    differ = forenames_differ(a, b)
    return differ and not _within(str(a.forename), str(b.forename), 1, 2)


def surnames_differ(a: Name, b: Name) -> bool | None:
    """Say whether two surnames cannot be one person's; None where one was not typed."""
    if a.surname is None or b.surname is None:
        return None
    return not (surnames_agree(a.surname, b.surname) or _turned(a, b))


def _turned(a: Name, b: Name) -> bool:
    return a.forename == b.surname and b.forename == a.surname


@lru_cache(maxsize=1 << 16)
def forenames_agree(a: Name, b: Name) -> bool:
    """Say whether two forenames can be one person's: the same, short forms of one another, or mistyped."""
    first, second = str(a.forename), str(b.forename)
    if first == second or a.root == b.root or a.root == b.root_2 or (a.root_2 is not None and a.root_2 == b.root):
        return True
    if a.listed and b.listed:
        return False
    shorter, one_listed = min(len(first), len(second)), a.listed or b.listed
    return (
        _within(first, second, 1, 2 if one_listed and max(len(first), len(second)) >= 3 else 4)
        or _within(first, second, 2, 7 if one_listed else 4)
        or (shorter >= 3 and (first.startswith(second) or second.startswith(first)))
    )


@lru_cache(maxsize=1 << 16)
def surnames_agree(a: str, b: str) -> bool:
    """Say whether two surnames can be one person's: the same, mistyped, or a part of the other."""
    return (
        a == b
        or _within(a, b, 1, 3)
        or _within(a, b, 2, 7)
        or (a[:3] == b[:3] and _within(a, b, 2, 5))
        or f" {a} " in f" {b} "
        or f" {b} " in f" {a} "
    )


def dates_differ(a: str, b: str) -> bool:
    """Say whether two full dates of birth are more than a slip apart."""
    swapped = a[:4] == b[:4] and a[5:7] == b[8:] and a[8:] == b[5:7]
    return a[:4] != b[:4] and not swapped and distance(a, b) > 1


def _within(a: str, b: str, most: int, shortest: int) -> bool:
    return min(len(a), len(b)) >= shortest and abs(len(a) - len(b)) <= most and distance(a, b) <= most


@lru_cache(maxsize=1 << 16)
def distance(a: str, b: str) -> int:
    """Give Levenshtein's distance. What both begin and end with alike, which in a slip is nearly all, costs nothing."""
    begin, end = 0, min(len(a), len(b))
    while begin < end and a[begin] == b[begin]:
        begin += 1
    end -= begin
    alike = 0
    while alike < end and a[-1 - alike] == b[-1 - alike]:
        alike += 1
    return _distance(a[begin : len(a) - alike], b[begin : len(b) - alike])


def _distance(a: str, b: str) -> int:
    if not a or not b:
        return len(a) + len(b)
    row = list(range(len(b) + 1))
    for at, letter in enumerate(a, start=1):
        before, row[0] = row[0], at
        for n, other in enumerate(b, start=1):
            before, row[n] = row[n], min(row[n] + 1, row[n - 1] + 1, before + (letter != other))
    return row[-1]
