"""A course, exported in every format, with and without other people's details."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from heeded.stages import numbered

Heeded = Callable[..., "subprocess.CompletedProcess[str]"]
FORMATS = ("jsonl", "html", "pdf", "docx", "csv", "xlsx")
BEGINS = {"jsonl": b"{", "html": b"<!doctype html>", "pdf": b"%PDF", "docx": b"PK", "xlsx": b"PK"}


def unrecognised(run: Path) -> str:
    rows = pq.read_table(run / numbered("assessments")).to_pylist()
    return str(next(a["course_id"] for a in rows if a["unrecognised"]))


@pytest.mark.parametrize("form", FORMATS)
def test_a_course_is_written_in_every_format(heeded: Heeded, quick_run: Path, tmp_path: Path, form: str) -> None:
    before = {p.name: p.read_bytes() for p in quick_run.iterdir() if p.is_file()}
    out = tmp_path / f"course.{form}"
    done = heeded("export", quick_run, unrecognised(quick_run), "--format", form, "--out", out, "--redact")

    assert done.returncode == 0, done.stderr
    assert "masked" in done.stderr
    assert (out / "reports.csv").is_file() if form == "csv" else out.read_bytes().startswith(BEGINS[form])
    assert before == {p.name: p.read_bytes() for p in quick_run.iterdir() if p.is_file()}


def test_lines_of_json_go_to_the_terminal_where_no_file_is_named(heeded: Heeded, quick_run: Path) -> None:
    course = unrecognised(quick_run)
    plain, masked = (heeded("export", quick_run, course, *more) for more in ((), ("--redact",)))

    assert json.loads(plain.stdout)["course_id"] == json.loads(masked.stdout)["course_id"] == course
    assert json.loads(masked.stdout)["redacted"] is True


def test_a_run_is_written_as_one_file_for_each_course_to_look_at(
    heeded: Heeded, quick_run: Path, tmp_path: Path
) -> None:
    heeded("export", quick_run, "--format", "docx", "--out", tmp_path)
    stalking = pq.read_table(quick_run / numbered("assessments")).column("stalking").to_pylist()

    assert len(list(tmp_path.glob("*.docx"))) == len([s for s in stalking if s != "not_indicated"])


def test_a_course_that_is_not_there_gets_a_sentence(heeded: Heeded, quick_run: Path, tmp_path: Path) -> None:
    done = heeded("export", quick_run, "C-none", "--format", "pdf", "--out", tmp_path / "x.pdf")

    assert done.returncode == 6
    assert "There is no course C-none" in done.stderr
