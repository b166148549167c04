"""What finished runs hold of erased reports: each table is written anew without it, and takes the old one's place."""

import json
import shutil
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from heeded.stages import STAGES, numbered
from heeded_desk.records.erasing.plan import Plan
from heeded_desk.records.erasing.pruning import About, about, pruned
from heeded_desk.records.erasing.replacing import new_beside, take_its_place

TOGETHER = 20_000
"""Rows that are gone through at once."""
REPORT_COLUMNS = ("report_id", "report_a", "report_b")
MENTION_COLUMNS = ("mention_id", "mention_a", "mention_b")
COURSE_COLUMNS = ("course_id", "course_a", "course_b")
SAID_OF_COURSES = ("accounts", "assessments", "checks", "questions", "possible_joins")
"""Tables whose rows say something of a whole course: they go where the course loses a report."""
LAST = "course_reports"
"""It tells which courses lose something, and so is written last."""
Change = Callable[[pa.Table], pa.Table]


def forget_in(folder: Path, plan: Plan) -> int:
    """Take what a plan names out of a finished run; gives how many tables were written anew. May be done again."""
    for made in ("exports", "pages"):
        shutil.rmtree(folder / made, ignore_errors=True)
    members = _table(folder, LAST)
    if members is None:
        return 0
    gone = pa.array(sorted(plan.reports), pa.large_string())
    lost = set(members.filter(pc.is_in(members["report_id"], gone))["course_id"].to_pylist()) | plan.courses
    left = members.filter(pc.invert(pc.is_in(members["report_id"], gone)))["course_id"].value_counts().to_pylist()
    counts = {row["values"]: row["counts"] for row in left}
    names = [name for stage in STAGES for name in stage.gives if name != LAST]
    written = sum(_write_anew(folder / numbered(n), partial(_left, n, plan, lost, counts)) for n in [*names, LAST])
    return written


def _table(folder: Path, name: str) -> pa.Table | None:
    path = folder / numbered(name)
    return pq.read_table(path) if path.is_file() else None


def _left(name: str, plan: Plan, lost: set[str], counts: dict[str, int], rows: pa.Table) -> pa.Table:
    """Give the rows of a table that stay."""
    out = _in(rows, REPORT_COLUMNS, sorted(plan.reports), lambda column: column)
    out = pc.or_(out, _in(rows, MENTION_COLUMNS, sorted(plan.reports), _report_of))
    if name in SAID_OF_COURSES:
        out = pc.or_(out, _in(rows, COURSE_COLUMNS, sorted(lost), lambda column: column))
    kept = rows.filter(pc.invert(out))
    if name == "courses":
        kept = _counted(kept, lost, counts)
    return _without_words(kept, plan)


def _in(rows: pa.Table, columns: tuple[str, ...], ids: list[str], of: Callable[[pa.Array], pa.Array]) -> pa.Array:
    wanted, found = pa.array(ids, pa.large_string()), pa.repeat(False, rows.num_rows)
    for name in columns:
        if name in rows.column_names:
            found = pc.or_(found, pc.is_in(of(rows[name].combine_chunks()), wanted))
    return found


def _report_of(mentions: pa.Array) -> pa.Array:
    """Give the report of each mention: its id is that of the report and a position."""
    return pc.replace_substring_regex(mentions, r":\d+$", "")


def _counted(courses: pa.Table, lost: set[str], counts: dict[str, int]) -> pa.Table:
    """Give the courses that have a report left, each with how many."""
    ids = courses["course_id"].to_pylist()
    kept = courses.filter(pa.array([i not in lost or i in counts for i in ids], pa.bool_()))
    pairs = zip(kept["course_id"].to_pylist(), kept["reports"].to_pylist(), strict=True)
    reports = [counts.get(course, before) for course, before in pairs]
    place = kept.schema.get_field_index("reports")
    return kept.set_column(place, kept.schema.field(place), pa.array(reports, kept.schema.field(place).type))


def _without_words(rows: pa.Table, plan: Plan) -> pa.Table:
    """Take what names the erased out of the texts and lists that stay."""
    those = about(plan.needles)
    for name, of in (("reason", _blanked), ("account", _pruned_account), ("decided", _pruned_list)):
        if name in rows.column_names:
            place = rows.schema.get_field_index(name)
            given = rows[name].to_pylist()
            made = [of(value, those) for value in given]
            if made != given:
                rows = rows.set_column(place, rows.schema.field(place), pa.array(made, rows.schema.field(place).type))
    return rows


def _blanked(text: str | None, those: About) -> str | None:
    return "" if text and those.word.search(text) else text


def _pruned_account(text: str, those: About) -> str:
    if not those.text.search(text):
        return text
    return json.dumps(pruned(json.loads(text), those), ensure_ascii=False)


def _pruned_list(rows: list[dict[str, object]], those: About) -> list[dict[str, object]]:
    return [row for row in rows if not those.names(row["decision_id"])]


def _write_anew(path: Path, change: Change) -> bool:
    """Write a table as it is to be, on the disk before it takes the old one's place; not where it stays the same."""
    if not path.is_file():
        return False
    new, changed = new_beside(path), False
    with pq.ParquetFile(path) as file, pq.ParquetWriter(new, file.schema_arrow, compression="zstd") as writer:
        for rows in _pieces(file):
            left = change(rows)
            changed = changed or not left.equals(rows)
            writer.write_table(left)
    if changed:
        take_its_place(new, path)
    new.unlink(missing_ok=True)
    return changed


def _pieces(file: pq.ParquetFile) -> Iterator[pa.Table]:
    for batch in file.iter_batches(batch_size=TOGETHER):
        yield pa.Table.from_batches([batch])
