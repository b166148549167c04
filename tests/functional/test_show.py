"""What a person is shown."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as pq

from heeded.stages import numbered

Heeded = Callable[..., "subprocess.CompletedProcess[str]"]


def unrecognised(run: Path) -> str:
    rows = pq.read_table(run / numbered("assessments")).to_pylist()
    return str(next(a["course_id"] for a in rows if a["unrecognised"]))


def test_the_list_names_the_unrecognised_course_and_fits_a_narrow_terminal(heeded: Heeded, quick_run: Path) -> None:
    done = heeded("show", quick_run)

    assert done.returncode == 0, done.stderr
    assert unrecognised(quick_run) in done.stdout
    assert max(len(line) for line in done.stdout.splitlines()) <= 80


def test_an_account_quotes_the_words_it_rests_on(heeded: Heeded, quick_run: Path) -> None:
    course = unrecognised(quick_run)
    reports = {
        r["report_id"]
        for r in pq.read_table(quick_run / numbered("course_reports")).to_pylist()
        if r["course_id"] == course
    }
    findings = pq.read_table(quick_run / numbered("findings")).to_pylist()
    quotes = [
        f["quote"]
        for f in findings
        if f["report_id"] in reports and f["family"] == "behaviour" and f["context"] == "affirmed"
    ]
    done = heeded("show", quick_run, course)

    assert done.returncode == 0, done.stderr
    shown = " ".join(done.stdout.split())
    assert quotes
    assert any(" ".join(q.split()) in shown for q in quotes)


def test_accounts_are_written_as_lines_of_json_and_as_pages(heeded: Heeded, quick_run: Path, tmp_path: Path) -> None:
    lines = heeded("export", quick_run).stdout.splitlines()
    pages = heeded("export", quick_run, "--format", "html", "--out", tmp_path / "pages")

    assert pages.returncode == 0, pages.stderr
    assert unrecognised(quick_run) in {json.loads(line)["course_id"] for line in lines}
    assert "http" not in (tmp_path / "pages" / "index.html").read_text(encoding="utf-8").replace("http-equiv", "")


def test_a_course_that_is_not_there_gets_a_sentence(heeded: Heeded, quick_run: Path) -> None:
    done = heeded("show", quick_run, "C-none")

    assert done.returncode == 6
    assert "There is no course C-none" in done.stderr
    assert "Traceback" not in done.stderr
