"""The second pass: once the person on one side of two reports is the same, is the other one too?

Whoever troubles one victim is one of a few people, so far less evidence is needed than among a whole population.
"""

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa

from heeded.link.weigh import Task, judged

NAMED = """
create or replace table said as
select c.report_id, c.kind, c.value from clues c
where c.context = 'affirmed' and c.kind in ('phone', 'vehicle', 'email', 'handle', 'log_reference', 'relationship')
group by all
"""

SIDES = """
create or replace table sides as
with roles as (
    select report_id, count(*) filter (where role = 'victim') as victims,
        count(*) filter (where role = 'informant' and has_details) as informants,
        count(*) filter (where role = 'suspect') as suspects
    from mentions group by report_id
)
select m.nr, m.report_id, m.role = 'suspect' as suspect, r.suspects = 1 and m.role = 'suspect' as sole
from mentions m join roles r using (report_id)
where m.has_details and (m.role in ('suspect', 'victim')
    or (m.role = 'informant' and r.victims = 0 and r.informants = 1))
"""

EVIDENCE = """
create or replace table evidence as
with others as (
    select report_id, list(distinct v) as theirs from (
        select report_id, unnest([phone, vehicle, email, handle]) as v from people where role <> 'suspect'
    ) where v is not null group by report_id
), named as (
    select s.report_id, list(distinct s.value) filter (where s.kind in ('phone', 'vehicle', 'email', 'handle')
            and not coalesce(list_contains(o.theirs, s.value), false)) as named,
        case when count(distinct s.value) filter (where s.kind = 'relationship') = 1
            then max(s.value) filter (where s.kind = 'relationship') end as relationship
    from said s left join others o using (report_id) group by s.report_id
), refs as (
    select report_id, list(distinct regexp_replace(upper(value), '[^A-Z0-9]', '', 'g')) as refs
    from said where kind = 'log_reference' group by report_id
)
select x.nr, x.suspect,
    list_sort(list_distinct([p.phone, p.vehicle] || case when x.sole then coalesce(n.named, []) else [] end)) as named,
    case when x.suspect then coalesce(p.relationship, case when x.sole then n.relationship end) end as relationship,
    coalesce(list_sort(r.refs), []) as refs, regexp_replace(upper(x.report_id), '[^A-Z0-9]', '', 'g') as report_key
from sides x join people p using (nr)
left join named n on n.report_id = x.report_id
left join refs r on r.report_id = x.report_id
"""

GIVEN = """
create or replace table given_other as
with placed as (
    select s.nr, s.report_id, s.suspect, h.person from sides s join held h using (nr)
), given as (
    select distinct a.nr, a.person, b.person as given
    from placed a join placed b on a.report_id = b.report_id and a.suspect <> b.suspect
), worth as (
    select given from given group by given having count(distinct nr) > 1
)
select row_number() over (order by g.nr, g.given) as key, g.given, g.person,
    k.* exclude (key, report_id, role)
from given g join worth using (given) join known k using (nr)
"""


BOTH_SIDES = """
create or replace table both_sides as
with placed as (
    select s.nr, s.report_id, s.suspect, h.person from sides s join held h using (nr)
), opposite as (
    select w.a, w.b, w.weight, c.nr as c, d.nr as d, c.person as person_c, d.person as person_d
    from weighed w
    join placed a on a.nr = w.a
    join placed b on b.nr = w.b and b.suspect = a.suspect and b.report_id <> a.report_id
    join placed c on c.report_id = a.report_id and c.suspect <> a.suspect
    join placed d on d.report_id = b.report_id and d.suspect <> b.suspect
    where a.person <> b.person and c.person <> d.person
)
select row_number() over (order by a, b, c, d) as given, * exclude (guarded, clash)
from ({judged}) where guarded and not clash
"""

GIVEN_BOTH = """
create or replace table given_both as
select row_number() over (order by o.nr, o.given) as key, o.given, o.person, k.* exclude (key, report_id, role)
from (
    select given, c as nr, person_c as person from both_sides
    union all select given, d, person_d from both_sides
) o join known k using (nr)
"""

KNOWN = """
create or replace view known as
select p.* exclude (relationship), e.* exclude (nr) from people p join evidence e using (nr)
"""


def prepare_sides(connection: duckdb.DuckDBPyConnection, clues: pa.Table) -> None:
    """Make the tables of who stands on which side and what the words add to their details."""
    connection.register("clues", clues)
    for statement in (NAMED, SIDES, EVIDENCE, KNOWN):
        connection.execute(statement)
    connection.unregister("clues")


def prepare_given(connection: duckdb.DuckDBPyConnection, held: npt.NDArray[np.int32]) -> bool:
    """Make `given_other`: each mention once for each person it stands opposite to; says whether there is any.

    held: for each mention, by its number, the person it is held to be so far.
    """
    hold(connection, held)
    connection.execute(GIVEN)
    return _any(connection, "given_other")


def prepare_both(connection: duckdb.DuckDBPyConnection, held: npt.NDArray[np.int32], first: Task) -> bool:
    """Make `both_sides`: two reports whose persons are perhaps the same on one side, and those on the other side.

    Neither side alone need convince; `given_both` holds the other side, to be weighed as if the first were the same.
    first: how the pairs of the table `weighed` were weighed.
    """
    hold(connection, held)
    pairs = judged("from opposite", first, "a, b, weight, c, d, person_c, person_d")
    connection.execute(BOTH_SIDES.format(judged=pairs))
    connection.execute(GIVEN_BOTH)
    return _any(connection, "given_both")


def hold(connection: duckdb.DuckDBPyConnection, held: npt.NDArray[np.int32]) -> None:
    """Make `held`: for each mention, by its number, the person it is held to be."""
    rows = pa.table({"nr": np.arange(len(held), dtype=np.int32), "person": held})
    connection.register("held_given", rows)
    connection.execute("create or replace table held as from held_given")
    connection.unregister("held_given")


def _any(connection: duckdb.DuckDBPyConnection, table: str) -> bool:
    return bool(connection.execute(f"select count(*) > 0 from {table}").fetchall()[0][0])
