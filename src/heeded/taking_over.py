"""What was read in an earlier run and need not be read again: a report that has not changed is taken over.

What a report states follows from its texts, the names typed into it, and what it is read by: the rules, a force's own
shorthand, the second reader, the code. Where all of that is the same, so are its findings and clues, to the byte.
"""

import hashlib
import json
import sys
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

Tables = Mapping[str, pa.Table]

TEXTS, FOUND = ("reports", "log", "mentions"), ("findings", "clues")
"""The tables that reading takes, and those that it gives."""

_PACKAGE = Path(__file__).parent
_CODE = ("catalogue", "read", "model")
_LIBRARIES = ("lemminflect", "numpy", "onnxruntime", "phonenumbers", "pyarrow")

_DIGESTS = """
    with texts as (
        select report_id, -1 as entry, narrative as text from reports
        union all
        select report_id, entry, text from log where kind is distinct from 'version'
    ),
    said as (
        select report_id, string_agg(entry || ':' || sha256(text), ' ' order by entry) as said from texts group by 1
    ),
    named as (
        select report_id, string_agg(
            role || ':' || sha256(coalesce(forename, '')) || ':' || sha256(coalesce(surname, '')),
            ' ' order by mention_id
        ) as named from mentions group by 1
    )
    select report_id, sha256(said || '/' || coalesce(named, '')) as digest
    from reports join said using (report_id) left join named using (report_id)
"""


def read_by(catalogue: str, shorthand: str | None, second_reader: str) -> dict[str, str | None]:
    """Give the hashes and versions of everything that reading goes by, beside the reports themselves.

    catalogue: of those parts that are read with. shorthand: of the force's own, None where it has none. second_reader:
    of its network, or that it is not used.
    """
    code = hashlib.sha256()
    for path in sorted(p for folder in _CODE for p in (_PACKAGE / folder).rglob("*.py")):
        code.update(path.relative_to(_PACKAGE).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    libraries = {f"library {name}": _version(name) for name in _LIBRARIES}
    python = f"{sys.version_info.major}.{sys.version_info.minor}"
    own = {"catalogue": catalogue, "shorthand": shorthand, "second_reader": second_reader, "code": code.hexdigest()}
    return {**own, "python": python, **libraries}


def _version(library: str) -> str | None:
    try:
        return version(library)
    except PackageNotFoundError:
        return None


def was_read_by(run: Path) -> object:
    """Give what an earlier run was read by, as its manifest says; None where it says nothing."""
    path = run / "manifest.json"
    return json.loads(path.read_text(encoding="utf-8")).get("read_by") if path.is_file() else None


def unchanged(now: Tables, before: Tables, threads: int = 0) -> pa.Array:
    """Give the ids of the reports whose texts and typed names are what they were.

    now, before: reports, log and mentions of this run and of the earlier one.
    """
    digests = [_digests(tables, threads) for tables in (now, before)]
    with duckdb.connect() as connection:
        connection.register("now", digests[0])
        connection.register("before", digests[1])
        same = "select report_id from now join before using (report_id, digest) order by report_id"
        ids: pa.Table = connection.sql(same).to_arrow_table()
    return ids.column(0).combine_chunks().cast(pa.large_string())


def _digests(tables: Tables, threads: int) -> pa.Table:
    with duckdb.connect(config={"threads": threads} if threads else {}) as connection:
        for name in TEXTS:
            connection.register(name, tables[name])
        return connection.sql(_DIGESTS).to_arrow_table()


def without(tables: Tables, reports: pa.Array) -> dict[str, pa.Table]:
    """Give the tables that reading takes without some reports: those that are to be read."""
    left = tables["reports"].filter(pc.invert(pc.is_in(tables["reports"]["report_id"], reports)))
    ids = left["report_id"].combine_chunks()
    others = {
        name: tables[name].filter(pc.is_in(tables[name]["report_id"], ids)) for name in TEXTS if name != "reports"
    }
    return {"reports": left, **others}


def together(read: Tables, before: Tables, reports: pa.Array) -> dict[str, pa.Table]:
    """Give what was read now with what an earlier run found in some reports, in the order of one reading of all."""
    found = {}
    for name in FOUND:
        kept = before[name].filter(pc.is_in(before[name]["report_id"], reports))
        both = pa.concat_tables([read[name], kept])
        found[name] = both.take(pc.sort_indices(both["report_id"]))  # rows of one report stay in the order they have
    return found
