"""Leaves rows out of a file of a delivery, so that every row that stays keeps its line and so its name.

What is left out becomes an empty line, which no reader takes for a row. A workbook is written anew with the one sheet
that is read; of the other kinds of file, what stays keeps every byte, or every value.
"""

import csv
import io
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import xlsxwriter
from python_calamine import CalamineWorkbook

from heeded.ingest.ingest_delivery import columns_of, table_of
from heeded.ingest.mapping import Mapping
from heeded.ingest.place_rows import Raw
from heeded.ingest.read_file import dialect_of, read_file, text_of
from heeded.ingest.refusals import Refusals
from heeded.toolbox.errors import DeliveryError

Row = dict[str, Any]
Lines = frozenset[int]
Span = tuple[int, int]
WORD = re.compile(r"[\w./:-]+")


@dataclass(frozen=True, slots=True)
class Sent:
    """A row as it names its report. given: whether the row bears the id itself, or is named by file and line."""

    report_id: str
    given: bool = True
    narrative: str = ""


IsOut = Callable[[Sent], bool]


def leave_out(path: Path, to: Path, is_out: IsOut, mapping: Mapping | None = None) -> int:
    """Write a file without those rows that are out; gives how many they are, and writes nothing where none is.

    A row that cannot be read is out where any word of it is the id of a report that is. Raises DeliveryError where the
    file is none of .jsonl, .csv, .parquet and .xlsx, or no table.
    """
    write = _WRITING.get(path.suffix.lower())
    if write is None:
        raise DeliveryError(f"Rows cannot be left out of {path.name}.")
    rows = read_file(path, Refusals())
    lines = _read_out(path, rows, is_out, mapping or Mapping()) | _unread_out(path, {n for n, _ in rows}, is_out)
    if lines:
        write(path, to, lines)
    return len(lines)


def _read_out(path: Path, rows: list[tuple[int, Row]], is_out: IsOut, mapping: Mapping) -> Lines:
    table = table_of(path, columns_of(rows), mapping)
    if table is None:
        return frozenset()
    raw = Raw(mapping, Refusals())
    return frozenset(line for line, row in rows if is_out(_sent(raw, table, f"{path.name}:{line}", row)))


def _sent(raw: Raw, table: str, place: str, row: Row) -> Sent:
    named = raw.named(table, row)
    return Sent(named["report_id"] or place, bool(named["report_id"]), named.get("narrative") or "")


def _unread_out(path: Path, read: set[int], is_out: IsOut) -> Lines:
    """Give the rows that could not be read and name, in whatever place, a report that is out."""
    if path.suffix.lower() not in (".jsonl", ".csv"):
        return frozenset()
    parts, spans = _parts(path)
    unread = ((last, "".join(parts[first - 1 : last])) for first, last in spans if last not in read)
    return frozenset(last for last, text in unread if any(is_out(Sent(word)) for word in WORD.findall(text)))


def _parts(path: Path) -> tuple[list[str], list[Span]]:
    """Give the lines of a text with their ends, and the first and last line of each row, counted from 1."""
    if path.suffix.lower() == ".csv":
        parts = list(io.StringIO(text_of(path, Refusals()), newline=""))
        return parts, list(_spans(parts))
    parts = [f"{line}\n" for line in text_of(path, Refusals()).split("\n")]
    return parts, [(number, number) for number in range(1, len(parts) + 1)]


def _spans(parts: list[str]) -> Iterable[Span]:
    """Give the lines of each row; from where a file cannot be split any further, each line is taken for a row."""
    reader, before = csv.reader(parts, delimiter=dialect_of("".join(parts)).delimiter), 0
    try:
        for _ in reader:
            yield before + 1, reader.line_num
            before = reader.line_num
    except csv.Error:
        yield from ((line, line) for line in range(before + 1, len(parts) + 1))


def _write_lines(path: Path, to: Path, lines: Lines) -> None:
    parts = path.read_bytes().split(b"\n")
    to.write_bytes(b"\n".join(b"" if number in lines else part for number, part in enumerate(parts, start=1)))


def _write_csv(path: Path, to: Path, lines: Lines) -> None:
    """Empty all lines of a row: a cell may hold line breaks, and a row is known by its last line."""
    kept = list(io.StringIO(path.read_bytes().decode("latin-1").replace("\0", ""), newline=""))  # bytes stay bytes
    for first, last in _parts(path)[1]:
        if last in lines:
            kept[first - 1 : last] = [part[len(part.rstrip("\r\n")) :] for part in kept[first - 1 : last]]
    to.write_bytes("".join(kept).encode("latin-1"))


def _write_parquet(path: Path, to: Path, lines: Lines) -> None:
    """Empty the cells of a row: rows of a Parquet file are known by their number, and an empty one is none."""
    table = pq.read_table(path)
    out = pa.array([number in lines for number in range(1, table.num_rows + 1)])
    columns = [pc.if_else(out, pa.scalar(None, column.type), column) for column in table.columns]
    pq.write_table(pa.table(columns, names=table.column_names), to)


def _write_workbook(path: Path, to: Path, lines: Lines) -> None:
    rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python(skip_empty_area=False)
    with xlsxwriter.Workbook(to, {"constant_memory": True, "default_date_format": "yyyy-mm-dd hh:mm:ss"}) as book:
        sheet = book.add_worksheet()
        for number, cells in enumerate(rows, start=1):
            for column, cell in enumerate(() if number in lines else cells):
                _write_cell(sheet, number - 1, column, cell)


def _write_cell(sheet: Any, row: int, column: int, cell: Any) -> None:
    if isinstance(cell, bool):
        sheet.write_boolean(row, column, cell)
    elif isinstance(cell, int | float):
        sheet.write_number(row, column, cell)
    elif isinstance(cell, datetime | date | time | timedelta):
        sheet.write_datetime(row, column, cell)
    elif str(cell):
        sheet.write_string(row, column, str(cell))


_WRITING: dict[str, Callable[[Path, Path, Lines], None]] = {
    ".jsonl": _write_lines, ".csv": _write_csv, ".parquet": _write_parquet, ".xlsx": _write_workbook,
}  # fmt: skip
