"""Which mentions are one person."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import duckdb
import pyarrow as pa

from heeded.catalogue.folder import catalogue_folder
from heeded.link.cluster import Clusters, Edge, Place, join_all
from heeded.link.compare import GIVEN_BLOCKS, GIVEN_OTHER, PERSON_BLOCKS, PERSONS
from heeded.link.counterparts import prepare_given, prepare_sides
from heeded.link.decided import Decided, decided_pairs
from heeded.link.knowledge import Knowledge, load_knowledge
from heeded.link.prepare import open_tables
from heeded.link.tell import tell_persons
from heeded.link.weigh import weigh_pairs
from heeded.model.decision import Decision

ROUNDS = 3
"""Each round of the second pass may show that a further person is the same, which a next round can build on."""


@dataclass(slots=True)
class Linking:
    """What is held while mentions are joined."""

    clusters: Clusters
    links: dict[tuple[str, str], dict[str, object]] = field(default_factory=dict)


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
        prepare_sides(connection, clues)
        decided = decided_pairs(connection, decisions)
        linking = Linking(Clusters(_places(connection)))
        _apply_decisions(linking, decided)
        _link_persons(connection, knows, linking)
        _link_given_other(connection, knows, linking)
        return tell_persons(connection, linking.clusters, linking.links, decided)


def _places(connection: duckdb.DuckDBPyConnection) -> dict[str, Place]:
    rows = connection.execute("select mention_id, report_id, role from mentions").fetchall()
    return {mention: Place(report, role) for mention, report, role in rows}


def _apply_decisions(linking: Linking, decided: Decided) -> None:
    linking.clusters.forbid(decided.apart)
    for a, b in decided.same:
        linking.clusters.force(a, b)


def _link_persons(connection: duckdb.DuckDBPyConnection, knows: Knowledge, linking: Linking) -> None:
    weighed = weigh_pairs(connection, "people", knows.persons, PERSONS, PERSON_BLOCKS, knows.values.ask_at)
    rows = weighed.to_pylist()
    _remember(linking, rows, "", knows.values.ask_at)
    join_all(linking.clusters, _edges(rows, knows.values.join_at))


def _link_given_other(connection: duckdb.DuckDBPyConnection, knows: Knowledge, linking: Linking) -> None:
    for _ in range(ROUNDS):
        if not prepare_given(connection, _held(connection, linking.clusters)):
            return
        weighed = weigh_pairs(connection, "given_other", knows.given_other, GIVEN_OTHER, GIVEN_BLOCKS, 0.0)
        rows = weighed.to_pylist()
        _remember(linking, rows, "given the same person on the other side: ", knows.values.ask_at)
        opposed = [_pair(r) for r in rows if r["clash"] or r["probability"] < knows.values.oppose_below]
        linking.clusters.forbid(opposed)
        edges = _unambiguous(_edges(rows, knows.values.join_at), opposed, knows.values.ambiguous_within_bits)
        before = _joined(linking.clusters, edges)
        join_all(linking.clusters, edges)
        if _joined(linking.clusters, edges) == before:
            return


def _joined(clusters: Clusters, edges: Iterable[Edge]) -> int:
    return sum(clusters.of(e.mention_a) == clusters.of(e.mention_b) for e in edges)


def _held(connection: duckdb.DuckDBPyConnection, clusters: Clusters) -> pa.Table:
    ids = [row[0] for row in connection.execute("select mention_id from people order by 1").fetchall()]
    return pa.table({"mention_id": ids, "cluster": [clusters.of(i) for i in ids]})


def _pair(row: Mapping[str, object]) -> tuple[str, str]:
    return str(row["mention_a"]), str(row["mention_b"])


def _edges(rows: Iterable[Mapping[str, object]], join_at: float) -> list[Edge]:
    strong = (r for r in rows if r["guarded"] and float(str(r["probability"])) >= join_at)
    return [Edge(-float(str(r["weight"])), *_pair(r)) for r in strong]


def _unambiguous(edges: list[Edge], opposed: list[tuple[str, str]], within_bits: float) -> list[Edge]:
    """Leave out pairs of a mention that fits two people who oppose each other about equally well."""
    foes = {frozenset(pair) for pair in opposed}
    near: defaultdict[str, list[tuple[float, str]]] = defaultdict(list)
    for edge in edges:
        near[edge.mention_a].append((-edge.against, edge.mention_b))
        near[edge.mention_b].append((-edge.against, edge.mention_a))
    return [
        edge
        for edge in edges
        if not _torn(near[edge.mention_a], edge.mention_b, -edge.against - within_bits, foes)
        and not _torn(near[edge.mention_b], edge.mention_a, -edge.against - within_bits, foes)
    ]


def _torn(near: list[tuple[float, str]], other: str, at_least: float, foes: set[frozenset[str]]) -> bool:
    return any(weight >= at_least and frozenset((other, rival)) in foes for weight, rival in near)


def _remember(linking: Linking, rows: Iterable[dict[str, object]], prefix: str, ask_at: float) -> None:
    """Keep the strongest reason for each pair that is likely enough to be told."""
    for row in rows:
        if float(str(row["probability"])) < ask_at:
            continue
        known = linking.links.get(_pair(row))
        if known is None or float(str(known["weight"])) < float(str(row["weight"])):
            linking.links[_pair(row)] = {**row, "reason": f"{prefix}{row['reason']}"}
