"""The tables of a run for spreadsheets: a CSV for each, or one workbook with a sheet for each.

Lists are written as JSON. In a workbook every cell is text, a number or a day, never a formula.
"""

import csv
import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import xlsxwriter

from heeded.explain.redact import MASK, TYPED, Masks, Redaction
from heeded.explain.rows import Row
from heeded.toolbox.cells import harmless

TABLES = (
    "reports", "log", "mentions", "findings", "persons", "courses", "course_reports", "questions", "assessments",
    "checks",
)  # fmt: skip
"""The tables that are exported: those that the contract names, and the log beside the reports."""
CELL = 32_767
"""Characters that a cell of a workbook can hold."""
ROWS = 1_048_575
"""Rows that a sheet can hold beneath its head."""


def chosen(tables: Mapping[str, pa.Table], course: str | None) -> dict[str, pa.Table]:
    """Give the tables to export, those of one course where one is named."""
    if course is None:
        return {name: tables[name] for name in TABLES}
    ids = pa.chunked_array([[course]], type=pa.large_string())
    reports = _where(tables["course_reports"], "course_id", ids).column("report_id")
    mentions = _where(tables["mentions"], "report_id", reports)
    kept = {
        "mentions": mentions,
        "persons": _where(tables["persons"], "mention_id", mentions.column("mention_id")),
        "questions": _about(tables["questions"], course),
        **{name: _where(tables[name], "report_id", reports) for name in ("reports", "log", "findings")},
        **{name: _where(tables[name], "course_id", ids) for name in OF_COURSE},
    }
    return {name: kept[name] for name in TABLES}


OF_COURSE = ("courses", "course_reports", "assessments", "checks")


def _where(table: pa.Table, column: str, values: pa.ChunkedArray) -> pa.Table:
    return table.filter(pc.is_in(table.column(column), value_set=values.combine_chunks()))


def _about(questions: pa.Table, course: str) -> pa.Table:
    either = pc.or_kleene(
        pc.equal(questions.column("course_a"), course), pc.equal(questions.column("course_b"), course)
    )
    return questions.filter(pc.fill_null(either, False))


def rows_of(name: str, table: pa.Table, redaction: Redaction | None) -> Iterator[Row]:
    """Give the rows of a table, other people's details masked where a redaction is given."""
    for row in table.to_pylist():
        yield _masked(name, row, redaction) if redaction else row


def _masked(name: str, row: Row, redaction: Redaction) -> Row:
    """Mask a row by the masks of its course or report; whole texts and quotations by their places."""
    if name == "mentions" and redaction.is_other(row):
        return {**row, **dict.fromkeys([c for c in row if row[c] and c.removesuffix("_norm") in TYPED], MASK * 3)}
    masks = redaction.of_course(row["course_id"]) if row.get("course_id") else redaction.of_report(_report_of(row))
    made: Row = _value(row, masks, redaction)
    if name in ("reports", "log"):
        column, field = ("narrative", "narrative") if name == "reports" else ("text", f"log:{row['entry']}")
        made[column] = redaction.text(row["report_id"], field)
    return made


def _report_of(row: Row) -> str:
    return str(row.get("report_id") or row.get("report_a") or str(row.get("mention_id", "")).rpartition(":")[0])


def _value(value: Any, masks: Masks, redaction: Redaction, key: str = "") -> Any:
    """Mask every string that is not an id; words that tell their place are quoted from the masked text."""
    if isinstance(value, dict):
        made = {k: _value(v, masks, redaction, k) for k, v in value.items()}
        if {"report_id", "field", "start", "end", "quote"} <= value.keys():
            made["quote"] = redaction.text(value["report_id"], value["field"])[value["start"] : value["end"]]
        return made
    if isinstance(value, list):
        return [_value(v, masks, redaction, key) for v in value]
    return masks.masked(value) if isinstance(value, str) and not key.endswith(("_id", "_a", "_b")) else value


def write_csvs(tables: Mapping[str, pa.Table], folder: Path, redaction: Redaction | None = None) -> Path:
    """Write one CSV for each table into a folder; gives the folder. No cell is taken for a formula by a spreadsheet."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, table in tables.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(table.column_names)
            writer.writerows([harmless(_plain(v)) for v in row.values()] for row in rows_of(name, table, redaction))
    return folder


def write_workbook(tables: Mapping[str, pa.Table], path: Path, redaction: Redaction | None = None) -> list[str]:
    """Write one workbook with a sheet for each table; gives what did not fit, in sentences."""
    told: list[str] = []
    with xlsxwriter.Workbook(path, {"constant_memory": True, "default_date_format": "yyyy-mm-dd hh:mm"}) as book:
        book.set_properties({"title": "Heeded", "created": datetime(2000, 1, 1)})
        for name, table in tables.items():
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, 0)
            sheet.write_row(0, 0, table.column_names)
            cut = 0
            for number, row in enumerate(rows_of(name, table.slice(0, ROWS), redaction), start=1):
                cut += sum(_write(sheet, number, column, value) for column, value in enumerate(row.values()))
            if table.num_rows > ROWS:
                told.append(f"{table.num_rows - ROWS:,} rows of {name} did not fit on a sheet; the CSV has them all.")
            if cut:
                told.append(f"{cut:,} cells of {name} were cut to {CELL:,} characters; the CSV has them whole.")
    return told


def _write(sheet: Any, row: int, column: int, value: Any) -> bool:
    """Write a cell as what it is, never as a formula; say whether it had to be cut."""
    if value is None:
        return False
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value)
    elif isinstance(value, datetime) and value.year >= 1900:
        sheet.write_datetime(row, column, value)
    else:
        text = str(_plain(value))
        sheet.write_string(row, column, text[:CELL])
        return len(text) > CELL
    return False


def _plain(value: Any) -> Any:
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False, default=str)
    return value.isoformat() if isinstance(value, datetime) else value
