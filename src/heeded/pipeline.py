"""Runs the stages in the order that stages.py declares, and writes what each gives."""

import csv
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from heeded.assemble import assemble_courses
from heeded.assess import assess_courses
from heeded.catalogue import Catalogue
from heeded.catalogue.catalogue import load_shorthand, reading_hash
from heeded.catalogue.folder import catalogue_folder
from heeded.catalogue.law import load_law
from heeded.catalogue.shorthand import Own, own_hash
from heeded.explain import explain_courses, load_wording
from heeded.ingest import ingest_delivery, load_mapping
from heeded.link import link_mentions
from heeded.manifest import file_hash, manifest, today_of
from heeded.model import contracts
from heeded.model.decision import Decision, load_decisions
from heeded.normalise import normalise_reports
from heeded.read.arrange import arrange
from heeded.read.read_reports import read_arranged
from heeded.read.reader import Reader
from heeded.read.second import SecondReader, load_second_reader
from heeded.ready import ready
from heeded.stages import STAGES, Stage, numbered
from heeded.taking_over import FOUND, TEXTS, read_by, together, unchanged, was_read_by, without
from heeded.toolbox.errors import RunError

Tables = dict[str, pa.Table]
Told = Callable[[str, int, int], None]
"""Called as told(verb, done, total) while a stage works."""

ROWS = 1 << 17
"""Rows that are written together."""


@dataclass(frozen=True, slots=True)
class Order:
    """What to run: the delivery and everything else that the answer depends on."""

    delivery: Path
    mapping: Path | None = None
    decisions: Path | None = None
    previous: Path | None = None
    today: str | None = None
    narrative_clues: bool = True
    second_reader: bool = True
    threads: int = 0


@dataclass(slots=True)
class Work:
    """What a run holds while it goes on."""

    order: Order
    told: Told
    catalogue: Path = field(default_factory=catalogue_folder)
    tables: Tables = field(default_factory=dict)
    refused: list[pa.Table] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    second: SecondReader | None = None
    own: Own = field(default_factory=dict)
    """The force's own shorthand."""
    read_by: dict[str, str | None] = field(default_factory=dict)
    taken_over: int = 0


def run_delivery(order: Order, out: Path, told: Told) -> Mapping[str, pa.Table]:
    """Run the whole work on a delivery and write the run folder; gives the tables.

    Raises HeededError with a sentence for the user where the delivery, mapping or decisions cannot be used.
    """
    work = Work(order, told)
    if order.decisions:
        work.decisions = load_decisions(order.decisions)
    for stage in STAGES:
        told(stage.verb, 0, 0)
        _run_stage(stage, work)
    _write(work, out)
    return work.tables


def _run_stage(stage: Stage, work: Work) -> None:
    given = DOING[stage.verb](work)
    if "refused" in given:
        work.refused.append(given.pop("refused"))
    for name in stage.gives:
        work.tables[name] = contracts.checked(name, given[name])


def _ingest(work: Work) -> Tables:
    mapping = load_mapping(work.order.mapping) if work.order.mapping else None
    if mapping:
        work.own = mapping.shorthand
        load_shorthand(work.catalogue, work.own)  # what makes no sense is refused before anything is taken in
    return ingest_delivery(work.order.delivery, mapping)


def _normalise(work: Work) -> Tables:
    return normalise_reports(work.tables)


def _read(work: Work) -> Tables:
    total = work.tables["reports"].num_rows
    made = ready(work.catalogue, work.own)
    second = _second_reader(work, made.catalogue)
    work.read_by = read_by(reading_hash(work.catalogue), own_hash(work.own), second.hash if second else "not used")
    given = {name: work.tables[name] for name in TEXTS}
    read = partial(_read_reports, work, made.reader(second), total)
    earlier = _earlier(work)
    if not earlier:
        return read(given)
    same = unchanged(given, earlier, work.order.threads)
    work.taken_over = len(same)
    work.told("read", work.taken_over, total)
    return together(read(without(given, same)), earlier, same)


def _read_reports(work: Work, reader: Reader, total: int, given: Tables) -> Tables:
    arranged = arrange(given["reports"], given["log"], given["mentions"])
    return read_arranged(reader, arranged, lambda done: work.told("read", done, total), work.order.threads)


