"""A desk that was filled when it first landed is brought up to date with all that it held, a backup made before."""

import json
import os
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

import pytest
from own_desk import HERE, OwnDesk, own_desk

THERE = """
import json
from django.db import transaction
from heeded_desk.audit.models import Entry
from heeded_desk.cases.models import CaseReport
from heeded_desk.decisions.models import Decision, Subject
from heeded_desk.deliveries.models import Delivery, Run
from heeded_desk.members.models import Force, Member
from heeded_desk.second_lock import for_force
found = {"entries": Entry.objects.filter(subject="C-eastmere").count(), "members": Member.objects.count()}
for force in Force.objects.all():
    with transaction.atomic(), for_force(force.pk):
        found[force.code] = [
            CaseReport.objects.get(report_id=f"R-{force.code}").case.course_id,
            CaseReport.objects.get(report_id=f"R-{force.code}").case.account.words["title"],
            Decision.objects.get(force=force, decision_id=f"D-{force.code}").reason,
            Subject.objects.get(report_id=f"R-{force.code}").decision.made_by.username,
            Delivery.objects.get(force=force).stored_as,
            Run.objects.get(force=force).state,
        ]
print("there", json.dumps(found))
"""
NEWER = """
from django.db.migrations.recorder import MigrationRecorder
from django.db import connection
MigrationRecorder(connection).record_applied("cases", "9999_of_a_newer_version")
print("newer", 1)
"""


def fill_earlier(desk: OwnDesk) -> None:
    """Bring an empty database to the state in which the desk first landed, filled."""
    line = [sys.executable, str(HERE / "earlier_desk.py")]
    done = subprocess.run(line, env={**os.environ, **desk.setting}, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def wanted(code: str) -> list[str]:
    """Give what must be there of a force."""
    return [f"C-{code}", code, "Ten calls — “stop”.", f"{code}-lead", f"{code}.csv", "published"]


@pytest.mark.slow
@pytest.mark.database
def test_everything_is_there_after_an_upgrade_and_in_the_backup_made_before(tmp_path: Path) -> None:
    with ExitStack() as stack:
        desk = stack.enter_context(own_desk(tmp_path / "desk", migrated=False))
        other = stack.enter_context(own_desk(tmp_path / "other", migrated=False))
        fill_earlier(desk)

        done = desk.run("upgrade")

        assert done.returncode == 0, done.stderr
        held = {"entries": 3, "members": 2, **{code: wanted(code) for code in ("eastmere", "westmere")}}
        assert json.loads(desk.answer(THERE, "there")) == held
        assert desk.run("audit_verify").returncode == 0

        (backup,) = (tmp_path / "desk" / "backups").iterdir()
        restored = other.run("restore", str(backup))
        assert restored.returncode == 0, restored.stderr
        assert json.loads(other.answer(THERE, "there")) == held

        assert "kept in" not in desk.run("upgrade").stdout, "there was nothing left to do"
        assert desk.answer(NEWER, "newer") == "1"
        refused = desk.run("upgrade")
        assert (refused.returncode, "newer version" in refused.stderr) == (1, True)


@pytest.mark.slow
@pytest.mark.database
def test_two_that_start_at_once_upgrade_one_after_the_other(tmp_path: Path) -> None:
    with own_desk(tmp_path / "desk", migrated=False) as desk:
        line = [sys.executable, "-m", "heeded_desk", "upgrade"]
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        both = [subprocess.Popen(line, env={**os.environ, **desk.setting}, text=True, **pipes) for _ in range(2)]
        told = [process.communicate(timeout=300) for process in both]

    assert [process.returncode for process in both] == [0, 0], told
