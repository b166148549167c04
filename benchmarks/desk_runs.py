"""Make the folder of a finished run of many courses out of a small one: each course is one of the small run's, with
ids of its own. One in seven is as long as the invented force's, the others are of its shortest quarter."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from heeded.stages import numbered

Row = dict[str, Any]
IDS = {
    "report_id", "mention_id", "mention_a", "mention_b", "person_id", "course_id", "victim_id", "suspect_id",
    "question_id", "report_a", "report_b", "course_a", "course_b", "clue_id",
}  # fmt: skip
BY_COURSE = ("courses", "course_reports", "assessments")
BY_REPORT = ("reports", "mentions", "clues")
TOGETHER = 500
DASH = pa.scalar("-", pa.large_string())
LONG = 7
"""One course in so many is a long one."""


class Small:
    """The small run: its tables, and which of their rows belong to each course."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.tables = {n: pq.read_table(folder / numbered(n)) for n in (*BY_COURSE, *BY_REPORT, "persons")}
        self.accounts = [json.loads(a) for a in pq.read_table(folder / numbered("accounts"))["account"].to_pylist()]
        self.empty = {n: pq.read_table(folder / numbered(n)).slice(0, 0) for n in ("id_changes", "person_links")}
        self.questions = pq.read_table(folder / numbered("questions"))
        by_size = sorted(self.accounts, key=lambda a: len(json.dumps(a)))
        self.short = by_size[: max(1, len(by_size) // 4)]

    def account(self, number: int) -> Row:
        """Give the account that the course of a number is made after."""
        among = self.accounts if number % LONG == 0 else self.short
        return among[number % len(among)]


def large_run(small: Small, folder: Path, courses: int, changed: int = 0, merged: int = 0) -> None:
    """Write a run of so many courses into an empty folder.

    changed: how many of them have one report more than in the run without. merged: how many courses at the end are
    joined to the first ones.
    """
    left = courses - merged
    for name, table in _tables(small, left).items():
        pq.write_table(table, folder / numbered(name))
    schema = pa.schema([("course_id", pa.large_string()), ("account", pa.large_string())])
    with pq.ParquetWriter(folder / numbered("accounts"), schema) as out:
        for part in _parts(small, left, changed):
            out.write_table(pa.table(part, schema))
    for path in (p for p in small.folder.glob("*.parquet") if not (folder / p.name).exists()):
        pq.write_table(pq.read_table(path).slice(0, 0), folder / path.name)  # what publishing reads no row of
    for path in small.folder.glob("*.json"):
        (folder / path.name).write_bytes(path.read_bytes())
    pq.write_table(_changes(small, courses, merged), folder / numbered("id_changes"))
    (folder / "refused.csv").write_text("file,line,column,reason\n", encoding="utf-8")


def _tables(small: Small, courses: int) -> dict[str, pa.Table]:
    names = [small.account(n)["course_id"] for n in range(courses)]
    reports = {a["course_id"]: {r["report_id"] for r in a["reports"]} for a in small.accounts}
    made = {n: _many(small.tables[n], "course_id", [{name} for name in names]) for n in BY_COURSE}
    made |= {n: _many(small.tables[n], "report_id", [reports[name] for name in names]) for n in BY_REPORT}
    mentions = small.tables["mentions"]
    of = dict(zip(mentions["mention_id"].to_pylist(), mentions["report_id"].to_pylist(), strict=True))
    spoken = {name: {m for m, report in of.items() if report in reports[name]} for name in set(names)}
    made["persons"] = _many(small.tables["persons"], "mention_id", [spoken[name] for name in names])
    alone = small.questions.filter(pc.is_null(small.questions["course_b"]))
    return made | {"questions": _many(alone, "course_a", [{n} for n in names]), **small.empty}


def _many(table: pa.Table, key: str, wanted: list[set[str]]) -> pa.Table:
    """Take the rows of each course, and give their ids its number."""
    where: dict[str, list[int]] = {}
    for index, value in enumerate(table[key].to_pylist()):
        where.setdefault(value, []).append(index)
    rows = [[i for value in sorted(values) for i in where.get(value, ())] for values in wanted]
    numbers = pa.array(np.repeat(np.arange(len(rows)), [len(r) for r in rows])).cast(pa.large_string())
    taken = table.take(pa.array([i for part in rows for i in part], pa.int64()))
    for place, name in enumerate(taken.column_names):
        if name in IDS:
            joined = pc.binary_join_element_wise(taken[name].cast(pa.large_string()), numbers, DASH)
            taken = taken.set_column(place, name, joined)
    return taken


def _parts(small: Small, courses: int, changed: int) -> Iterator[dict[str, list[str]]]:
    for first in range(0, courses, TOGETHER):
        made = [_account(small.account(n), n, n < changed) for n in range(first, min(first + TOGETHER, courses))]
        yield {"course_id": [a["course_id"] for a in made], "account": [json.dumps(a) for a in made]}


def _account(account: Row, number: int, changed: bool) -> Row:
    reports = [r | {"report_id": f"{r['report_id']}-{number}"} for r in account["reports"]]
    if changed:
        reports.append(reports[-1] | {"report_id": f"{reports[-1]['report_id']}-later"})
    return account | {"course_id": f"{account['course_id']}-{number}", "reports": reports}


def _changes(small: Small, courses: int, merged: int) -> pa.Table:
    def course(number: int) -> str:
        return f"{small.account(number)['course_id']}-{number}"

    rows = [
        {"change": "merge", "course_before": course(courses - merged + n), "course_after": course(n), "reason": ""}
        for n in range(merged)
    ]
    return pa.Table.from_pylist(rows, small.empty["id_changes"].schema)
