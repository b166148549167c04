"""A run after another reads only what is new, and gives what a reading of all gives."""

import csv
import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from heeded.stages import numbered

Heeded = Callable[..., "subprocess.CompletedProcess[str]"]
Change = Callable[[dict[str, list[dict[str, str]]]], object]


def changed(quick: Path, out: Path, change: Change) -> Path:
    """Give a copy of a delivery in which something is otherwise."""
    tables = {
        path.stem: list(csv.DictReader(path.read_text(encoding="utf-8").splitlines(keepends=True)))
        for path in quick.glob("*.csv")
    }
    change(tables)
    out.mkdir()
    for name, rows in tables.items():
        with (out / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
    return out


def another_narrative(tables: dict[str, list[dict[str, str]]]) -> None:
    tables["reports"][3]["narrative"] = "Her ex has rung her forty times since Monday. She is frightened."


def another_log_entry(tables: dict[str, list[dict[str, str]]]) -> None:
    tables["log"].append({**tables["log"][0], "text": "Told to ignore him. Advice given."})


def another_name(tables: dict[str, list[dict[str, str]]]) -> None:
    tables["persons"][0]["forename"] = "Bartholomew"


def another_report(tables: dict[str, list[dict[str, str]]]) -> None:
    tables["reports"].append({**tables["reports"][1], "report_id": "NM26-009999"})


def another_outcome(tables: dict[str, list[dict[str, str]]]) -> None:
    tables["reports"][3]["outcome"] = "charged"


@pytest.mark.parametrize(
    ("change", "read_anew"),
    [(another_narrative, 1), (another_log_entry, 1), (another_name, 1), (another_report, 1), (another_outcome, 0)],
)
def test_only_what_is_new_is_read_and_the_tables_are_those_of_a_reading_of_all(
    heeded: Heeded, quick: Path, quick_run: Path, tmp_path: Path, change: Change, read_anew: int
) -> None:
    delivery = changed(quick, tmp_path / "delivery", change)
    heeded("run", delivery, "--out", tmp_path / "all")
    heeded("run", delivery, "--out", tmp_path / "new", "--previous", quick_run)

    told = json.loads((tmp_path / "new" / "manifest.json").read_text(encoding="utf-8"))
    assert told["reports_taken_over"] == told["rows"]["reports"] - read_anew
    for name in ("findings", "clues"):
        assert pq.read_table(tmp_path / "new" / numbered(name)) == pq.read_table(tmp_path / "all" / numbered(name))


def test_nothing_is_taken_over_from_a_run_that_was_read_by_something_else(
    heeded: Heeded, quick: Path, quick_run: Path, tmp_path: Path
) -> None:
    heeded("run", quick, "--out", tmp_path / "rules", "--rules-alone", "--previous", quick_run)

    assert json.loads((tmp_path / "rules" / "manifest.json").read_text(encoding="utf-8"))["reports_taken_over"] == 0
