"""Groups made anew in a region of the store, and what that moved."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from heeded.link.cluster import Clusters
from heeded.link.crowd import Crowd
from heeded.link.decided import Decided, Named, pairs_decided
from heeded.live.store import Numbers, Store, Stored
from heeded.model.decision import Decision

GROUP = "next_group"


@dataclass(frozen=True, slots=True)
class Region:
    """Mentions in the order of their ids, each by its place in it: what clustering works on."""

    mentions: Sequence[Stored]
    number: Mapping[int, int]
    decided: Decided

    @classmethod
    def of(cls, mentions: Sequence[Stored], decisions: Sequence[Decision]) -> "Region":
        """Make a region of mentions in the order of their ids."""
        number = {m.nr: n for n, m in enumerate(mentions)}
        named: dict[Named, int] = {}
        if decisions:
            named.update(((m.report_id, m.role, m.position), n) for n, m in enumerate(mentions))
        return cls(mentions, number, pairs_decided(decisions, named))

    def places(self, numbers: Numbers) -> Numbers:
        """Give the places of mentions by their numbers in the store."""
        known = np.fromiter(self.number, dtype=np.int64, count=len(self.number))
        order = np.argsort(known)
        found: Numbers = order[np.searchsorted(known[order], numbers)]
        return found

    def clusters(self, unlike_share: float, step: int | None) -> Clusters:
        """Give the groups as they stand after a step, or each alone but for what people decided, under all bans."""
        clusters = Crowd({n: m.place for n, m in enumerate(self.mentions)}, unlike_share)
        clusters.forbid(self.decided.apart)
        if step is None:
            for a, b in self.decided.same:
                clusters.force(a, b)
            return clusters
        for members in self._held(step):
            clusters.unite(members)
        return clusters

    def _held(self, step: int) -> Iterable[list[int]]:
        groups: defaultdict[int | None, list[int]] = defaultdict(list)
        for n, mention in enumerate(self.mentions):
            groups[mention.steps[step]].append(n)
        return (members for members in groups.values() if len(members) > 1)

    def groups(self, clusters: Clusters) -> list[list[int]]:
        """Give the groups that came out, by the numbers of mentions in the store."""
        found: defaultdict[int, list[int]] = defaultdict(list)
        for n, mention in enumerate(self.mentions):
            found[clusters.of(n)].append(mention.nr)
        return list(found.values())


def moved(groups: Sequence[Sequence[int]], before: Mapping[int, int | None]) -> set[int]:
    """Give the mentions that are not together with just those that they were with before, new ones aside.

    before: the group of each mention; None of a new one.
    """
    now: defaultdict[int, set[int]] = defaultdict(set)
    for n, members in enumerate(groups):
        for nr in members:
            old = before[nr]
            if old is not None:
                now[old].add(n)
    was = [{before[nr] for nr in members} - {None} for members in groups]
    return {
        nr
        for n, members in enumerate(groups)
        for nr in members
        if (old := before[nr]) is not None and (len(now[old]) > 1 or len(was[n]) > 1)
    }


def hold(store: Store, step: int, groups: Sequence[Sequence[int]], before: Mapping[int, int | None]) -> None:
    """Write down groups under the numbers that they had, so that only what changed is written."""
    shared = [
        (-times, old, n)
        for n, members in enumerate(groups)
        for old, times in Counter(before[nr] for nr in members).items()
        if old is not None
    ]
    named: dict[int, int] = {}
    taken: set[int] = set()
    for _, old, n in sorted(shared):
        if n not in named and old not in taken:
            named[n] = old
            taken.add(old)
    fresh = int(store.setting(GROUP) or 0)
    for n in range(len(groups)):
        if n not in named:
            named[n], fresh = fresh, fresh + 1
    store.keep(GROUP, fresh)
    changed = {nr: named[n] for n, members in enumerate(groups) for nr in members if before[nr] != named[n]}
    store.hold(step, changed)
