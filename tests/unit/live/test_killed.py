"""Killed while adding, a store loses nothing that was acknowledged and is whole."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from heeded.live import Adding, Store, fill_store

ADDER = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from live_reports import Force, one_by_one
from heeded.live import Adding, Store
adding = Adding(Store(Path(sys.argv[2])))
for tables in one_by_one(Force(int(sys.argv[3]), 21).tables())[int(sys.argv[4]):]:
    print(adding.add(tables).report_id, flush=True)
"""
BENCHMARKS = Path(__file__).parents[3] / "benchmarks"


def killed_after(acknowledged: int, store: Path, reports: int, first: int) -> list[str]:
    """Add reports in a process of its own and kill it; gives what it had acknowledged."""
    asked = [sys.executable, "-c", ADDER, str(BENCHMARKS), str(store), str(reports), str(first)]
    with subprocess.Popen(asked, stdout=subprocess.PIPE, text=True) as adder:
        assert adder.stdout
        said = [adder.stdout.readline().strip() for _ in range(acknowledged)]
        os.kill(adder.pid, signal.SIGKILL)
        said += adder.stdout.read().split()
    assert adder.returncode == -signal.SIGKILL
    return said


def hold_up(made: Any, path: Path, kills: int, in_bulk: Callable[..., Any], in_store: Callable[..., Any]) -> None:
    """Fill a store with some of the reports; kill the adding of the others again and again, and look at it."""
    first = 20
    fill_store(path, made.of(range(first)))
    for kill in range(kills):
        said = killed_after(1 + kill % 3, path, len(made.singly), first)
        store = Store(path)
        there = store.db.execute("select count(*) from report").fetchone()[0]
        assert store.db.execute("pragma integrity_check").fetchall() == [("ok",)]
        assert first + len(said) <= there <= first + len(said) + 1
        assert in_store(store) == in_bulk(made.of(range(there)))
        store.close()
        first = there


@pytest.mark.slow
def test_a_killed_store_holds_what_it_acknowledged_and_goes_on(
    make: Callable[..., Any], in_bulk: Callable[..., Any], in_store: Callable[..., Any], tmp_path: Path
) -> None:
    made = make(30, 21)

    hold_up(made, tmp_path / "store", 2, in_bulk, in_store)

    store = Store(tmp_path / "store")
    adding = Adding(store)
    for tables in made.singly:
        adding.add(tables)
    assert in_store(store) == in_bulk(made.tables)


@pytest.mark.trial
def test_a_store_outlives_a_hundred_kills(
    make: Callable[..., Any], in_bulk: Callable[..., Any], in_store: Callable[..., Any], tmp_path: Path
) -> None:
    hold_up(make(800, 21), tmp_path / "store", 100, in_bulk, in_store)
