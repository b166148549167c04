"""A store is filled anew in one step: nothing that was added is lost, and a killed filling leaves the old one."""

import json
import os
import signal
import subprocess
import sys
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from heeded.first_contact import LookingUp, refill, refilling
from heeded.live import Store

pytestmark = pytest.mark.slow
STUCK = """
import sys, time
from pathlib import Path
from heeded.first_contact import refilling
def stuck(*given, **named):
    print("here", flush=True)
    time.sleep(600)
setattr(refilling, sys.argv[1], stuck)
refilling.refill(Path(sys.argv[2]), Path(sys.argv[3]), None)
"""


def numbers(store: Path) -> set[str]:
    opened = Store(store)
    found = {row[0] for row in opened.db.execute("select report_id from report")}
    opened.close()
    return found


def test_what_was_added_since_is_there_after_the_filling(cases: Any, run: Path, refilled: Path) -> None:
    looking = LookingUp(refilled)
    for report in cases.sent[20:23]:
        looking.add(report)

    refill(refilled, run, None)
    refill(refilled, run, None, erased={cases.sent[21]["report_id"]})

    assert numbers(refilled) == {r["report_id"] for n, r in enumerate(cases.sent[:23]) if n != 21}
    assert {p.name for p in refilled.parent.iterdir() if "-" not in p.name} == {"live.store", "live.store.3"}


def test_what_is_added_while_the_store_is_being_filled_is_not_lost(
    cases: Any, run: Path, refilled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looking, waiting, others = LookingUp(refilled), ThreadPoolExecutor(1), list[Future[Any]]()
    fill, swap = refilling.fill_store, refilling._swap

    def filling(*given: Any, **named: Any) -> None:
        fill(*given, **named)
        looking.add(cases.sent[20])

    def swapping(*given: Any) -> None:
        others.append(waiting.submit(looking.add, cases.sent[21]))  # has to wait until the new store is in its place
        swap(*given)

    monkeypatch.setattr(refilling, "fill_store", filling)
    monkeypatch.setattr(refilling, "_swap", swapping)
    refill(refilled, run, None)
    others[0].result()

    assert numbers(refilled) == {r["report_id"] for r in cases.sent[:22]}
    assert looking.look(cases.sent[0]) == LookingUp(refilled).look(cases.sent[0])


@pytest.mark.parametrize("step", ["_swap", "_clear"])
def test_killed_while_it_is_filled_the_store_goes_on(cases: Any, run: Path, refilled: Path, step: str) -> None:
    looking = LookingUp(refilled)
    looking.add(cases.sent[20])
    before = looking.look(cases.sent[0])
    asked = [sys.executable, "-c", STUCK, step, str(refilled), str(run)]
    with subprocess.Popen(asked, stdout=subprocess.PIPE, text=True) as filling:
        assert filling.stdout
        assert filling.stdout.readline() == "here\n"
        os.kill(filling.pid, signal.SIGKILL)

    assert LookingUp(refilled).look(cases.sent[0]) == before
    looking.add(cases.sent[21])
    refill(refilled, run, None)
    assert numbers(refilled) == {r["report_id"] for r in cases.sent[:22]}
    assert len([p for p in refilled.parent.iterdir() if "-" not in p.name]) == 2


def test_what_was_added_outlives_a_restore_that_knows_no_links(cases: Any, run: Path, refilled: Path) -> None:
    LookingUp(refilled).add(cases.sent[20])
    refilled.unlink()

    refill(refilled, run, None)

    assert numbers(refilled) == {r["report_id"] for r in cases.sent[:21]}


ADDER = """
import json, sys
from pathlib import Path
from heeded.first_contact import LookingUp
looking = LookingUp(Path(sys.argv[1]))
for line in sys.stdin:
    looking.add(json.loads(line))
    print("added", flush=True)
"""


def test_one_process_adds_while_another_looks(cases: Any, refilled: Path) -> None:
    looking = LookingUp(refilled)
    with subprocess.Popen(
        [sys.executable, "-c", ADDER, str(refilled)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as adder:
        assert adder.stdin
        assert adder.stdout
        adder.stdin.write("".join(json.dumps(report) + "\n" for report in cases.sent[20:]))
        adder.stdin.close()
        while adder.stdout.readline():
            for report in cases.sent[20:23]:
                looking.look(report)

    assert adder.returncode == 0
    assert numbers(refilled) == {r["report_id"] for r in cases.sent}
    assert {(k.role, k.sure) for k in looking.look(cases.sent[25]).known} >= {("victim", True)}
