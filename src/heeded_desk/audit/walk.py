"""Walking along a chain, entry by entry, with nothing held in memory but the last few hashes."""

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from heeded_desk.audit.chain import FIRST, Saying, hash_of

RECENT = 1000
"""Hashes that are held to tell a fork from an exchange."""


class Wrong(StrEnum):
    """What can be wrong with a chain, each with its sentence."""

    CHANGED = "Entry {n} was changed after it was written."
    REWRITTEN = "Entry {n} was exchanged for another: the one after it was made to follow what stood there before."
    FORKED = "The chain forks: entry {n} follows an entry that another one follows already."
    CUT_OUT = "Entry {n} was cut out."
    CUT_AT_END = "The chain was cut at its end: entry {n} is missing, and the head knows of it."
    HEAD_BEHIND = "Entry {n} stands after the head: the head was turned back."
    HEAD_CHANGED = "The head no longer names entry {n} as it was written."
    NO_HEAD = "The head of the chain is missing."
    NOT_AS_ANCHORED = "Entry {n} is not what the anchor names: it was cut at the end or written anew."
    UNREADABLE = "Line {n} of the file is no entry."
    UNGUARDED = "The database no longer guards the audit against changes: its triggers were taken off."


@dataclass(frozen=True, slots=True)
class Fault:
    """The first bad number, and what is wrong there."""

    number: int
    wrong: Wrong

    def __str__(self) -> str:
        return self.wrong.value.format(n=f"{self.number:,}")


class Walk:
    """A walk along a chain, begun at its start or where an earlier walk came to.

    number, hash: of the last entry that was found good. anchors: hash by number, as kept elsewhere. recent: hashes of
    entries before. part: whether a selection is walked, of which each entry is held against its own hash alone.
    """

    def __init__(
        self,
        number: int = 0,
        last: str = FIRST,
        anchors: Mapping[int, str] | None = None,
        recent: Iterable[str] = (),
        part: bool = False,
    ) -> None:
        self.number, self.hash = number, last
        self._anchors = dict(anchors or {})
        self._recent = deque(recent, maxlen=RECENT)
        self._part = part

    def take(self, entry: Saying) -> Fault | None:
        """Hold the next entry against the chain so far; gives what is wrong with it."""
        wrong = self._order(entry) or self._content(entry)
        if wrong:
            return wrong
        self._recent.append(self.hash)
        self.number, self.hash = entry.number, entry.hash
        return None

    def _order(self, entry: Saying) -> Fault | None:
        if self._part or entry.number == self.number + 1:
            return None
        return Fault(
            *((self.number + 1, Wrong.CUT_OUT) if entry.number > self.number else (entry.number, Wrong.FORKED))
        )

    def _content(self, entry: Saying) -> Fault | None:
        if not _is_its_own(entry):
            return Fault(entry.number, Wrong.CHANGED)
        if not self._part and entry.previous != self.hash:
            forked = entry.previous in self._recent
            number = entry.number if forked else max(self.number, 1)
            return Fault(number, Wrong.FORKED if forked else Wrong.REWRITTEN)
        if self._anchors.pop(entry.number, entry.hash) != entry.hash:
            return Fault(entry.number, Wrong.NOT_AS_ANCHORED)
        return None

    def end(self, goal: int, goal_hash: str, last: int) -> Fault | None:
        """Hold the end of the chain against its head and the anchors; gives what is wrong.

        goal, goal_hash: what the head names. last: the highest number that there is.
        """
        if self.number < goal:
            return Fault(self.number + 1, Wrong.CUT_AT_END)
        if last > goal:
            return Fault(goal + 1, Wrong.HEAD_BEHIND)
        if self.hash != goal_hash:
            return Fault(goal, Wrong.HEAD_CHANGED)
        return Fault(min(self._anchors), Wrong.NOT_AS_ANCHORED) if self._anchors else None


def _is_its_own(entry: Saying) -> bool:
    """Say whether an entry bears the hash of what it says; one that a database gave back in pieces does not."""
    try:
        return entry.hash == hash_of(entry)
    except (AttributeError, TypeError, ValueError):
        return False