def _earlier(work: Work) -> Tables | None:
    """Give what an earlier run read and found, where it read by the same that this one reads by."""
    if not work.order.previous or was_read_by(work.order.previous) != work.read_by:
        return None
    return read_run(work.order.previous, (*TEXTS, *FOUND))


def _second_reader(work: Work, catalogue: Catalogue) -> SecondReader | None:
    work.second = load_second_reader(catalogue.shorthand) if work.order.second_reader else None
    return work.second


def _link(work: Work) -> Tables:
    return link_mentions(work.tables["mentions"], _clues(work), work.decisions, threads=work.order.threads)


def _assemble(work: Work) -> Tables:
    previous = read_run(work.order.previous, ("courses", "course_reports")) if work.order.previous else None
    tables = {**work.tables, "clues": _clues(work)}
    return assemble_courses(tables, work.decisions, previous, words=work.order.narrative_clues)


def _clues(work: Work) -> pa.Table:
    return work.tables["clues"] if work.order.narrative_clues else contracts.empty("clues")


def _assess(work: Work) -> Tables:
    law = load_law(work.catalogue)
    return assess_courses(work.tables, law, work.decisions, _today(work), work.order.threads)


def _today(work: Work) -> date | None:
    """Give the day that counts as today; None where no report has a date."""
    today = today_of(work.tables["reports"], work.order.today)
    try:
        return None if today == "unknown" else date.fromisoformat(today)
    except ValueError as error:
        raise RunError("The date that counts as today is to be written YYYY-MM-DD.") from error


def _explain(work: Work) -> Tables:
    return explain_courses(work.tables, load_wording(work.catalogue))


DOING: Mapping[str, Callable[[Work], Tables]] = {
    "ingest": _ingest,
    "normalise": _normalise,
    "read": _read,
    "link": _link,
    "assemble": _assemble,
    "assess": _assess,
    "explain": _explain,
}


def _write(work: Work, out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
    for old in [*out.glob("*.parquet"), out / "refused.csv", out / "manifest.json"]:
        old.unlink(missing_ok=True)
    for name, table in work.tables.items():
        _write_table(table, out / numbered(name))
    _write_refused(work.refused, out / "refused.csv")
    today = today_of(work.tables["reports"], work.order.today)
    told = manifest(_hashes(work), today, work.tables, work.read_by, work.taken_over)
    (out / "manifest.json").write_text(told, encoding="utf-8")


def _write_table(table: pa.Table, path: Path) -> None:
    """Write a table so that the same rows give the same bytes, in whatever pieces they lie."""
    with pq.ParquetWriter(path, table.schema, compression="zstd") as file:
        for first in range(0, max(1, table.num_rows), ROWS):
            file.write_table(table.slice(first, ROWS).combine_chunks(), row_group_size=ROWS)


def _hashes(work: Work) -> dict[str, str | None]:
    order = work.order
    paths = {
        "delivery": order.delivery,
        "mapping": order.mapping,
        "decisions": order.decisions,
        "catalogue": work.catalogue,
        "previous": order.previous / "manifest.json" if order.previous else None,
    }
    hashes = {name: file_hash(path) if path else None for name, path in paths.items()}
    hashes["shorthand"] = own_hash(work.own)
    second = work.second.hash if work.second else "not used"
    return {**hashes, "narrative_clues": "used" if order.narrative_clues else "not used", "second_reader": second}


def _write_refused(refused: list[pa.Table], path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["file", "line", "column", "reason"])
        for table in refused:
            writer.writerows([r["file"], r["line"], r["column"], r["reason"]] for r in table.to_pylist())


def read_run(run: Path, names: tuple[str, ...] | None = None) -> Tables:
    """Give the tables of an earlier run, all or those named; raises RunError where one is not there."""
    wanted = names or tuple(name for stage in STAGES for name in stage.gives)
    tables = {}
    for name in wanted:
        path = run / numbered(name)
        if not path.is_file():
            raise RunError(f"{run} is no finished run: {path.name} is not there. Make it with `heeded run`.")
        tables[name] = contracts.checked(name, pq.read_table(path))
    return tables


def run_today(run: Path) -> str:
    """Give the date that counted as today in a run."""
    today: str = json.loads((run / "manifest.json").read_text(encoding="utf-8"))["today"]
    return today
