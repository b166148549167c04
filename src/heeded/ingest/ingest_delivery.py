"""Takes in a delivery: a file, or a folder of files, as a force sent it."""

from pathlib import Path
from typing import Any

import pyarrow as pa

from heeded.ingest.columns import plain
from heeded.ingest.mapping import Mapping
from heeded.ingest.place_rows import Raw
from heeded.ingest.read_file import KNOWN, read_file
from heeded.ingest.refusals import Refusals
from heeded.model import contracts
from heeded.toolbox.errors import DeliveryError

Row = dict[str, Any]


def ingest_delivery(delivery: Path, mapping: Mapping | None = None) -> dict[str, pa.Table]:
    """Give the raw tables of a delivery and what of it was refused.

    Raises DeliveryError where there is nothing in it that can be read.
    """
    raw = Raw(mapping or Mapping(), Refusals())
    taken = [_take(path, raw) for path in _files(delivery)]
    if not any(taken):
        raise DeliveryError(_nothing(delivery, raw))
    return {
        "raw_reports": contracts.table("raw_reports", raw.reports),
        "raw_persons": contracts.table("raw_persons", raw.persons),
        "raw_log": contracts.table("raw_log", raw.log),
        "refused": raw.refusals.table(),
    }


def _files(delivery: Path) -> list[Path]:
    if delivery.is_file():
        return [delivery]
    files = sorted(p for p in delivery.rglob("*") if p.is_file() and not p.name.startswith("."))
    if not files:
        raise DeliveryError(f"The folder {delivery.name} holds no files.")
    return [p for p in files if p.suffix.lower() in KNOWN] or files


def _take(path: Path, raw: Raw) -> bool:
    try:
        rows = read_file(path, raw.refusals)
    except DeliveryError as error:
        raw.refusals.add(path.name, 0, "", str(error))
        return False
    if not rows:
        return False
    table = table_of(path, columns_of(rows), raw.mapping)
    if table is None:
        raw.refusals.add(path.name, 0, "", _no_narrative(path))
        return False
    for line, row in rows:
        raw.place(table, path.name, line, row)
    return True


def columns_of(rows: list[tuple[int, Row]]) -> list[str]:
    """Give the columns of a file: those of any of its rows, so that which row comes first does not matter."""
    return list(dict.fromkeys(column for _, row in rows for column in row))


def table_of(path: Path, columns: list[str], mapping: Mapping) -> str | None:
    """Tell which table a file is: by its name, else by its columns; None where neither tells."""
    stem = plain(path.stem)
    for table in ("persons", "log", "reports"):
        if stem == table or stem.endswith(f" {table}"):
            return table
    names = {plain(str(k)).replace(" ", "_") for k in columns}
    if "reports" in mapping.columns and set(_theirs(mapping)) & {str(k) for k in columns}:
        return "reports"
    if "narrative" in names:
        return "reports"
    if {"text", "at"} <= names:
        return "log"
    return "persons" if {"report_id", "role"} <= names else None


def _theirs(mapping: Mapping) -> list[str]:
    return [name for names in mapping.columns["reports"].values() for name in names]


def _no_narrative(path: Path) -> str:
    ask = f"Make a mapping with `heeded map {path.name}` and name it with --mapping."
    return f"{path.name} has no column named narrative. {ask}"


def _nothing(delivery: Path, raw: Raw) -> str:
    reasons = [str(r["reason"]) for r in raw.refusals.rows]
    return " ".join(dict.fromkeys(reasons[:3])) or f"{delivery.name} holds no rows."
