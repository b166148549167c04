"""A power cut in the middle of the nightly run: everything is killed at once, nothing is lost, the run goes on."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from own_desk import OwnDesk, own_desk
from test_desk_audit_writers import lines_in
from test_desk_backup import there, write

REPORTS = 40
"""In each file of a night."""
LONGEST = 12.0
"""Seconds from the start of the desk within which the power goes: some runs are through by then."""
WORD = "She says he was outside her house again and has sent her forty messages."
TAKE = """
from pathlib import Path
from heeded_desk.deliveries.actions.asking import ask_for_run
from heeded_desk.deliveries.actions.taking import Sent, take
from heeded_desk.deliveries.models import Delivery
from heeded_desk.members.models import Force
force, _ = Force.objects.get_or_create(code="northmoor", defaults={"name": "Northmoor Police"})
take(force, Sent(Path(FILE), "night.jsonl", Delivery.How.COMMAND))
ask_for_run(force)
print("taken", 1)
"""
RUNS = """
import json
from django.db import transaction
from heeded_desk.cases.models import CaseReport
from heeded_desk.deliveries.models import Run
from heeded_desk.members.models import Force
from heeded_desk.second_lock import for_force
force = Force.objects.get(code="northmoor")
with transaction.atomic(), for_force(force.pk):
    runs = list(Run.objects.order_by("pk").values_list("state", "stage", "reports"))
    shown = CaseReport.objects.filter(case__gone=False).values("report_id").distinct().count()
print("runs", json.dumps([runs, shown]))
"""


def night(desk: OwnDesk, folder: Path, number: int) -> None:
    """Take in one file and ask for a run; acknowledged when this returns."""
    path = folder / f"night-{number}.jsonl"
    day = f"2026-03-{number % 28 + 1:02}T09:00:00"
    rows = [{"report_id": f"N{number}-{n}", "recorded_at": day, "narrative": f"{WORD} {n}"} for n in range(REPORTS)]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    assert desk.answer(TAKE.replace("FILE", repr(str(path))), "taken") == "1"


def family(of: int) -> list[int]:
    """Give a process and all that it started, and what those started, as Linux tells."""
    children: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            after = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        children.setdefault(int(after[1]), []).append(int(stat.parent.name))
    found = [of]
    for one in found:
        found += children.get(one, [])
    return found


def cut_the_power(process: subprocess.Popen[bytes], *others: subprocess.Popen[bytes]) -> int:
    """Kill the keeper, the server, the worker and the engine, and others that write, at once; gives how many."""
    killed = [pid for each in (process, *others) for pid in family(each.pid)]
    for pid in killed:
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            continue
    for each in (process, *others):
        each.wait(20)
    return len(killed)


def nights(desk: OwnDesk, folder: Path, cuts: int, seed: int) -> set[str]:
    """Let the power go in so many nights; gives what was acknowledged to those who decided meanwhile."""
    chance, acknowledged = random.Random(seed), set()
    for number in range(cuts):
        night(desk, folder, number)
        line = [sys.executable, "-m", "heeded_desk", "serve", "--quiet", "--workers", "1", "--port", "8400"]
        server = subprocess.Popen(line, env={**os.environ, **desk.setting}, stdout=subprocess.DEVNULL)
        writer = write(desk, folder)
        time.sleep(chance.uniform(0.5, LONGEST))
        assert server.poll() is None
        cut_the_power(server, writer)
        acknowledged |= lines_in(folder / "done")
    return acknowledged


def loses_nothing(folder: Path, cuts: int, seed: int) -> None:
    """Hold a desk whose power went so often to all that it had acknowledged."""
    with own_desk(folder / "desk") as desk:
        acknowledged = nights(desk, folder, cuts, seed)

        done = desk.run("work", "--once")

        assert done.returncode == 0, done.stderr
        runs, shown = json.loads(desk.answer(RUNS, "runs"))
        assert runs[-1] == ["published", "", REPORTS * cuts]
        assert {state for state, *_ in runs} <= {"published", "stopped"}  # cut off five times; a later run read all
        assert shown == REPORTS * cuts
        assert acknowledged <= there(desk)[0]
        assert desk.run("audit_verify").returncode == 0


@pytest.mark.slow
@pytest.mark.database
def test_three_power_cuts_lose_nothing(tmp_path: Path) -> None:
    loses_nothing(tmp_path, 3, seed=7)


@pytest.mark.trial
def test_a_hundred_power_cuts_lose_nothing(tmp_path: Path) -> None:
    loses_nothing(tmp_path, 100, seed=11)
