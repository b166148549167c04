"""Counting a finished run: all that the figures need, from its own tables."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from heeded.catalogue.duties import Duty, load_working_days
from heeded.catalogue.folder import catalogue_folder
from heeded.catalogue.jurisdictions import OURS
from heeded.catalogue.law import load_law
from heeded.catalogue.recorded_as import RecordedAs, load_recorded_as
from heeded.stages import numbered
from heeded.toolbox.errors import RunError
from heeded_desk.figures.definitions import rules

TABLES = ("reports", "log", "course_reports", "assessments", "checks", "findings")
Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Counted:
    """What was counted: rows in the order of the columns of Cell, Elapsed and Crime, and the months of the reports."""

    cells: list[Row]
    elapsed: list[Row]
    crimes: list[Row]
    first_month: date | None
    last_month: date | None


def count(folder: Path) -> Counted:
    """Count the run in a folder; raises RunError where it holds no finished one."""
    with duckdb.connect(":memory:", config={"threads": 1}) as base:
        for name in TABLES:
            base.read_parquet(str(_path(folder, name))).create_view(name)
        _know(base)
        base.execute(files("heeded_desk.figures").joinpath("counting.sql").read_text(encoding="utf-8"))
        months = base.execute("SELECT first, last FROM months").fetchone() or (None, None)
        return Counted(
            cells=base.execute("SELECT cube, parted, month, name, answer, n FROM cells").fetchall(),
            elapsed=base.execute("SELECT month, check_id, minutes, n FROM elapsed").fetchall(),
            crimes=base.execute("SELECT * FROM any_heading").fetchall(),
            first_month=months[0],
            last_month=months[1],
        )


def _path(folder: Path, name: str) -> Path:
    path = folder / numbered(name)
    if not path.is_file():
        raise RunError(f"The folder holds no finished run: {path.name} is not there.")
    return path


def _know(base: duckdb.DuckDBPyConnection) -> None:
    """Give the counting what the catalogue says: clocks, working days, and which outcomes ask for a second look."""
    clocks = [(d.id, d.clock.unit, d.clock.within) for d in known_duties() if d.clock]
    within = frozenset(number for _, unit, number in clocks if unit == "working days")
    base.register("working_days", _working_days(within))
    looks = ((s.code, s.check) for s in rules().second_looks)
    _give(base, "clocks", (("check_id", pa.string()), ("unit", pa.string()), ("within", pa.int32())), clocks)
    _give(base, "second_looks", (("code", pa.string()), ("check_id", pa.string())), looks)
    _give(base, "duties_left_out", (("check_id", pa.string()),), ((d,) for d in rules().duties_left_out))


def _give(
    base: duckdb.DuckDBPyConnection, name: str, columns: Iterable[tuple[str, pa.DataType]], rows: Iterable[Row]
) -> None:
    """Give a table whole: to write rows one by one takes seconds."""
    schema = pa.schema(columns)
    table = pa.Table.from_pylist([dict(zip(schema.names, row, strict=True)) for row in rows], schema=schema)
    base.register(name, table)


@cache
def _working_days(numbers: frozenset[int]) -> pa.Table:
    """Give for each day that is known, and each number of working days, which day is the last in time."""
    calendar = load_working_days(catalogue_folder())
    days = [calendar.first + timedelta(days=n) for n in range((calendar.last - calendar.first).days + 1)]
    dues = [(number, day, calendar.after(day, number)) for number in sorted(numbers) for day in days]
    schema = pa.schema((("within", pa.int32()), ("day", pa.date32()), ("due", pa.date32())))
    rows = [dict(zip(schema.names, row, strict=True)) for row in dues if row[2]]
    return pa.Table.from_pylist(rows, schema=schema)


@cache
def known_duties() -> tuple[Duty, ...]:
    """Give the duties of the catalogue in the order of the work."""
    return load_law(catalogue_folder()).duties.duties


@cache
def recorded_as() -> RecordedAs:
    """Give how records name stalking."""
    return load_recorded_as(catalogue_folder() / "law" / OURS / "recorded-as.yaml")
