"""Laws side by side on a run, and the tables that a lawyer reads."""

import csv
import subprocess
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as pq

from heeded.catalogue.folder import catalogue_folder
from heeded.catalogue.jurisdictions import jurisdictions
from heeded.stages import numbered

Heeded = Callable[..., "subprocess.CompletedProcess[str]"]


def lines(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_course_is_held_against_every_law_and_written_as_csv(
    heeded: Heeded, quick_run: Path, tmp_path: Path
) -> None:
    done = heeded("law", "compare", quick_run, "--csv", tmp_path / "laws.csv")
    rows = lines(tmp_path / "laws.csv")
    courses = pq.read_table(quick_run / numbered("courses")).column("course_id").to_pylist()

    assert done.returncode == 0, done.stderr
    assert {(r["course_id"], r["law"]) for r in rows} == {
        (course, law) for course in courses for law in jurisdictions(catalogue_folder())
    }
    assert {r["reached"] for r in rows} == {"stands", "partly", "missing"}
    assert all(bool(r["not_on_file"]) == (r["reached"] == "missing") for r in rows)
    assert "A proposal is nobody's law" in done.stdout


def test_the_unrecognised_course_is_reached_by_the_proposal_with_a_grade(
    heeded: Heeded, quick_run: Path, tmp_path: Path
) -> None:
    heeded("law", "compare", quick_run, "--law", "proposed-single-offence", "--csv", tmp_path / "laws.csv")
    unrecognised = {
        a["course_id"] for a in pq.read_table(quick_run / numbered("assessments")).to_pylist() if a["unrecognised"]
    }
    rows = {r["course_id"]: r for r in lines(tmp_path / "laws.csv")}

    assert {rows[c]["grade"] for c in unrecognised} <= {"basic", "grave", "gravest"}


def test_a_law_that_is_not_there_gets_a_sentence(heeded: Heeded, quick_run: Path) -> None:
    done = heeded("law", "compare", quick_run, "--law", "atlantis")

    assert done.returncode == 4
    assert "There is no jurisdiction atlantis" in done.stderr


def test_decision_tables_are_written_where_asked(heeded: Heeded, tmp_path: Path) -> None:
    done = heeded("law", "tables", "--out", tmp_path / "tables")

    assert done.returncode == 0, done.stderr
    assert (tmp_path / "tables" / "scotland" / "s39.csv").is_file()
