"""What was accepted as a correction, as a file of the desk's own that every run reads after all that was sent.

A run takes it for a later version of the report: it wins over what the force sent, also where that is sent again, and
every version stays on file.
"""

import json
from collections.abc import Iterable
from pathlib import Path

from heeded.ingest import Mapping, load_mapping
from heeded.toolbox.dates import read_moment
from heeded_desk.deliveries.places import mapping_file
from heeded_desk.members.models import Force
from heeded_desk.records.knowledge import Row, known
from heeded_desk.records.models import Correction
from heeded_desk.second_lock import reading

NAME = "zz-corrections-reports.jsonl"
"""It stands last in the order of names, in which files are read."""
NOT_MAPPED = (
    "The force's mapping names no column for this, so it cannot be corrected here. Correct it where it came from."
)
NO_DAY = "Write a day, such as 2026-03-01, or a day and a time, such as 2026-03-01 14:30"


def fields() -> dict[str, Row]:
    """Give what of a report may be corrected, by code."""
    return {field["code"]: field for field in known("correction")["fields"]}


def askers() -> dict[str, str]:
    """Give who may have asked, by code."""
    return {asker["code"]: asker["title"] for asker in known("correction")["askers"]}


def fault_of(force: Force, field: str, value: str) -> str:
    """Say why a value cannot be put into a field; empty where it can."""
    if fields()[field]["moment"] and read_moment(value) is None:
        return NO_DAY
    return "" if {"report_id", field} <= _columns(_mapping(force)).keys() else NOT_MAPPED


def give_corrections(force: Force, folder: Path) -> None:
    """Write what was accepted beside what a run reads, where there is any."""
    with reading(force.pk):
        accepted = list(Correction.objects.filter(force=force, state=Correction.State.ACCEPTED).order_by("pk"))
    if accepted:
        lines = "".join(f"{line}\n" for line in lines_of(accepted, _mapping(force)))
        (folder / NAME).write_text(lines, encoding="utf-8")


def lines_of(accepted: Iterable[Correction], mapping: Mapping | None) -> Iterable[str]:
    """Give each correction as a line of a delivery, under the columns that the force's mapping names."""
    columns = _columns(mapping)
    for row in accepted:
        if {"report_id", row.field} <= columns.keys():
            said = {columns["narrative"]: None} if "narrative" in columns else {}
            said |= {columns["report_id"]: row.report_id, columns[row.field]: row.new_value}
            yield json.dumps(said, ensure_ascii=False)


def _mapping(force: Force) -> Mapping | None:
    path = mapping_file(force)
    return load_mapping(path) if path.is_file() else None


def _columns(mapping: Mapping | None) -> dict[str, str]:
    """Give the name of each of our columns in what the force sends."""
    named = mapping.columns.get("reports") if mapping else None
    if named:
        return {ours: theirs[0] for ours, theirs in named.items()}
    return {name: name for name in ("report_id", "narrative", *fields())}
