"""Bad input gets a clear sentence or a line in refused.csv; nothing else is lost, and no traceback is shown."""

import csv
import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from heeded.stages import numbered

Heeded = Callable[..., "subprocess.CompletedProcess[str]"]

GOOD = {"report_id": "A-1", "recorded_at": "2025-05-01T10:00", "narrative": "Bike taken from shed."}


def deliver(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def lines(*rows: object) -> bytes:
    return "".join((r if isinstance(r, str) else json.dumps(r)) + "\n" for r in rows).encode()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.csv", b""),
        ("empty.jsonl", b""),
        ("picture.png", b"\x89PNG\r\n\x1a\n\x00\x00"),
        ("not.parquet", b"PAR1 this is none"),
        ("not.xlsx", b"PK\x03\x04 this is none"),
        ("prose.csv", b"This is a letter and no table at all"),
    ],
)
def test_what_is_no_delivery_is_said_in_one_sentence(heeded: Heeded, tmp_path: Path, name: str, content: bytes) -> None:
    done = heeded("run", deliver(tmp_path, name, content), "--out", tmp_path / "run")

    assert done.returncode not in (0, 70)
    assert "Traceback" not in done.stderr
    assert done.stderr.strip().splitlines()[-1].endswith(".")


@pytest.mark.parametrize(
    ("bad", "column"),
    [
        ("{this is not json", ""),
        ("[1, 2]", ""),
        ({**GOOD, "report_id": "A-2", "recorded_at": "the day after"}, "recorded_at"),
        ({**GOOD, "report_id": "A-2", "log": [{"at": "whenever", "text": "Attended."}]}, "at"),
        ({**GOOD, "report_id": "A-2", "log": ["not an entry"]}, "log"),
    ],
)
def test_a_bad_line_is_refused_and_the_good_ones_go_on(
    heeded: Heeded, tmp_path: Path, bad: object, column: str
) -> None:
    done = heeded("run", deliver(tmp_path, "d.jsonl", lines(GOOD, bad)), "--out", tmp_path / "run")
    with (tmp_path / "run" / "refused.csv").open(encoding="utf-8") as file:
        refused = list(csv.DictReader(file))

    assert done.returncode == 0, done.stderr
    assert [(r["file"], r["line"], r["column"]) for r in refused] == [("d.jsonl", "2", column)]
    assert refused[0]["reason"].endswith(".")
    assert "A-1" in pq.read_table(tmp_path / "run" / numbered("reports")).column("report_id").to_pylist()


def test_a_log_entry_of_an_unknown_report_is_refused(heeded: Heeded, tmp_path: Path) -> None:
    folder = tmp_path / "d"
    folder.mkdir()
    deliver(folder, "reports.csv", b"report_id,recorded_at,narrative\nA-1,2025-05-01T10:00,Bike taken\n")
    deliver(folder, "log.csv", b"report_id,at,text\nA-1,2025-05-01T11:00,Attended\nB-9,2025-05-01T11:00,Lost\n")
    done = heeded("run", folder, "--out", tmp_path / "run")

    assert done.returncode == 0, done.stderr
    assert "log.csv,3" in (tmp_path / "run" / "refused.csv").read_text(encoding="utf-8")
    assert pq.read_table(tmp_path / "run" / numbered("log")).num_rows == 1


def test_a_report_seen_again_is_a_version_and_not_a_second_occasion(heeded: Heeded, tmp_path: Path) -> None:
    later = {**GOOD, "narrative": "Bike taken from shed, and the lock cut.", "outcome": "filed"}
    heeded("run", deliver(tmp_path, "d.jsonl", lines(GOOD, later)), "--out", tmp_path / "run")
    reports = pq.read_table(tmp_path / "run" / numbered("reports")).to_pylist()

    assert len(reports) == 1
    assert reports[0]["versions"] == 2
    assert pq.read_table(tmp_path / "run" / numbered("versions")).num_rows == 2
    assert [e["kind"] for e in pq.read_table(tmp_path / "run" / numbered("log")).to_pylist()] == ["version"]


def test_a_narrative_of_five_megabytes_is_read(heeded: Heeded, tmp_path: Path) -> None:
    long = {**GOOD, "narrative": "He rang her again and she did not answer. " * 120_000}
    done = heeded("run", deliver(tmp_path, "d.jsonl", lines(long)), "--out", tmp_path / "run")

    assert done.returncode == 0, done.stderr
    assert pq.read_table(tmp_path / "run" / numbered("reports")).num_rows == 1


def test_windows_letters_are_read_and_said(heeded: Heeded, tmp_path: Path) -> None:
    done = heeded(
        "run",
        deliver(
            tmp_path,
            "d.csv",
            "report_id,recorded_at,narrative\nA-1,2025-05-01T10:00,Café window broken\n".encode("cp1252"),
        ),
        "--out",
        tmp_path / "run",
    )

    assert done.returncode == 0, done.stderr
    assert pq.read_table(tmp_path / "run" / numbered("reports")).column("narrative").to_pylist() == [
        "Café window broken"
    ]
    assert "Windows-1252" in (tmp_path / "run" / "refused.csv").read_text(encoding="utf-8")


def test_a_column_that_must_be_there_is_named(heeded: Heeded, tmp_path: Path) -> None:
    done = heeded("run", deliver(tmp_path, "d.csv", b"colour,size\nred,4\n"), "--out", tmp_path / "run")

    assert done.returncode == 2
    assert "narrative" in done.stderr
    assert "heeded map" in done.stderr
