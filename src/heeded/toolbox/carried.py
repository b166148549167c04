"""Ids that outlive what they name: carried on to the group that shares most, and each merge or split told."""

import base64
import hashlib
from collections import defaultdict
from collections.abc import Container, Mapping, Sequence
from typing import NamedTuple

SHORT = 12

Members = Mapping[str, frozenset[str]]
"""What stands in each group, by the id of the group."""


class Move(NamedTuple):
    """What became of an id: its group went over into another (merge), or a part of it did (split)."""

    change: str
    before: str
    after: str


def short_hash(*parts: str) -> str:
    """Give twelve letters and digits that follow from the parts alone."""
    digest = hashlib.sha256("\x1f".join(parts).encode()).digest()
    return base64.b32encode(digest).decode()[:SHORT]


def carried(
    groups: Sequence[frozenset[str]], fresh: Sequence[str], previous: Members, given: Container[str] = ()
) -> list[str]:
    """Give an id for each group: that of the earlier group it shares most with, else its own.

    fresh: the id that each group would bear by itself. previous: the earlier groups that share anything with these.
    given: ids that were ever given; none is given again to another group.
    """
    ids = _kept(groups, fresh, previous)
    taken = set(ids.values()) | previous.keys()
    return [ids.get(n) or _free(fresh[n], taken, given) for n in range(len(groups))]


def _free(wanted: str, taken: set[str], given: Container[str]) -> str:
    candidate, turn = wanted, 1
    while candidate in taken or candidate in given:
        turn += 1
        candidate = wanted[:2] + short_hash(wanted, str(turn))
    taken.add(candidate)
    return candidate


def _kept(groups: Sequence[frozenset[str]], fresh: Sequence[str], previous: Members) -> dict[int, str]:
    before = _groups_of(previous)
    shared = []
    for n, those in enumerate(groups):
        for old in {g for member in those for g in before.get(member, ())}:
            shared.append((-len(those & previous[old]), fresh[n] != old, old, fresh[n], n))
    ids: dict[int, str] = {}
    given: set[str] = set()
    for _, _, old, _, n in sorted(shared):
        if n not in ids and old not in given:
            ids[n] = old
            given.add(old)
    return ids


def moves(now: Members, previous: Members) -> list[Move]:
    """Tell of every member that left one group for another: a merge, or a split where the old group lives on."""
    was, is_now = _groups_of(previous), _groups_of(now)
    found = {
        (old, new)
        for member in was.keys() & is_now.keys()
        for old in was[member] - is_now[member]
        for new in is_now[member] - was[member] or (is_now[member] if old not in now else frozenset())
    }
    return [Move("split" if old in now else "merge", old, new) for old, new in sorted(found)]


def _groups_of(members: Members) -> dict[str, frozenset[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for group, those in members.items():
        for member in those:
            found[member].add(group)
    return {member: frozenset(groups) for member, groups in found.items()}
