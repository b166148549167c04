"""Persons linked anew around new mentions, step by step as in bulk; what a step leaves as it was is not looked at."""

from collections.abc import Callable, Iterable, Mapping, Sequence

import numpy as np

from heeded.link.cluster import Clusters, Edges, join_all
from heeded.link.knowledge import Knowledge
from heeded.link.link_mentions import ROUNDS, UNLIKELY
from heeded.link.together import join_together
from heeded.link.weigh import bits, given_task, persons_task
from heeded.live.both_sides import BothSides, Together, in_order, was_one
from heeded.live.many import Many
from heeded.live.near import Given, OnceWeighed, Weighed, opposite
from heeded.live.regroup import Region, hold, moved
from heeded.live.store import Store, Stored
from heeded.model.decision import Decision

Groups = Sequence[Sequence[int]]


class Weighing:
    """The two models ready to weigh, and from which weight on a pair is joined, asked about, or worth a look."""

    def __init__(self, knows: Knowledge) -> None:
        self.persons, self.given = Many(persons_task(knows)), Many(given_task(knows))
        self.values = knows.values
        self.join_at, self.ask_at, self.unlikely = (
            bits(p) for p in (knows.values.join_at, knows.values.ask_at, UNLIKELY)
        )


class Relinking:
    """Links the mentions of one new report to all that are stored.

    After `run`, `groups` holds the persons of the region that was looked at, `moved` the stored mentions that are with
    others than before, and `weighed`, `likely` and `found` what was weighed with the new ones.
    """

    def __init__(self, store: Store, weighing: Weighing, decisions: Sequence[Decision], new: Iterable[int]) -> None:
        self.store, self.weighing, self.decisions = store, weighing, decisions
        self.new = frozenset(new)
        self.weighed: Weighed = {}
        self.likely: Weighed = {}
        self.found: list[Together] = []
        self.same: list[tuple[int, int]] = []
        self.groups: Groups = []
        self.moved: set[int] = set()
        self._given_weighed: OnceWeighed = {}
        self._both = BothSides(store, weighing.persons, weighing.given, weighing.unlikely, weighing.ask_at)

    def run(self) -> None:
        """Link, and write down who is held to be whom after each step; the persons themselves are left to naming."""
        stirred = self._persons()
        for step in range(1, ROUNDS + 1):
            stirred = self._given(step, stirred)
        self._both_sides(stirred)

    def weigh(self) -> None:
        """Weigh the new mentions with all that share a block with them."""
        for mention in self.store.look_at(self.new):
            self._weigh_stored(mention)

    def _persons(self) -> set[int]:
        """Join persons by themselves, in those components that the new mentions hang together with."""
        self.weigh()
        self.same = self._decided_same()
        components = self.store.components(self.new, [*self._strong(), *self.same])
        parts = {component: self.store.among("component", [component]) for component in sorted(components)}
        region = self._region(nr for part in parts.values() for nr in part)
        clusters = region.clusters(self.weighing.values.unlike_share, None)
        for component, part in parts.items():
            self._join_component(clusters, region, component, part)
        return self._settle(0, region.groups(clusters), region, self._old_region_given)

    def _strong(self) -> list[tuple[int, int]]:
        """Give the pairs that would be one person by themselves, and keep them, each with the later of the two."""
        strong = [pair for pair, weight in self.weighed.items() if weight >= self.weighing.join_at]
        found = self._guarded(strong)
        edges: dict[int, list[tuple[int, float]]] = {nr: [] for nr in sorted(self.new)}
        for pair in found:
            edges[max(pair)].append((min(pair), self.weighed[pair]))
        for mention, some in edges.items():
            self.store.keep_strong(mention, some)
        return found

    def _join_component(self, clusters: Clusters, region: Region, component: int, part: Iterable[int]) -> None:
        """Join what hangs together by strong pairs; where nothing speaks against any of it, without looking at them."""
        members = sorted(region.number[nr] for nr in part)
        if clusters.peaceful(members):
            clusters.unite(members)
            return
        earlier, later, weight = self.store.strong_in(component)
        first, second = (region.places(numbers) for numbers in (earlier, later))
        edges = Edges.ordered(weight, np.minimum(first, second), np.maximum(first, second))
        join_all(clusters, edges, self.weighing.values.ambiguous_within_bits)

    def _weigh_stored(self, mention: Stored) -> None:
        """Weigh a mention with all that share a block with it."""
        others = self.store.look_at({mention.nr, *self.store.sharing_block(mention.nr)})
        known = [m.known for m in others]
        at = others.index(mention)
        pairs = np.array([(min(at, n), max(at, n)) for n in range(len(others)) if n != at], dtype=np.int64)
        left, right = pairs.reshape(-1, 2).T
        weight = self.weighing.persons.weights(known, left, right)
        likely = weight >= self.weighing.unlikely
        left, right, weight = left[likely], right[likely], weight[likely]
        blocked = self.weighing.persons.blocked(known, left, right)
        for a, b, found in zip(*(x[blocked].tolist() for x in (left, right, weight)), strict=True):
            self.weighed[others[a].nr, others[b].nr] = found

    def _guarded(self, pairs: Iterable[tuple[int, int]], clashing: bool = True) -> list[tuple[int, int]]:
        """Give those pairs that are guarded, and where clashing ones are not wanted those that do not clash."""
        scorer, found = self.weighing.persons.scorer, []
        for a, b in pairs:
            sides = scorer.side(self.store.mentions[a].known), scorer.side(self.store.mentions[b].known)
            if scorer.guarded(*sides) and (clashing or not scorer.clash(*sides)):
                found.append((a, b))
        return found

    def _decided_same(self) -> list[tuple[int, int]]:
        """Give the pairs that people decided are the same, of which one is new."""
        reports = {m.report_id for m in self.store.look_at(self.new)}
        about = [d for d in self.decisions if reports & {str(s["report_id"]) for s in d.subjects}]
        region = Region.of(self.store.of_reports({str(s["report_id"]) for d in about for s in d.subjects}), about)
        return [(region.mentions[a].nr, region.mentions[b].nr) for a, b in region.decided.same]

    def _given(self, step: int, stirred: set[int]) -> set[int]:
        """Join given the persons held before, in those parts that new mentions or moved ones hang together with."""
        least = (self.weighing.ask_at, self.weighing.join_at)
        given = Given(self.store, self.weighing.given, step - 1, least, self.new, self._given_weighed)
        region = self._region(given.region(stirred))
        clusters = region.clusters(self.weighing.values.unlike_share, step - 1)
        join_all(clusters, given.edges(region.number), self.weighing.values.ambiguous_within_bits)
        self.likely.update((pair, weight) for pair, weight in given.likely.items() if pair not in self.likely)
        older = self._old_region_given if step < ROUNDS else self._old_region_both
        return self._settle(step, region.groups(clusters), region, older)

    def _both_sides(self, stirred: set[int]) -> None:
        """Join both sides of two reports at once, in those parts that new mentions or moved ones hang together with."""
        guarded = self._guarded(self.weighed, clashing=False)
        self._both.find({pair: self.weighed[pair] for pair in guarded})
        numbers, self.found = self._both.hanging(stirred)
        region = self._region(numbers)
        clusters: Clusters = region.clusters(self.weighing.values.unlike_share, ROUNDS)
        join_together(clusters, in_order(region, self.found, self.weighing.join_at))
        self.groups = region.groups(clusters)

    def _settle(
        self, step: int, groups: Groups, region: Region, older: Callable[[int, set[int]], set[int]]
    ) -> set[int]:
        """Write down the groups after a step; give the mentions for which the next step may answer otherwise.

        Those who moved stir also what they hung together with before, which is looked up before anything is written.
        """
        before = {m.nr: None if m.nr in self.new else m.steps[step] for m in region.mentions}
        gone = moved(groups, before)
        stirred = gone | {o.nr for those in opposite(self.store, self.store.look_at(gone)).values() for o in those}
        stirred |= older(step, stirred - self.new) if stirred else set()
        hold(self.store, step, groups, before)
        if step == ROUNDS:
            self._both.find_split(members for members in was_one(before) if gone.intersection(members))
        return stirred | self.new

    def _old_region_given(self, step: int, seeds: set[int]) -> set[int]:
        least = (self.weighing.join_at, self.weighing.join_at)
        return Given(self.store, self.weighing.given, step, least, (), self._given_weighed).region(seeds)

    def _old_region_both(self, step: int, seeds: set[int]) -> set[int]:
        return self._both.hanging(seeds)[0]

    def _region(self, numbers: Iterable[int]) -> Region:
        mentions = self.store.look_at(numbers)
        reports: Mapping[str, None] = dict.fromkeys(m.report_id for m in mentions)
        about = [d for d in self.decisions if all(str(s["report_id"]) in reports for s in d.subjects)]
        return Region.of(mentions, about)
