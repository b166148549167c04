"""The tables that linking gives: persons, and the pairs that were joined, refused or left to be asked."""

import duckdb
import pyarrow as pa

from heeded.link.cluster import Clusters
from heeded.link.decided import Decided
from heeded.model import contracts

CERTAIN = 1000.0
"""Outweighs in bits whatever could be counted."""
ALONE = "No other mention is held to be this person."
NOTHING_KNOWN = "Nothing was typed in that tells who this is."
DECIDED_SAME = "a person decided that these are the same"
DECIDED_APART = "a person decided that these are not the same"
DECIDED_UNSURE = "a person decided that this cannot be told"

TOLD = """
create table told as
with every as (
    select * from links where (mention_a, mention_b) not in (select (mention_a, mention_b) from decided)
    union all select mention_a, mention_b, weight, probability, reason, null from decided
), strongest as (
    select * from every
    qualify row_number() over (partition by mention_a, mention_b order by weight desc, reason, weights) = 1
), judged as (
    select s.*, coalesce(a.cluster, mention_a) = coalesce(b.cluster, mention_b) as held
    from strongest s left join clusters a on a.mention_id = mention_a left join clusters b on b.mention_id = mention_b
), ranked as (
    select mention, mention_a, mention_b,
        row_number() over (partition by mention order by weight desc, mention_a, mention_b) as nth
    from (select mention_a as mention, * from judged where held union all select mention_b, * from judged where held)
)
select j.* from judged j
where not held or (mention_a, mention_b) in (select (mention_a, mention_b) from ranked where nth = 1)
    or (mention_a, mention_b) in (select (mention_a, mention_b) from decided)
"""

PERSONS = """
with strongest as (
    select mention, probability, reason from (
        select mention_a as mention, * from told where held union all select mention_b, * from told where held
    ) qualify row_number() over (partition by mention order by weight desc, mention_a, mention_b) = 1
)
select m.mention_id, 'P-' || substr(sha256(coalesce(c.cluster, m.mention_id)), 1, 16) as person_id,
    coalesce(s.probability, 1.0) as probability,
    case when s.reason is not null then upper(substr(s.reason, 1, 1)) || substr(s.reason, 2) || '.'
        when m.has_details then $alone else $nothing end as reason
from mentions m
left join clusters c using (mention_id)
left join strongest s on s.mention = m.mention_id
order by m.mention_id
"""


def tell_persons(connection: duckdb.DuckDBPyConnection, clusters: Clusters, decided: Decided) -> dict[str, pa.Table]:
    """Give `persons` and `person_links` (the strongest held pair of each mention and all likely pairs not held)."""
    connection.register("decided", pa.Table.from_pylist(_decided_rows(decided), schema=DECIDED))
    ids = [row[0] for row in connection.execute("select mention_id from mentions order by 1").fetchall()]
    connection.register("clusters", pa.table({"mention_id": ids, "cluster": [clusters.of(i) for i in ids]}))
    connection.execute(TOLD)
    _leave_out_the_unlike(connection, clusters)
    persons = connection.sql(PERSONS, params={"alone": ALONE, "nothing": NOTHING_KNOWN}).to_arrow_table()
    links = connection.sql("select * exclude (weight) from told order by mention_a, mention_b").to_arrow_table()
    return {"persons": contracts.checked("persons", persons), "person_links": contracts.checked("person_links", links)}


def _leave_out_the_unlike(connection: duckdb.DuckDBPyConnection, clusters: Clusters) -> None:
    """Drop likely pairs whose groups go by different forenames: nobody need be asked whether brothers are one man."""
    rows = connection.execute("select mention_a, mention_b from told where not held order by all").fetchall()
    unlike = [(a, b) for a, b in rows if clusters.named_unlike(a, b)]
    connection.register("unlike", pa.table({"mention_a": [a for a, _ in unlike], "mention_b": [b for _, b in unlike]}))
    connection.execute("delete from told where not held and (mention_a, mention_b) in (from unlike)")


DECIDED = pa.schema(
    [
        ("mention_a", pa.string()),
        ("mention_b", pa.string()),
        ("weight", pa.float64()),
        ("probability", pa.float64()),
        ("reason", pa.string()),
    ]
)


def _decided_rows(decided: Decided) -> list[dict[str, object]]:
    """One row a decided pair; where decisions contradict each other the one that keeps apart is told."""
    told: dict[tuple[str, str], dict[str, object]] = {}
    for pairs, weight, probability, reason in (
        (decided.unsure, 0.0, 0.5, DECIDED_UNSURE),
        (decided.same, CERTAIN, 1.0, DECIDED_SAME),
        (decided.apart, -CERTAIN, 0.0, DECIDED_APART),
    ):
        for a, b in pairs:
            told[a, b] = {
                "mention_a": a,
                "mention_b": b,
                "weight": weight,
                "probability": probability,
                "reason": reason,
            }
    return [told[pair] for pair in sorted(told)]
