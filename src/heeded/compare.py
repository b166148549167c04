"""What changed between two runs: courses that came, went, grew, or are said to be something else."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from heeded.pipeline import read_run

Row = dict[str, object]


@dataclass(frozen=True, slots=True)
class Change:
    """One change of one course, in a sentence."""

    course_id: str
    sentence: str


def changes_between(before: Path, after: Path) -> Iterator[Change]:
    """Give what changed from one run to a later one, in the order of the course ids; raises RunError."""
    old, new = _courses(before), _courses(after)
    for course_id in sorted(old.keys() | new.keys()):
        if course_id not in old:
            yield Change(course_id, f"New: {_words(new[course_id]['stalking'])}, reports: {new[course_id]['reports']}.")
        elif course_id not in new:
            yield Change(course_id, "No longer there; the table id_changes of the later run says why.")
        else:
            for sentence in _differences(old[course_id], new[course_id]):
                yield Change(course_id, sentence)


def _courses(run: Path) -> dict[str, Row]:
    tables = read_run(run, ("courses", "assessments"))
    rows: dict[str, Row] = {str(r["course_id"]): r for r in tables["courses"].to_pylist()}
    for assessment in tables["assessments"].to_pylist():
        rows.setdefault(str(assessment["course_id"]), {}).update(assessment)
    return rows


def _differences(old: Row, new: Row) -> Iterator[str]:
    if old["reports"] != new["reports"]:
        yield f"Reports: {old['reports']} before, {new['reports']} now."
    if old["stalking"] != new["stalking"]:
        yield f"Stalking: {_words(old['stalking'])} before, {_words(new['stalking'])} now."
    if old["recorded_as_stalking"] != new["recorded_as_stalking"]:
        yield "Now recorded as stalking." if new["recorded_as_stalking"] else "No longer recorded as stalking."
    came = _flags(new) - _flags(old)
    if came:
        yield f"New red flags: {', '.join(sorted(f.replace('_', ' ') for f in came))}."


def _flags(row: Row) -> set[str]:
    flags = row["red_flags"]
    return {f["code"] for f in flags} if isinstance(flags, list) else set()


def _words(code: object) -> str:
    return str(code).replace("_", " ")
