"""The tables that linking gives: persons, and the pairs that were joined, refused or left to be asked."""

from collections.abc import Iterator

import duckdb
import numpy as np
import pyarrow as pa

from heeded.link.cluster import Clusters
from heeded.link.decided import Decided
from heeded.link.knowledge import Knowledge
from heeded.link.places import Places
from heeded.link.weigh import PROBABILITY, Task, beside, bits, given_task, persons_task, reason, weights
from heeded.model import contracts

CERTAIN = 1000.0
"""Outweighs in bits whatever could be counted."""
ALONE = "No other mention is held to be this person."
NOTHING_KNOWN = "Nothing was typed in that tells who this is."
GIVEN_SAME = "given the same person on the other side: "
GIVEN_BOTH = "both sides of the two reports agree: "
PERSON_PASS, SECOND_PASS, FIRST_SIDE, OTHER_SIDE, DECIDED = range(5)
"""How a pair was found; of two ways of one weight the earlier is told."""
SAID = {SECOND_PASS: GIVEN_SAME, FIRST_SIDE: GIVEN_BOTH, OTHER_SIDE: GIVEN_BOTH}
DECIDED_SAME = "a person decided that these are the same"
DECIDED_APART = "a person decided that these are not the same"
DECIDED_UNSURE = "a person decided that this cannot be told"

LIKELY = f"""
create or replace table likely as
with found as (
    select a, b, weight, {PERSON_PASS} as how from weighed where weight >= $least
    union all select a, b, weight, {SECOND_PASS} from second
    union all select a, b, weight, {FIRST_SIDE} from together where weight >= $least
    union all select least(c, d), greatest(c, d), weight, {OTHER_SIDE} from together where weight >= $least
)
select a, b, weight, how, a_held.person = b_held.person as held
from (
    select * from found anti join decided using (a, b) union all select a, b, weight, {DECIDED} from decided
) join held a_held on a_held.nr = a join held b_held on b_held.nr = b
"""

STRONGEST = """
create or replace table strongest as
with ends as (
    select a as nr, a, b, weight, how from likely where held
    union all select b, a, b, weight, how from likely where held
), most as (select nr, max(weight) as weight from ends group by nr)
select nr, min({'a': a, 'b': b, 'how': how}) as pair, any_value(weight) as weight
from ends join most using (nr, weight) group by nr
"""

TOLD = f"""
create or replace table told as
select a, b, how, weight, true as held
from (select distinct pair.a as a, pair.b as b, pair.how as how, weight from strongest)
union select a, b, how, weight, held from likely where how = {DECIDED}
union all (
    select a, b, arg_min(how, row(-weight, how)), max(weight), false
    from likely where not held and how <> {DECIDED} group by a, b
)
"""

PERSON_ROWS = """
select m.mention_id, 'P-' || substr(sha256(named.mention_id), 1, 16) as person_id,
    coalesce(t.probability, 1.0) as probability,
    case when t.reason is not null then upper(substr(t.reason, 1, 1)) || substr(t.reason, 2) || '.'
        when m.has_details then $alone else $nothing end as reason
from mentions m
join held h using (nr)
join mentions named on named.nr = h.person
left join strongest s on s.nr = m.nr
left join said t on t.a = s.pair.a and t.b = s.pair.b
order by m.mention_id
"""

LINK_ROWS = """
select x.mention_id as mention_a, y.mention_id as mention_b, probability, held, reason, weights
from said join mentions x on x.nr = a join mentions y on y.nr = b
order by mention_a, mention_b
"""


def tell_persons(
    connection: duckdb.DuckDBPyConnection, knows: Knowledge, clusters: Clusters, places: Places, decided: Decided
) -> dict[str, pa.Table]:
    """Give `persons` and `person_links` (the strongest held pair of each mention and all likely pairs not held).

    The tables weighed, second, together and held (by the final clusters) tell what was found.
    """
    connection.register("decided", decided_table(decided))
    connection.execute(LIKELY, {"least": bits(knows.values.ask_at)})
    connection.execute(STRONGEST)
    connection.execute(TOLD)
    _leave_out_the_unlike(connection, clusters, places)
    connection.execute(f"create or replace table said as {' union all '.join(_said(knows))}")
    persons = connection.sql(PERSON_ROWS, params={"alone": ALONE, "nothing": NOTHING_KNOWN}).to_arrow_table()
    links = connection.sql(LINK_ROWS).to_arrow_table()
    return {"persons": contracts.checked("persons", persons), "person_links": contracts.checked("person_links", links)}


def _leave_out_the_unlike(connection: duckdb.DuckDBPyConnection, clusters: Clusters, places: Places) -> None:
    """Drop likely pairs whose groups go by different forenames: nobody need be asked whether brothers are one man."""
    pairs = connection.execute(f"select a, b from told where not held and how <> {DECIDED} order by all").fetchall()
    groups = {clusters.of(m) for pair in pairs for m in pair}
    places.fetch(m for group in groups for m in clusters.members(group))
    unlike = np.array([pair for pair in pairs if clusters.named_unlike(*pair)], dtype=np.int32).reshape(-1, 2)
    connection.register("unlike", pa.table({"a": unlike[:, 0], "b": unlike[:, 1]}))
    connection.execute("delete from told where not held and (a, b) in (from unlike)")


def _said(knows: Knowledge) -> Iterator[str]:
    """Say of each pair that is told why, and what each kind of evidence weighs; what agrees in nothing is not told."""
    first, second = persons_task(knows), given_task(knows)
    for how in (PERSON_PASS, SECOND_PASS, FIRST_SIDE, OTHER_SIDE):
        yield _said_of(how, first if how in (PERSON_PASS, FIRST_SIDE) else second)
    yield f"""
    select a, b, held, probability, reason, null::varchar as weights
    from told join decided using (a, b) where how = {DECIDED}
    """


def _said_of(how: int, task: Task) -> str:
    pairs = f"select * from told where how = {how}"
    return f"""
    select a, b, held, {PROBABILITY} as probability, '{SAID.get(how, "")}' || reason as reason, weights from (
        select a, b, held, weight, {reason(task.comparisons)} as reason, {weights(task)} as weights
        from ({beside(pairs, task)})
    ) where held or reason <> ''
    """


SCHEMA = pa.schema(
    [
        ("a", pa.int32()),
        ("b", pa.int32()),
        ("weight", pa.float64()),
        ("probability", pa.float64()),
        ("reason", pa.string()),
    ]
)


def decided_table(decided: Decided) -> pa.Table:
    """One row a decided pair; where decisions contradict each other the one that keeps apart is told."""
    told: dict[tuple[int, int], dict[str, object]] = {}
    for pairs, weight, probability, why in (
        (decided.unsure, 0.0, 0.5, DECIDED_UNSURE),
        (decided.same, CERTAIN, 1.0, DECIDED_SAME),
        (decided.apart, -CERTAIN, 0.0, DECIDED_APART),
    ):
        for a, b in pairs:
            told[a, b] = {"a": a, "b": b, "weight": weight, "probability": probability, "reason": why}
    return pa.Table.from_pylist([told[pair] for pair in sorted(told)], schema=SCHEMA)
