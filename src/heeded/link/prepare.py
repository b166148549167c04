"""Mentions made ready for comparing, in SQL: names without titles, roots of short forms, how rare a name is."""

import duckdb
import pyarrow as pa

from heeded.link.knowledge import Names, Values


def open_tables(mentions: pa.Table, names: Names, values: Values, threads: int) -> duckdb.DuckDBPyConnection:
    """Open a database in memory with the table `people`: each mention of which anything is known, ready to compare.

    threads: how many DuckDB may use; 0 leaves it the choice. The result does not depend on it.
    """
    connection = duckdb.connect()
    if threads:
        connection.execute(f"set threads = {int(threads)}")
    connection.execute("set preserve_insertion_order = true")
    load_name_tables(connection, names, values)
    connection.register("mentions_given", mentions)
    connection.execute(
        "create table mentions as select *, row_number() over (partition by report_id, role"
        " order by length(mention_id), mention_id) - 1 as position from mentions_given"
    )
    connection.execute(_clean(values))
    connection.execute(_people(values))
    return connection


def load_name_tables(connection: duckdb.DuckDBPyConnection, names: Names, values: Values) -> None:
    """Make the tables of names: shares of surnames, listed forenames, short forms and their roots."""
    _load(
        connection, "surname_shares", {"surname": list(names.surname_shares), "share": [*names.surname_shares.values()]}
    )
    _load(connection, "listed", {"forename": list(names.forenames)})
    short, long = zip(*names.short_forms, strict=True)
    _load(connection, "forms", {"short": list(short), "long": list(long)})
    connection.execute(
        "create table roots as select short, min(long) as root, nullif(max(long), min(long)) as root_2"
        " from (from forms union select long, long from forms) group by short"
    )
    connection.execute(f"create table titles as select unnest({list(values.titles)}) as word")
    connection.execute(f"create table not_names as select unnest({list(values.not_names)}) as word")


def _load(connection: duckdb.DuckDBPyConnection, name: str, columns: dict[str, list[object]]) -> None:
    connection.register("given_rows", pa.table(columns))
    connection.execute(f"create table {name} as from given_rows")
    connection.unregister("given_rows")


def _clean(values: Values) -> str:
    """Names without titles, or null where the words name nobody; a house number in a name field names nobody."""
    any_title = f"^(({'|'.join(values.titles)}) )+"
    return f"""
    create table clean as
    with bare as (
        select * exclude (forename_norm, surname_norm),
            trim(regexp_replace(forename_norm, '{any_title}', '')) as forename_bare,
            trim(regexp_replace(surname_norm, '{any_title}', '')) as surname_bare
        from mentions where has_details
    )
    select mention_id, report_id, role,
        {_named("forename_bare")} as forename_full, {_named("surname_bare")} as surname_full,
        dob_norm as dob, phone_norm as phone, email_norm as email, handle_norm as handle,
        nullif(upper(trim(nominal_id)), '') as nominal, vehicle_norm as vehicle, postcode_norm as postcode,
        relationship_norm as relationship,
        nullif(regexp_extract(address_norm, '([0-9]+[a-z]? [a-z]{{3,}})', 1), '') as place
    from bare
    """


def _named(column: str) -> str:
    nobody = "select word from titles union select word from not_names"
    somebody = f"{column} <> '' and not regexp_matches({column}, '[0-9]') and {column} not in ({nobody})"
    return f"case when {somebody} then {column} end"


def _people(values: Values) -> str:
    listed, unlisted = f"{values.forename_listed:.10f}", f"{values.forename_floor:.10f}"
    share = (
        "case when n.forename is null or n.surname is null then null"
        f" else coalesce(s.share, {values.surname_floor:.10f})"
        f" * case when f.forename is not null then {listed} else {unlisted} end end"
    )
    rarity = " + ".join(f"({share} >= {bound:.12f})::integer" for bound in values.rarity_bounds)
    return f"""
    create table people as
    with named as (
        select * exclude (forename_full, surname_full),
            case when length(forename_full) > 1 then forename_full end as forename,
            case when length(surname_full) > 1 then surname_full end as surname,
            substr(forename_full, 1, 1) as forename_initial, substr(surname_full, 1, 1) as surname_initial
        from clean
    )
    select n.mention_id as key, n.mention_id, '' as given, n.report_id, n.role,
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
