"""All rows of each report that assessing asks for, kept with it, and made into tables again."""

import json
import zlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from heeded.live.store import Store
from heeded.model import contracts

Tables = Mapping[str, pa.Table]
ASSESSED = ("reports", "versions", "log", "findings", "clues")
TOGETHER = 10_000
"""Reports whose rows lie in memory at a time."""


def wholes(tables: Tables) -> Iterator[tuple[str, bytes]]:
    """Give each report and its rows packed; nothing where any of the tables of ASSESSED is not there."""
    if not tables.keys() >= set(ASSESSED):
        return
    ids = pc.unique(tables["reports"]["report_id"]).sort()
    sorted_by_report = {name: _Sorted(tables[name], ids) for name in ASSESSED}
    for first in range(0, len(ids), TOGETHER):
        last = min(first + TOGETHER, len(ids))
        kept: dict[str, dict[str, list[list[object]]]] = {report: {} for report in ids[first:last].to_pylist()}
        for name, found in sorted_by_report.items():
            for row in found.between(first, last).to_pylist():
                kept[row["report_id"]].setdefault(name, []).append(list(row.values()))
        for report, rows in kept.items():
            yield report, zlib.compress(json.dumps(rows, default=_as_text).encode(), 1)


class _Sorted:
    """The rows of a table in the order of the reports they belong to, as they stood."""

    def __init__(self, table: pa.Table, ids: pa.Array) -> None:
        place = np.asarray(pc.fill_null(pc.index_in(table["report_id"], ids), len(ids)).to_numpy())
        order = np.argsort(place, kind="stable")
        self._table, self._order = table, order
        self._begins = np.searchsorted(place[order], np.arange(len(ids) + 1))

    def between(self, first: int, last: int) -> pa.Table:
        return self._table.take(pa.array(self._order[self._begins[first] : self._begins[last]]))


def keep_wholes(store: Store, tables: Tables) -> None:
    """Keep the rows of reports."""
    store.db.executemany("insert into whole values (?, ?)", wholes(tables))


def whole_tables(store: Store, reports: Iterable[str], beside: Tables) -> dict[str, pa.Table] | None:
    """Give the tables of ASSESSED for stored reports and those of one more; None where any of them was not kept whole.

    beside: the tables of a report that is not in the store.
    """
    wanted = json.dumps(sorted(set(reports)))
    sql = "select rows from whole where report_id in (select value from json_each(?)) order by report_id"
    found = [json.loads(zlib.decompress(row[0])) for row in store.db.execute(sql, [wanted])]
    if len(found) < len(json.loads(wanted)):
        return None
    return {name: pa.concat_tables([_table(name, found), beside[name]]) for name in ASSESSED}


def _table(name: str, found: Iterable[Mapping[str, list[list[object]]]]) -> pa.Table:
    schema = contracts.schema(name)
    rows = [row for kept in found for row in kept.get(name, ())]
    columns = zip(*rows, strict=True) if rows else ((),) * len(schema)
    return pa.table([_array(list(c), f.type) for c, f in zip(columns, schema, strict=True)], schema=schema)


def _array(values: list[object], kind: pa.DataType) -> pa.Array:
    if kind == contracts.MOMENT:
        return pa.array([datetime.fromisoformat(str(v)) if v else None for v in values], kind)
    return pa.array(values, kind)


def _as_text(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(type(value).__name__)
