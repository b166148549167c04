"""A delivery in, a run out."""

import csv
import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from heeded.model import contracts
from heeded.stages import STAGES, numbered

Heeded = Callable[..., "subprocess.CompletedProcess[str]"]
TABLES = [name for stage in STAGES for name in stage.gives]


@pytest.mark.parametrize("name", TABLES)
def test_every_table_is_written_as_the_contract_says(quick_run: Path, name: str) -> None:
    table = pq.read_table(quick_run / numbered(name))

    assert table.schema.equals(contracts.schema(name))


def test_every_report_of_the_delivery_stands_in_a_course(quick_run: Path) -> None:
    reports = set(pq.read_table(quick_run / numbered("reports")).column("report_id").to_pylist())
    placed = set(pq.read_table(quick_run / numbered("course_reports")).column("report_id").to_pylist())

    assert reports == placed


def test_every_quotation_is_the_text_s_own_characters(quick_run: Path) -> None:
    narratives = {r["report_id"]: r["narrative"] for r in pq.read_table(quick_run / numbered("reports")).to_pylist()}
    entries = {
        (r["report_id"], f"log:{r['entry']}"): r["text"] for r in pq.read_table(quick_run / numbered("log")).to_pylist()
    }
    findings = pq.read_table(quick_run / numbered("findings")).to_pylist()

    assert findings
    for f in findings:
        text = narratives[f["report_id"]] if f["field"] == "narrative" else entries[f["report_id"], f["field"]]
        assert text[f["start"] : f["end"]] == f["quote"]


def test_the_story_of_three_reports_under_three_headings_is_one_unrecognised_course(quick_run: Path) -> None:
    assessments = pq.read_table(quick_run / numbered("assessments")).to_pylist()
    sizes = {r["course_id"]: r["reports"] for r in pq.read_table(quick_run / numbered("courses")).to_pylist()}

    assert [sizes[a["course_id"]] for a in assessments if a["unrecognised"]] == [3]


def test_the_manifest_names_what_went_in(quick_run: Path) -> None:
    manifest = json.loads((quick_run / "manifest.json").read_text(encoding="utf-8"))

    assert set(manifest["inputs"]) >= {"delivery", "decisions", "mapping", "catalogue", "previous"}
    assert manifest["rows"]["reports"] > 0


@pytest.mark.slow
@pytest.mark.parametrize("threads", [1, 2])
def test_the_same_delivery_gives_the_same_bytes_whatever_the_threads(
    heeded_process: Heeded, quick: Path, quick_run: Path, tmp_path: Path, threads: int
) -> None:
    again = tmp_path / "again"
    heeded_process("run", quick, "--out", again, "--threads", threads)

    assert {p.name: p.read_bytes() for p in sorted(quick_run.iterdir()) if p.is_file()} == {
        p.name: p.read_bytes() for p in sorted(again.iterdir()) if p.is_file()
    }


def test_course_ids_stay_when_the_earlier_run_is_named(
    heeded: Heeded, quick: Path, quick_run: Path, tmp_path: Path
) -> None:
    later = tmp_path / "later"
    heeded("run", quick, "--out", later, "--previous", quick_run)

    courses = [pq.read_table(run / numbered("courses")).column("course_id").to_pylist() for run in (quick_run, later)]
    assert courses[0] == courses[1]


def test_no_person_of_the_delivery_is_named_in_messages_or_refusals(
    heeded: Heeded, quick: Path, tmp_path: Path
) -> None:
    with (quick / "persons.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    names = {
        r[c].lower() for r in rows for c in ("forename", "surname", "dob", "phone", "email") if len(r.get(c) or "") > 2
    }
    broken = tmp_path / "broken"
    broken.mkdir()
    for path in quick.glob("*.csv"):
        (broken / path.name).write_text(path.read_text(encoding="utf-8").replace("-", "?"), encoding="utf-8")

    done = heeded("run", broken, "--out", tmp_path / "run")
    refused = (tmp_path / "run" / "refused.csv").read_text(encoding="utf-8")

    assert names
    said = (done.stdout + done.stderr + refused).lower()
    assert [n for n in sorted(names) if n in said] == []


def test_the_second_reader_is_named_and_can_be_left_out(
    heeded: Heeded, quick: Path, quick_run: Path, tmp_path: Path
) -> None:
    alone = heeded("run", quick, "--out", tmp_path / "alone", "--rules-alone")

    assert alone.returncode == 0, alone.stderr
    inputs = [json.loads((run / "manifest.json").read_text())["inputs"] for run in (quick_run, tmp_path / "alone")]
    assert len(inputs[0]["second_reader"]) == 64
    assert inputs[1]["second_reader"] == "not used"
    rules = [
        set(pq.read_table(run / numbered("findings")).column("rule_id").to_pylist())
        for run in (quick_run, tmp_path / "alone")
    ]
    assert "second-reader" in rules[0]
    assert "second-reader" not in rules[1]
