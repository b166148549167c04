"""A process of its own that takes files in and decides, for two forces: `python decider.py FOLDER`, until it is killed.

It prints the mark of each when it is acknowledged, and not before.
"""

import os
import sys
import time
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "heeded_desk.settings"
django.setup()

from django.db import transaction  # noqa: E402

from heeded_desk.audit.actions import record  # noqa: E402
from heeded_desk.audit.models import Kind  # noqa: E402
from heeded_desk.decisions.models import Decision, Subject  # noqa: E402
from heeded_desk.deliveries.actions.taking import Sent, take  # noqa: E402
from heeded_desk.deliveries.models import Delivery  # noqa: E402
from heeded_desk.members.models import Force, Member  # noqa: E402
from heeded_desk.second_lock import for_force  # noqa: E402

CODES = ("eastmere", "westmere")


def decide(force: Force, by: Member, number: int) -> str:
    """Decide, with its entry in the audit."""
    mark = f"D-{force.code}-{number}"
    with transaction.atomic(), for_force(force.pk):
        made = Decision.objects.create(
            decision_id=mark, force=force, kind="stalking", verdict="stalking", reason="Ten calls — “stop”\t\\N\n.",
            subjects=[{"report_id": "R1"}], made_by=by, made_at=datetime.now(UTC), course_id="C-1",
        )  # fmt: skip
        Subject.objects.create(decision=made, report_id="R1")
        record(Kind.ALTERATION, by=by, place="case", subject=mark)
    return mark


def deliver(force: Force, folder: Path, number: int) -> str:
    """Take a file in."""
    path = folder / f"{force.code}-{number}.csv"
    path.write_text(f"report_id,recorded_at,narrative\n{force.code}-{number},2026-01-01,He waited outside.\n")
    return f"F-{force.code}-{take(force, Sent(path, path.name, Delivery.How.COMMAND)).stored_as}"


def people() -> list[tuple[Force, Member]]:
    """Give each force with a member."""
    made = []
    for code in CODES:
        force, _ = Force.objects.get_or_create(code=code, defaults={"name": code.title()})
        by, _ = Member.objects.get_or_create(username=f"{code}-lead", force=force, role="stalking_lead")
        made.append((force, by))
    return made


if __name__ == "__main__":
    folder, there = Path(sys.argv[1]), people()
    for number in count(time.time_ns()):  # a later one decides under other marks
        for force, by in there:
            marks = [decide(force, by, number)] + ([deliver(force, folder, number)] if number % 5 == 0 else [])
            os.write(1, "".join(f"{mark}\n" for mark in marks).encode())
