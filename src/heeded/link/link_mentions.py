"""Which mentions are one person."""

from collections.abc import Sequence
from math import log2
from typing import Any

import duckdb
import pyarrow as pa

from heeded.catalogue.folder import catalogue_folder
from heeded.link.cluster import Clusters, Edge, Place, join_all
from heeded.link.compare import GIVEN_BLOCKS, GIVEN_OTHER, PERSON_BLOCKS, PERSONS
from heeded.link.counterparts import prepare_both, prepare_given, prepare_sides
from heeded.link.decided import Decided, decided_pairs
from heeded.link.knowledge import Knowledge, Values, load_knowledge
from heeded.link.prepare import open_tables
from heeded.link.tell import tell_persons
from heeded.link.traits import Name, Traits
from heeded.link.weigh import Task, weigh_pairs
from heeded.model.decision import Decision

ROUNDS = 3
"""Each round of the second pass may show that a further person is the same, which a next round can build on."""
UNLIKELY = 0.001
"""Below this a pair is not even worth weighing together with the other side of its reports."""
GIVEN_SAME = "given the same person on the other side: "
GIVEN_BOTH = "both sides of the two reports agree: "


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
        connection.execute(NO_LINKS)
        clusters = Clusters(_places(connection), knows.values.unlike_share)
        decided = decided_pairs(connection, decisions)
        _apply_decisions(clusters, decided)
        if connection.execute("select count(*) > 1 from people").fetchall()[0][0]:
            _link_persons(connection, knows, clusters)
            _link_given_other(connection, knows, clusters)
            _link_both_sides(connection, knows, clusters)
            _link_given_other(connection, knows, clusters)
        return tell_persons(connection, clusters, decided)


def _places(connection: duckdb.DuckDBPyConnection) -> dict[str, Place]:
    rows = connection.execute(PLACES).fetchall()
    return {mention: Place(report, role, _traits(*typed)) for mention, report, role, *typed in rows}


def _traits(name: Sequence[Any], dob: str | None, own: Sequence[str] | None) -> Traits:
    return Traits(Name(*name), dob, tuple(own or ()))


def _apply_decisions(clusters: Clusters, decided: Decided) -> None:
    clusters.forbid(decided.apart)
    for a, b in decided.same:
        clusters.force(a, b)


def _link_persons(connection: duckdb.DuckDBPyConnection, knows: Knowledge, clusters: Clusters) -> None:
    task = Task("people", knows.persons, PERSONS, PERSON_BLOCKS)
    weigh_pairs(connection, task, into="weighed", at_least=UNLIKELY)
    _remember(connection, "weighed", knows.values)
    join_all(clusters, _edges(connection, "weighed", knows.values), knows.values.ambiguous_within_bits)


def _link_given_other(connection: duckdb.DuckDBPyConnection, knows: Knowledge, clusters: Clusters) -> None:
    """Weigh who stands opposite to the same person, until no round joins anything more."""
    task = Task("given_other", knows.given_other, GIVEN_OTHER, GIVEN_BLOCKS)
    for _ in range(ROUNDS):
        if not prepare_given(connection, _held(connection, clusters)):
            return
        weigh_pairs(connection, task, into="weighed_given", at_least=knows.values.ask_at, given=GIVEN_SAME)
        _remember(connection, "weighed_given", knows.values)
        edges = _edges(connection, "weighed_given", knows.values)
        if not join_all(clusters, edges, knows.values.ambiguous_within_bits):
            return


def _link_both_sides(connection: duckdb.DuckDBPyConnection, knows: Knowledge, clusters: Clusters) -> None:
    """Join both sides of two reports at once: neither alone is sure, but that both agree by chance is not likely."""
    if not prepare_both(connection, _held(connection, clusters)):
        return
    task = Task("given_both", knows.given_other, GIVEN_OTHER, GIVEN_BLOCKS)
    weigh_pairs(connection, task, into="weighed_both", at_least=UNLIKELY, given=GIVEN_BOTH)
    connection.execute(TOGETHER)
    _remember(connection, "together_links", knows.values)
    needed = round(log2(knows.values.join_at / (1 - knows.values.join_at)), 4)
    for a, b, c, d in connection.execute(TOGETHER_STRONG, [needed]).fetchall():
        if clusters.may_join(a, b) and clusters.may_join(c, d):
            clusters.join(a, b)
            clusters.join(c, d)


NO_LINKS = """
create table links (
    mention_a varchar, mention_b varchar, weight double, probability double, reason varchar, weights varchar
)
"""

PLACES = """
select m.mention_id, m.report_id, m.role,
    row(p.forename, p.surname, p.forename_root, p.forename_root_2, coalesce(p.forename_listed, false)),
    p.dob, list_filter([p.email, p.handle, p.nominal, p.phone, p.postcode, p.place], lambda x: x is not null)
from mentions m left join people p using (mention_id)
"""

TOGETHER = """
create or replace table together as
select b.mention_a, b.mention_b, w.mention_a as other_a, w.mention_b as other_b, w.weight + b.weight as weight,
    first_side.reason as first_reason, first_side.weights as first_weights, w.reason, w.weights
from weighed_both w join both_sides b on b.given = w.given
join weighed first_side on first_side.mention_a = b.mention_a and first_side.mention_b = b.mention_b
where w.guarded and not w.clash;
create or replace table together_links as
select mention_a, mention_b, round(weight, 4) as weight,
    round(1 - 1 / (1 + pow(2, greatest(least(weight, 60), -60))), 6) as probability, reason, weights
from (
    select mention_a, mention_b, weight, 'both sides of the two reports agree: ' || first_reason as reason,
        first_weights as weights from together
    union all select other_a, other_b, weight, reason, weights from together
)
"""

TOGETHER_STRONG = """
select mention_a, mention_b, other_a, other_b from together where weight >= ?
order by round(weight, 4) desc, mention_a, mention_b, other_a, other_b
"""


def _held(connection: duckdb.DuckDBPyConnection, clusters: Clusters) -> pa.Table:
    ids = [row[0] for row in connection.execute("select mention_id from people order by 1").fetchall()]
    return pa.table({"mention_id": ids, "cluster": [clusters.of(i) for i in ids]})


def _edges(connection: duckdb.DuckDBPyConnection, table: str, values: Values) -> list[Edge]:
    rows = connection.execute(
        f"select mention_a, mention_b, max(weight) from {table} where guarded and probability >= ? group by all",
        [values.join_at],
    ).fetchall()
    return sorted(Edge(-weight, a, b) for a, b, weight in rows)


def _remember(connection: duckdb.DuckDBPyConnection, table: str, values: Values) -> None:
    """Keep the pairs that are likely enough to be told, and agree in something that can be told."""
    connection.execute(
        f"insert into links select mention_a, mention_b, weight, probability, reason, weights from {table}"
        " where probability >= ? and reason not like '%: '",
        [values.ask_at],
    )
