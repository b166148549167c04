"""An invented delivery for records management: who is erased, who stays, and everything by which to know them again."""

import atexit
import json
import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

from django.apps import apps
from django.db import connection

from heeded.pipeline import Order, run_delivery

OTTOLINE = ("victim", "Ottoline", "Quarmby", "1991-04-02", "07700 900555", "ottoline.quarmby@example.org")
DORIAN = ("suspect", "Dorian", "Zellweger", "1988-09-13", "07700 900666", "")
LUDMILA = ("witness", "Ludmila", "Ullswater", "1970-01-01", "", "")
BETH = ("victim", "Beth", "Ormskirk", "1979-01-30", "07700 900777", "")
COLIN = ("suspect", "Colin", "Marsk", "1970-06-21", "", "")
NAMES = ("role", "forename", "surname", "dob", "phone", "email")
Person = tuple[str, ...]


def report(number: int, people: list[Person], day: int, words: str, **more: object) -> Mapping[str, object]:
    """A report as a force sends it."""
    persons = [{n: v for n, v in zip(NAMES, person, strict=True) if v} for person in people]
    log = [
        {
            "at": f"2026-03-{day:02}T12:00:00",
            "text": f"{people[0][1]} was rung back by PC Tollgate about number {number}.",
        }
    ]
    return {
        "report_id": f"RX{number}", "recorded_at": f"2026-03-{day:02}T09:00:00", "offence": "Malicious communications",
        "narrative": words, "persons": persons, "log": log, "district": "Vale", **more,
    }  # fmt: skip


ERASED = (
    report(
        1, [OTTOLINE, DORIAN], 2, "Her ex-partner Dorian has sent her forty-one messages since she told him to stop."
    ),
    report(2, [OTTOLINE, DORIAN, LUDMILA], 5, "Dorian waited by the almshouse; Ludmila saw him. She is frightened."),
    report(
        3, [OTTOLINE, DORIAN], 9, "He followed her to the tannery. He said that he would kill her. She is terrified."
    ),
)
KEPT = (
    report(4, [BETH, COLIN], 6, "Her ex Colin keeps leaving notes on her car and waits at her work. She is scared."),
    report(5, [BETH, COLIN], 8, "Colin has rung her sixty times and was outside her house. She told him to stop."),
)
TRACES = (
    "ottoline", "quarmby", "dorian", "zellweger", "ludmila", "ullswater", "900555", "900666", "1991-04-02",
    "1988-09-13", "forty-one messages", "almshouse", "tannery", "she told the desk", "said to her solicitor",
)  # fmt: skip
"""Of the erased people: names, numbers, words of their reports, and words that members wrote about them."""


def write(path: Path, *reports: Mapping[str, object]) -> Path:
    """Write reports as a delivery."""
    path.write_text("".join(json.dumps(r) + "\n" for r in reports), encoding="utf-8")
    return path


@cache
def finished_run() -> Path:
    """A run over both courses, made once in a process."""
    folder = Path(tempfile.mkdtemp(prefix="heeded-records-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    delivery = write(folder / "delivery.jsonl", *ERASED, *KEPT)
    run_delivery(Order(delivery, second_reader=False), folder / "run", lambda *_: None)
    return folder / "run"


def traces_in_database(traces: Iterable[str] = TRACES) -> list[tuple[str, str]]:
    """Give (table, trace) for every trace in any row of any table of the database, as the desk's role reads it."""
    wanted, found = [t.lower() for t in traces], []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            said = "\n".join(str(row) for row in cursor.fetchall()).lower()
            found += [(table, trace) for trace in wanted if trace in said]
    return found


def traces_in_files(folder: Path, traces: Iterable[str] = TRACES) -> list[tuple[str, str]]:
    """Give (file, trace) for every trace in any file below a folder: in its bytes, and in what its tables unpack to."""
    return [(str(path.relative_to(folder)), t) for path in _files(folder) for t in traces if t in _said(path)]


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file())


def _said(path: Path) -> str:
    import pyarrow.parquet as pq

    said = path.read_bytes().decode("utf-8", errors="replace").lower()
    if path.suffix == ".parquet":
        said += str(pq.read_table(path).to_pylist()).lower()
    return said


def text_columns() -> int:
    """Give how many columns of the desk's own tables hold text, so that a search of none would be seen."""
    kinds = re.compile("Char|Text|JSON|Email|Slug")
    models = [m for m in apps.get_models() if m.__module__.startswith("heeded_desk.")]
    return sum(bool(kinds.search(type(f).__name__)) for m in models for f in m._meta.local_fields)
