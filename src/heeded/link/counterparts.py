"""The second pass: once the person on one side of two reports is the same, is the other one too?

Whoever troubles one victim is one of a few people, so far less evidence is needed than among a whole population.
"""

import duckdb
import pyarrow as pa

NAMED = """
create table said as
select c.report_id, c.kind, c.value from clues c
where c.context = 'affirmed' and c.kind in ('phone', 'vehicle', 'email', 'handle', 'log_reference', 'relationship')
group by all
"""

SIDES = """
create table sides as
with roles as (
    select report_id, count(*) filter (where role = 'victim') as victims,
        count(*) filter (where role = 'informant' and has_details) as informants,
        count(*) filter (where role = 'suspect') as suspects
    from mentions group by report_id
)
select m.mention_id, m.report_id, m.role = 'suspect' as suspect, r.suspects = 1 and m.role = 'suspect' as sole
from mentions m join roles r using (report_id)
where m.has_details and (m.role in ('suspect', 'victim')
    or (m.role = 'informant' and r.victims = 0 and r.informants = 1))
"""

EVIDENCE = """
create table evidence as
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
select x.mention_id, x.suspect,
    list_sort(list_distinct([p.phone, p.vehicle] || case when x.sole then coalesce(n.named, []) else [] end)) as named,
    case when x.suspect then coalesce(p.relationship, case when x.sole then n.relationship end) end as relationship,
    coalesce(r.refs, []) as refs, regexp_replace(upper(x.report_id), '[^A-Z0-9]', '', 'g') as report_key
from sides x join people p using (mention_id)
left join named n on n.report_id = x.report_id
left join refs r on r.report_id = x.report_id
"""

GIVEN = """
create or replace table given_other as
with held as (
    select s.mention_id, s.report_id, s.suspect, coalesce(c.cluster, s.mention_id) as person
    from sides s left join held_clusters c using (mention_id)
), given as (
    select distinct a.mention_id, a.person, b.person as given
    from held a join held b on a.report_id = b.report_id and a.suspect <> b.suspect
), worth as (
    select given from given group by given having count(distinct mention_id) > 1
)
select g.mention_id || '|' || g.given as key, g.given, g.person,
    p.* exclude (key, given, report_id, role, relationship), e.named, e.relationship, e.refs, e.report_key, e.suspect
from given g join worth using (given) join people p using (mention_id) join evidence e using (mention_id)
order by key
"""


BOTH_SIDES = """
create or replace table both_sides as
with held as (
    select s.mention_id, s.report_id, s.suspect, coalesce(c.cluster, s.mention_id) as person
    from sides s left join held_clusters c using (mention_id)
)
select row_number() over (order by w.mention_a, w.mention_b, c.mention_id, d.mention_id)::varchar as given,
    w.mention_a, w.mention_b, w.weight, c.mention_id as other_a, d.mention_id as other_b,
    c.person as person_a, d.person as person_b
from weighed w
join held a on a.mention_id = w.mention_a
join held b on b.mention_id = w.mention_b and b.suspect = a.suspect and b.report_id <> a.report_id
join held c on c.report_id = a.report_id and c.suspect <> a.suspect
join held d on d.report_id = b.report_id and d.suspect <> b.suspect
where w.guarded and not w.clash and a.person <> b.person and c.person <> d.person
"""

GIVEN_BOTH = """
create or replace table given_both as
select o.mention_id || '|' || o.given as key, o.given, o.person,
    p.* exclude (key, given, report_id, role, relationship), e.named, e.relationship, e.refs, e.report_key, e.suspect
from (
    select given, other_a as mention_id, person_a as person from both_sides
    union all select given, other_b, person_b from both_sides
) o join people p using (mention_id) join evidence e using (mention_id)
order by key
"""


def prepare_sides(connection: duckdb.DuckDBPyConnection, clues: pa.Table) -> None:
    """Make the tables of who stands on which side and what the words add to their details."""
    connection.register("clues", clues)
    for statement in (NAMED, SIDES, EVIDENCE):
        connection.execute(statement)


def prepare_given(connection: duckdb.DuckDBPyConnection, clusters: pa.Table) -> bool:
    """Make `given_other`: each mention once for each person it stands opposite to; says whether there is any.

    clusters: mention_id and cluster of the mentions joined so far.
    """
    connection.register("held_clusters", clusters)
    connection.execute(GIVEN)
    return _any(connection, "given_other")


def prepare_both(connection: duckdb.DuckDBPyConnection, clusters: pa.Table) -> bool:
    """Make `both_sides`: two reports whose persons are perhaps the same on one side, and those on the other side.

    Neither side alone need convince; `given_both` holds the other side, to be weighed as if the first were the same.
    """
    connection.register("held_clusters", clusters)
    connection.execute(BOTH_SIDES)
    connection.execute(GIVEN_BOTH)
    return _any(connection, "given_both")


def _any(connection: duckdb.DuckDBPyConnection, table: str) -> bool:
    return bool(connection.execute(f"select count(*) > 0 from {table}").fetchall()[0][0])
