"""Counting on known pairs: how often each detail agrees, and how far, of one person's records and of two people's."""

import duckdb

from heeded.link.compare import NULL, Comparison
from heeded.link.weigh import level_case

NEVER_ZERO = 0.5
"""Added to each count, so that what was not met in training is unlikely rather than impossible."""
NUMBERED = """
create table numbered as
select row_number() over (order by key) - 1 as n, key, t.person from people join truth t using (mention_id)
"""
TRUE_PAIRS = """
select x.key as a, y.key as b, true as same from numbered x join numbered y on x.person = y.person and x.key < y.key
"""
OTHER_PAIRS = """
select x.key as a, y.key as b, false as same
from (select hash(i, {seed}) % {size} as i, hash(i, {after}) % {size} as j from range({pairs}) r(i)) s
join numbered x on x.n = s.i join numbered y on y.n = s.j where x.person <> y.person
"""
GIVEN_PAIRS = """
select x.key as a, y.key as b, x.person = y.person as same
from given_other x join given_other y on x.given = y.given and x.mention_id < y.mention_id
"""


def counted(
    connection: duckdb.DuckDBPyConnection,
    pairs: str,
    table: str,
    comparisons: tuple[Comparison, ...],
    columns: tuple[str, ...],
) -> dict[str, list[dict[str, object]]]:
    """For each comparison and level, its share among true pairs (m) and among others (u); nulls stand aside."""
    sides = ", ".join(f"a.{c} as {c}_l, b.{c} as {c}_r" for c in columns)
    cases = ", ".join(f"{level_case(c)} as {c.name}" for c in comparisons)
    connection.execute(
        f"create or replace table levels as select same, {cases} from (select p.same, {sides} from ({pairs}) p"
        f" join {table} a on a.key = p.a join {table} b on b.key = p.b)"
    )
    out: dict[str, list[dict[str, object]]] = {}
    for comparison in comparisons:
        rows = connection.execute(
            f"select {comparison.name}, count(*) filter (where same), count(*) filter (where not same)"
            " from levels group by 1"
        ).fetchall()
        met = {label: (yes, no) for label, yes, no in rows}
        labels = [v.label for v in comparison.levels if v.label != NULL]
        totals = [sum(met.get(label, (0, 0))[i] + NEVER_ZERO for label in labels) for i in (0, 1)]
        out[comparison.name] = [
            {
                "level": label,
                **{
                    key: float(f"{(met.get(label, (0, 0))[i] + NEVER_ZERO) / totals[i]:.3g}")
                    for i, key in enumerate("mu")
                },
            }
            for label in labels
        ]
    return out


def exact_names(connection: duckdb.DuckDBPyConnection, size: int) -> list[float]:
    """How often two random people bear the same full name, for each class of rarity: counted in full, as it is rare."""
    rows = connection.execute(
        """
        with n as (
            select p.rarity, p.forename, p.surname, t.person, count(*) as n
            from people p join truth t using (mention_id)
            where p.forename is not null and p.surname is not null group by all
        ), s as (select rarity, sum(n) as n, sum(n * n) as own from n group by rarity, forename, surname)
        select rarity, sum(n * n - own) / 2 from s group by rarity
        """
    ).fetchall()
    met = dict(rows)
    return [(float(met.get(r, 0)) + NEVER_ZERO) / (size * (size - 1) / 2) for r in range(5)]
