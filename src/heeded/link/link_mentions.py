"""Which mentions are one person."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from heeded.catalogue.folder import catalogue_folder
from heeded.link.cluster import Clusters, Edges
from heeded.link.components import components, groups, uniform
from heeded.link.counterparts import hold, prepare_both, prepare_given, prepare_sides
from heeded.link.crowd import join_apart
from heeded.link.decided import Decided, decided_pairs
from heeded.link.knowledge import Knowledge, load_knowledge
from heeded.link.places import Places
from heeded.link.prepare import open_tables
from heeded.link.tell import tell_persons
from heeded.link.together import find_together, join_together
from heeded.link.weigh import Task, bits, given_task, judged, persons_task, weigh_pairs
from heeded.model.decision import Decision

ROUNDS = 2
"""A round of the second pass may show that a further person is the same, which the next round builds on."""
UNLIKELY = 0.001
"""Below this a pair is not even worth weighing together with the other side of its reports."""


def link_mentions(
    mentions: pa.Table,
    clues: pa.Table,
    decisions: Sequence[Decision],
    *,
    threads: int = 0,
    knowledge: Knowledge | None = None,
) -> dict[str, pa.Table]:
    """Give the tables `persons` and `person_links`.

    mentions, clues: as contracts.TABLES. decisions: what people decided; they are applied first and stand.
    threads: how many DuckDB may use, 0 for its own choice; the tables do not depend on it.
    knowledge: what linking knows beforehand, by default what ships with this installation.
    """
    knows = knowledge or load_knowledge(catalogue_folder() / "linking")
    with open_tables(mentions, knows.names, knows.values, threads) as connection:
        work = Linking(connection, knows, decided_pairs(connection, decisions))
        work.run(clues)
        return tell_persons(connection, knows, work.clusters, work.places, work.decided)


@dataclass
class Linking:
    """Mentions being linked in a database, step by step; `steps` keeps who was held to be whom after each.

    `hanging` keeps which mentions hang together by strong pairs of the first pass, if there were any to weigh.
    """

    connection: duckdb.DuckDBPyConnection
    knows: Knowledge
    decided: Decided
    steps: list[npt.NDArray[np.int32]] = field(default_factory=list)
    hanging: pa.Table | None = None

    def __post_init__(self) -> None:
        self.size: int = self.connection.execute("select count(*) from mentions").fetchall()[0][0]
        self.places = Places(self.connection)
        self.clusters = Clusters(self.places, self.knows.values.unlike_share)

    def run(self, clues: pa.Table) -> None:
        """Link: what people decided, persons by themselves, then by those opposite to them, then both sides at once."""
        prepare_sides(self.connection, clues)
        self.connection.execute(NOTHING_WEIGHED)
        self._apply_decisions()
        self._link_persons()
        self.steps.append(self.clusters.labels(self.size))
        for _ in range(ROUNDS):
            self._link_given_other()
            self.steps.append(self.clusters.labels(self.size))
        self._link_both_sides()
        self.steps.append(self.clusters.labels(self.size))
        hold(self.connection, self.steps[-1])

    def _apply_decisions(self) -> None:
        self.places.fetch({m for pair in self.decided.every() for m in pair})
        self.clusters.forbid(self.decided.apart)
        for a, b in self.decided.same:
            self.clusters.force(a, b)

    def _link_persons(self) -> None:
        if not self.connection.execute("select count(*) > 1 from people").fetchall()[0][0]:
            return
        task = persons_task(self.knows)
        weigh_pairs(self.connection, task, into="weighed", at_least=bits(UNLIKELY))
        edges = self._edges("weighed", task)
        decided = [m for pair in self.decided.every() for m in pair]
        hanging = self.hanging = components(edges, self.size)
        settled = [m for members in uniform(self.connection, hanging, decided) for m in self._united(members)]
        left = hanging.filter(pc.invert(pc.is_in(hanging["nr"], pa.array(settled, pa.int32()))))
        self.places.fetch(left["nr"].to_pylist())
        settled += [m for ms in groups(left) if self.clusters.peaceful(ms) for m in self._united(ms)]
        self._join(edges.of(~np.isin(edges.a, np.array(settled, dtype=np.int32))))

    def _united(self, members: list[int]) -> list[int]:
        self.clusters.unite(members)
        return members

    def _link_given_other(self) -> None:
        """Weigh who stands opposite to the same person; a likely pair is kept, whichever round found it."""
        if prepare_given(self.connection, self.steps[-1]):
            task = given_task(self.knows)
            weigh_pairs(self.connection, task, into="weighed_given", at_least=bits(self.knows.values.ask_at))
            self.connection.execute(KEEP_SECOND_PASS)
            self._join(self._edges("weighed_given", task))

    def _link_both_sides(self) -> None:
        """Join both sides of two reports at once: neither alone is sure, but that both agree by chance is unlikely."""
        if prepare_both(self.connection, self.steps[-1], persons_task(self.knows)):
            task = given_task(self.knows, "given_both")
            weigh_pairs(self.connection, task, into="weighed_both", at_least=bits(UNLIKELY))
            find_together(self.connection, task)
            rows = self.connection.execute(STRONG, [bits(self.knows.values.join_at)]).fetchall()
            self._fetch_clusters({m for row in rows for m in row[1:]})
            join_together(self.clusters, rows)

    def _edges(self, table: str, task: Task) -> Edges:
        strong = f"select distinct a, b, weight from {table} where weight >= {bits(self.knows.values.join_at)}"
        found = self.connection.execute(f"select a, b, weight from ({judged(strong, task)}) where guarded")
        return Edges.ordered(**found.fetchnumpy())

    def _join(self, edges: Edges) -> None:
        self._fetch_clusters(np.unique(np.concatenate((edges.a, edges.b))).tolist())
        if len(edges):
            join_apart(self.clusters, edges, self.knows.values.ambiguous_within_bits)

    def _fetch_clusters(self, mentions: Sequence[int] | set[int]) -> None:
        clusters = {self.clusters.of(m) for m in mentions}
        self.places.fetch(m for c in clusters for m in self.clusters.members(c))


NOTHING_WEIGHED = """
create table weighed (a integer, b integer, given integer, weight double);
create table second (a integer, b integer, weight double);
create table together (a integer, b integer, c integer, d integer, weight double)
"""

KEEP_SECOND_PASS = """
insert into second select distinct a, b, weight from weighed_given
where (a, b) not in (select (a, b) from second)
"""

STRONG = "select weight, a, b, c, d from together where weight >= ? order by weight desc, a, b, c, d"
