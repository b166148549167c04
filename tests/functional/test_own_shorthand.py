"""A force's own words, by way of its mapping: read, named in the manifest, refused before anything is taken in."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as pq

from heeded.stages import numbered

Heeded = Callable[..., "subprocess.CompletedProcess[str]"]
ROW = '{"report_id": "R1", "recorded_at": "2026-03-01T10:00:00", "narrative": "Male ZQX her on the doorstep."}\n'


def delivered(folder: Path, mapping: str) -> tuple[Path, Path]:
    (folder / "d.jsonl").write_text(ROW, encoding="utf-8")
    (folder / "force.toml").write_text(mapping, encoding="utf-8")
    return folder / "d.jsonl", folder / "force.toml"


def test_a_word_of_the_force_is_read_and_stands_in_the_manifest(heeded: Heeded, tmp_path: Path) -> None:
    delivery, mapping = delivered(tmp_path, '[shorthand]\nzqx = "threatened to kill"\n')

    done = heeded("run", delivery, "--mapping", mapping, "--out", tmp_path / "run", "--rules-alone")

    assert done.returncode == 0, done.stderr
    findings = pq.read_table(tmp_path / "run" / numbered("findings")).to_pylist()
    assert {"threat_to_kill"} <= {f["code"] for f in findings}
    assert any("ZQX" in f["quote"] for f in findings)
    assert len(json.loads((tmp_path / "run" / "manifest.json").read_text())["inputs"]["shorthand"]) == 64


def test_a_word_that_makes_no_sense_stops_the_run_with_a_sentence(heeded: Heeded, tmp_path: Path) -> None:
    delivery, mapping = delivered(tmp_path, '[shorthand]\nnot = "nothing of note"\n')

    done = heeded("run", delivery, "--mapping", mapping, "--out", tmp_path / "run")

    assert done.returncode == 3
    assert "[shorthand] cannot take 'not'" in done.stderr
    assert not (tmp_path / "run").exists()


def test_a_table_of_shorthand_that_is_none_is_refused(heeded: Heeded, tmp_path: Path) -> None:
    delivery, mapping = delivered(tmp_path, "[shorthand]\nvoi = 7\n")

    done = heeded("run", delivery, "--mapping", mapping, "--out", tmp_path / "run")

    assert done.returncode == 3
    assert "neither a text nor false" in done.stderr
