"""Mentions made ready for comparing, in SQL: names without titles, roots of short forms, how rare a name is."""

import duckdb
import pyarrow as pa

from heeded.link.knowledge import Names, Values


def open_tables(mentions: pa.Table, names: Names, values: Values, threads: int) -> duckdb.DuckDBPyConnection:
    """Open a database in memory with the tables `mentions` and `people`, ready to compare.

    threads: how many DuckDB may use; 0 leaves it the choice. The result does not depend on it.
    """
    connection = open_names(names, values, threads)
    prepare_people(connection, mentions, values)
    return connection


def open_names(names: Names, values: Values, threads: int) -> duckdb.DuckDBPyConnection:
    """Open a database in memory that knows names: shares of surnames, listed forenames, short forms and their roots."""
    connection = duckdb.connect()
    if threads:
        connection.execute(f"set threads = {int(threads)}")
    shares = names.surname_shares
    _load(connection, "surname_shares", {"surname": list(shares), "share": list(shares.values())})
    _load(connection, "listed", {"forename": list(names.forenames)})
    short, long = zip(*names.short_forms, strict=True)
    _load(connection, "forms", {"short": list(short), "long": list(long)})
    connection.execute(
        "create table roots as select short, min(long) as root, nullif(max(long), min(long)) as root_2"
        " from (from forms union select long, long from forms) group by short"
    )
    connection.execute(f"create table titles as select unnest({list(values.titles)}) as word")
    connection.execute(f"create table not_names as select unnest({list(values.not_names)}) as word")
    return connection


def _load(connection: duckdb.DuckDBPyConnection, name: str, columns: dict[str, list[object]]) -> None:
    connection.register("given_rows", pa.table(columns))
    connection.execute(f"create table {name} as from given_rows")
    connection.unregister("given_rows")


def prepare_people(connection: duckdb.DuckDBPyConnection, mentions: pa.Table, values: Values) -> None:
    """Make `mentions`, numbered in the order of their ids, and `people`: those of which anything is known."""
    connection.register("mentions_given", mentions)
    connection.execute(NUMBERED)
    connection.unregister("mentions_given")
    connection.execute(people_statement(values))


NUMBERED = """
create or replace table mentions as
select (row_number() over (order by mention_id) - 1)::integer as nr, mention_id, report_id, role, has_details,
    row_number() over (partition by report_id, role order by length(mention_id), mention_id) - 1 as position,
    nominal_id, forename_norm, surname_norm, dob_norm, phone_norm, email_norm, handle_norm, address_norm,
    postcode_norm, vehicle_norm, relationship_norm
from mentions_given
"""


def people_statement(values: Values) -> str:
    """Give SQL that makes `people` of `mentions`."""
    listed, unlisted = f"{values.forename_listed:.10f}", f"{values.forename_floor:.10f}"
    share = (
        "case when n.forename is null or n.surname is null then null"
        f" else coalesce(s.share, {values.surname_floor:.10f})"
        f" * case when f.forename is not null then {listed} else {unlisted} end end"
    )
    rarity = " + ".join(f"({share} >= {bound:.12f})::integer" for bound in values.rarity_bounds)
    return f"""
    create or replace table people as
    with {_clean(values)}, named as (
        select * exclude (forename_full, surname_full),
            case when length(forename_full) > 1 then forename_full end as forename,
            case when length(surname_full) > 1 then surname_full end as surname,
            substr(forename_full, 1, 1) as forename_initial, substr(surname_full, 1, 1) as surname_initial
        from clean
    )
    select n.nr as key, n.nr, n.mention_id, n.report_id, n.role,
        n.forename, n.surname, n.forename_initial, n.surname_initial,
        coalesce(x.root, y.root, split_part(n.forename, ' ', 1)) as forename_root,
        coalesce(x.root_2, y.root_2) as forename_root_2,
        f.forename is not null as forename_listed,
        {rarity} as rarity,
        substr(n.surname, 1, 4) as surname_start, substr(n.forename, 1, 2) as forename_start,
        case when length(n.dob) = 10 then substr(n.dob, 6, 5) end as dob_day,
        n.dob, n.phone, n.email, n.handle, n.nominal, n.vehicle, n.postcode, n.place, n.relationship
    from named n
    left join roots x on x.short = n.forename
    left join roots y on y.short = split_part(n.forename, ' ', 1)
    left join listed f on f.forename = n.forename
    left join surname_shares s on s.surname = n.surname
    """


def _clean(values: Values) -> str:
    """Names without titles, or null where the words name nobody; a house number in a name field names nobody."""
    any_title = f"^(({'|'.join(values.titles)}) )+"
    return f"""bare as (
        select * exclude (forename_norm, surname_norm),
            trim(regexp_replace(forename_norm, '{any_title}', '')) as forename_bare,
            trim(regexp_replace(surname_norm, '{any_title}', '')) as surname_bare
        from mentions where has_details
    ), clean as (
        select nr, mention_id, report_id, role,
            {_named("forename_bare", "")} as forename_full,
            {_named("surname_bare", "except select surname from surname_shares")} as surname_full,
            dob_norm as dob, phone_norm as phone, email_norm as email, handle_norm as handle,
            nullif(upper(trim(nominal_id)), '') as nominal, vehicle_norm as vehicle, postcode_norm as postcode,
            relationship_norm as relationship,
            nullif(regexp_extract(address_norm, '([0-9]+[a-z]? [a-z]{{3,}})', 1), '') as place
        from bare
    )"""


def _named(column: str, unless: str) -> str:
    """A name, unless it is a title or a word for nobody; some people's surname is Lord."""
    nobody = f"select word from not_names union (select word from titles {unless})"
    somebody = f"{column} <> '' and not regexp_matches({column}, '[0-9]') and {column} not in ({nobody})"
    return f"case when {somebody} then {column} end"
