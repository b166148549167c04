"""A worker that is killed loses nothing: its run is taken up again, and the chain of the audit holds."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

KILLS = 5
SET_UP = """
import django; django.setup()
from pathlib import Path
from heeded_desk.deliveries.actions.asking import ask_for_run
from heeded_desk.deliveries.actions.taking import Sent, take
from heeded_desk.deliveries.models import Delivery
from heeded_desk.members.models import Force
force, _ = Force.objects.get_or_create(code="northmoor", defaults={"name": "Northmoor Police"})
take(force, Sent(Path(FILE), "night.jsonl", Delivery.How.COMMAND))
ask_for_run(force)
"""
WORD = "She says he was outside her house again and has sent her forty messages."


@pytest.fixture
def surroundings(tmp_path: Path) -> dict[str, str]:
    """A desk of its own, brought up to date."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("HEEDED_", "DJANGO_"))}
    given = {**kept, "HEEDED_DATA": str(tmp_path / "desk"), "DJANGO_SETTINGS_MODULE": "heeded_desk.settings"}
    subprocess.run([sys.executable, "-m", "heeded_desk", "migrate", "--verbosity=0"], env=given, check=True)
    return given


def deliver(folder: Path, surroundings: dict[str, str], number: int) -> None:
    """Take in one file of forty reports, and ask for a run."""
    path = folder / f"{number}.jsonl"
    rows = [
        {"report_id": f"K{number}-{n}", "recorded_at": f"2026-03-0{number + 1}T09:00:00", "narrative": f"{WORD} {n}"}
        for n in range(40)
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    subprocess.run([sys.executable, "-c", SET_UP.replace("FILE", repr(str(path)))], env=surroundings, check=True)


def runs(surroundings: dict[str, str]) -> list[tuple[str, str, int, int]]:
    """Give state, stage, attempts and reports of each run, as the file of the database has them."""
    connection = sqlite3.connect(Path(surroundings["HEEDED_DATA"]) / "desk.sqlite3", timeout=20)
    try:
        return connection.execute("SELECT state, stage, attempts, reports FROM deliveries_run ORDER BY id").fetchall()
    finally:
        connection.close()


def kill_at(stage: str, surroundings: dict[str, str]) -> None:
    """Start a worker and kill it as soon as its run is at a stage, or through."""
    worker = subprocess.Popen([sys.executable, "-m", "heeded_desk", "work"], env=surroundings)
    try:
        until = time.monotonic() + 240
        while runs(surroundings)[-1][1] != stage and runs(surroundings)[-1][0] != "published":
            assert time.monotonic() < until and worker.poll() is None
            time.sleep(0.01)
    finally:
        worker.send_signal(signal.SIGKILL)
        worker.wait()


@pytest.mark.slow
def test_a_worker_killed_five_times_loses_nothing(tmp_path: Path, surroundings: dict[str, str]) -> None:
    for number, stage in enumerate(("ingest", "read", "assess", "publish", "index")):
        deliver(tmp_path, surroundings, number)
        kill_at(stage, surroundings)

    subprocess.run([sys.executable, "-m", "heeded_desk", "work", "--once"], env=surroundings, check=True, timeout=300)

    assert {(state, stage) for state, stage, *_ in runs(surroundings)} == {("published", "")}
    assert runs(surroundings)[-1][3] == 40 * KILLS
    checked = subprocess.run([sys.executable, "-m", "heeded_desk", "audit_verify"], env=surroundings, check=False)
    assert checked.returncode == 0
