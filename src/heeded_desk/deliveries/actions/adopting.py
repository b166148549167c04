"""Putting a run on the desk that was made by command."""

import shutil
from pathlib import Path

from django.db import transaction

from heeded.toolbox.errors import RunError
from heeded_desk.deliveries.models import Run
from heeded_desk.deliveries.places import runs_folder
from heeded_desk.deliveries.publish import publish
from heeded_desk.deliveries.told import now
from heeded_desk.deliveries.working import ERRANDS, at_work, tidy
from heeded_desk.members.models import Force
from heeded_desk.second_lock import for_force

BUSY = "A run of this force is at work. Please try again when it is through."


def adopt(force: Force, folder: Path) -> Run:
    """Put a finished run on the desk; the desk keeps a copy, which the next run carries on from.

    Raises RunError where the folder holds no finished run, or where the force has a run at work.
    """
    if not (folder / "manifest.json").is_file():
        raise RunError("The folder holds no finished run. Make one with `heeded run`.")
    with at_work(force) as mine:
        if not mine:
            raise RunError(BUSY)
        with transaction.atomic(), for_force(force.pk):
            run = Run.objects.create(force=force, asked_at=now(), began_at=now(), state=Run.State.STOPPED)
        own = runs_folder(force) / str(run.pk)
        shutil.copytree(folder, own, ignore=shutil.ignore_patterns("pages"))
        for errand in ERRANDS:
            errand.adopting(force, own)
        publish(run, own)
        tidy(force)
    return run
