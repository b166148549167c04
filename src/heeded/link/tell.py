"""The tables that linking gives: persons, and the pairs that were joined, refused or left to be asked."""

from collections.abc import Mapping

import duckdb
import pyarrow as pa

from heeded.link.cluster import Clusters
from heeded.link.decided import Decided
from heeded.model import contracts

ALONE = "No other mention is held to be this person."
NOTHING_KNOWN = "Nothing was typed in that tells who this is."
DECIDED_SAME = "a person decided that these are the same"
DECIDED_APART = "a person decided that these are not the same"
DECIDED_UNSURE = "a person decided that this cannot be told"

PERSONS = """
with strongest as (
    select mention, max_by(probability, (weight, reason)) as probability, max_by(reason, (weight, reason)) as reason
    from (
        select mention_a as mention, probability, weight, reason from links where held
        union all select mention_b, probability, weight, reason from links where held
    ) group by mention
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


def tell_persons(
    connection: duckdb.DuckDBPyConnection,
    clusters: Clusters,
    links: Mapping[tuple[str, str], Mapping[str, object]],
    decided: Decided,
) -> dict[str, pa.Table]:
    """Give `persons` and `person_links`, ordered by their mentions."""
    rows = _rows(clusters, links, decided)
    connection.register("links", pa.Table.from_pylist(rows, schema=_SCHEMA))
    ids = sorted({mention for row in rows for mention in (str(row["mention_a"]), str(row["mention_b"]))})
    connection.register(
        "clusters",
        pa.table(
            {"mention_id": pa.array(ids, pa.string()), "cluster": pa.array([clusters.of(i) for i in ids], pa.string())}
        ),
    )
    persons = connection.sql(PERSONS, params={"alone": ALONE, "nothing": NOTHING_KNOWN}).to_arrow_table()
    told = connection.sql("select * exclude (weight) from links order by mention_a, mention_b").to_arrow_table()
    return {"persons": contracts.checked("persons", persons), "person_links": contracts.checked("person_links", told)}


_SCHEMA = pa.schema(
    [
        ("mention_a", pa.string()),
        ("mention_b", pa.string()),
        ("probability", pa.float64()),
        ("weight", pa.float64()),
        ("held", pa.bool_()),
        ("reason", pa.string()),
        ("weights", pa.string()),
    ]
)


def _rows(
    clusters: Clusters, links: Mapping[tuple[str, str], Mapping[str, object]], decided: Decided
) -> list[dict[str, object]]:
    told = {
        pair: {
            "mention_a": pair[0],
            "mention_b": pair[1],
            "probability": link["probability"],
            "weight": link["weight"],
            "reason": link["reason"],
            "weights": link["weights"],
        }
        for pair, link in links.items()
    }
    for pairs, probability, reason in (
        (decided.unsure, 0.5, DECIDED_UNSURE),
        (decided.same, 1.0, DECIDED_SAME),
        (decided.apart, 0.0, DECIDED_APART),
    ):
        for a, b in pairs:
            weight = 1e6 if probability == 1.0 else 0.0
            told[a, b] = {
                "mention_a": a,
                "mention_b": b,
                "probability": probability,
                "weight": weight,
                "reason": reason,
                "weights": None,
            }
    return [{**told[pair], "held": clusters.of(pair[0]) == clusters.of(pair[1])} for pair in sorted(told)]
