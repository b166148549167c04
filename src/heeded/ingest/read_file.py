"""The rows of one file, whatever its format: text in, nothing interpreted."""

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from python_calamine import CalamineError, CalamineWorkbook

from heeded.ingest.refusals import Refusals
from heeded.toolbox.errors import DeliveryError

Row = dict[str, Any]
KNOWN = (".jsonl", ".ndjson", ".json", ".csv", ".tsv", ".txt", ".parquet", ".xlsx", ".xlsm", ".xls", ".ods")
csv.field_size_limit(1 << 30)


def read_file(path: Path, refusals: Refusals) -> list[tuple[int, Row]]:
    """Give (line, row) of a file's rows; what cannot be read goes to `refusals`.

    Raises DeliveryError where the whole file is no table.
    """
    kind = path.suffix.lower()
    if kind not in KNOWN:
        raise DeliveryError(
            f"{path.name} is no table that Heeded reads ({', '.join(('.jsonl', '.csv', '.parquet', '.xlsx'))})."
        )
    if path.stat().st_size == 0:
        raise DeliveryError(f"{path.name} is empty.")
    if kind == ".parquet":
        return list(_parquet(path))
    if kind in (".xlsx", ".xlsm", ".xls", ".ods"):
        return list(_workbook(path))
    text = text_of(path, refusals)
    rows = list(
        _json_lines(path, text, refusals) if kind in (".jsonl", ".ndjson", ".json") else _csv(path, text, refusals)
    )
    return rows


def text_of(path: Path, refusals: Refusals) -> str:
    """Give the text of a file: UTF-8, else as Windows-1252, which is then noted."""
    raw = path.read_bytes()
    try:
        return raw.decode("utf-8-sig").replace("\0", "")
    except UnicodeDecodeError:
        refusals.add(
            path.name, 0, "", "The file is not UTF-8 and was read as Windows-1252; no row was left out for it."
        )
        return raw.decode("cp1252", errors="replace").replace("\0", "")


def _json_lines(path: Path, text: str, refusals: Refusals) -> Iterator[tuple[int, Row]]:
    if text.lstrip().startswith("[") and path.suffix.lower() == ".json":
        yield from _json_list(path, text)
        return
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (json.JSONDecodeError, RecursionError):
            refusals.add(path.name, number, "", "The line is not JSON.")
            continue
        if isinstance(row, dict):
            yield number, row
        else:
            refusals.add(path.name, number, "", "The line is JSON, but no object with columns.")


def _json_list(path: Path, text: str) -> Iterator[tuple[int, Row]]:
    try:
        rows = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        raise DeliveryError(f"{path.name} is not JSON.") from error
    yield from ((number, row) for number, row in enumerate(rows, start=1) if isinstance(row, dict))


def _csv(path: Path, text: str, refusals: Refusals) -> Iterator[tuple[int, Row]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=dialect_of(text).delimiter)
    header: list[str] = []
    try:
        for cells in reader:
            if not any(c.strip() for c in cells):
                continue
            if not header:
                header = _header(path, cells)
                continue
            yield from _csv_row(path, reader.line_num, header, cells, refusals)
    except csv.Error as error:
        refusals.add(path.name, reader.line_num, "", f"The row cannot be split into cells ({error}).")


def dialect_of(text: str) -> Any:
    """Give how the cells of a text are parted, as its first line tells."""
    try:
        return csv.Sniffer().sniff(text[:20_000].split("\n", 1)[0], delimiters=",;\t|")
    except csv.Error:
        return csv.excel


def _header(path: Path, cells: list[str]) -> list[str]:
    if len(cells) < 2:
        raise DeliveryError(f"{path.name} has no row of column names, so it is no table.")
    return [c.strip() for c in cells]


def _csv_row(
    path: Path, line: int, header: list[str], cells: list[str], refusals: Refusals
) -> Iterator[tuple[int, Row]]:
    spare = [c for c in cells[len(header) :] if c.strip()]
    if spare:
        refusals.add(path.name, line, "", f"The row has {len(cells)} cells where {len(header)} are named.")
        return
    yield line, dict(zip(header, cells, strict=False))


def _parquet(path: Path) -> Iterator[tuple[int, Row]]:
    try:
        table = pq.read_table(path)
    except (pa.ArrowInvalid, OSError) as error:
        raise DeliveryError(f"{path.name} is no Parquet file.") from error
    for number, row in enumerate(table.to_pylist(), start=1):
        if any(cell is not None for cell in row.values()):  # an empty row is none, as in every other kind of file
            yield number, row


def _workbook(path: Path) -> Iterator[tuple[int, Row]]:
    try:
        sheet = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0)
        rows = sheet.to_python(skip_empty_area=False)
    except (CalamineError, OSError, IndexError) as error:
        raise DeliveryError(f"{path.name} is no workbook that can be opened.") from error
    header: list[str] = []
    for number, cells in enumerate(rows, start=1):
        if not any(str(c).strip() for c in cells):
            continue
        if not header:
            header = _header(path, [str(c) for c in cells])
            continue
        yield number, {h: c for h, c in zip(header, cells, strict=False) if h}
