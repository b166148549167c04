"""One run, from what waits to what is on the desk: each step may be begun again wherever the one before was cut off."""

import os
import shutil
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import NamedTuple

from django.db import transaction

from heeded.pipeline import Order, run_delivery
from heeded.toolbox.errors import HeededError
from heeded_desk.decisions.writing import write_decisions
from heeded_desk.deliveries.models import Delivery, Run
from heeded_desk.deliveries.places import (
    decisions_file,
    delivery_folder,
    force_folder,
    keep,
    made,
    mapping_file,
    runs_folder,
    work_folder,
)  # fmt: skip
from heeded_desk.deliveries.progress import Progress
from heeded_desk.deliveries.publish import FOLLOWING, PUBLISHING, follow, publish
from heeded_desk.deliveries.told import now
from heeded_desk.members.models import Force
from heeded_desk.one_at_a_time import held
from heeded_desk.second_lock import for_force

MOST_ATTEMPTS = 5
KEPT = 2
"""How many finished runs keep their folder: the one on the desk, and the one before."""
STOPPED = (
    "The work was cut off {times} times. What was on the desk before is still there. Please tell your administrator."
)
FAULT = "Heeded met a fault of its own ({kind}). What was on the desk before is still there, and no delivery was lost."


class Errand(NamedTuple):
    """What another part of the desk must do for a force at its place of work; all of it may be begun again.

    waits: whether there is anything. do: does it, before any run. before_reading: called when what a run will read is
    settled; a HeededError of it stops the run with its sentence. giving: adds files of the desk's own to what a run
    reads. adopting: called with a run that was made elsewhere.
    """

    waits: Callable[[Force], bool]
    do: Callable[[Force], None]
    before_reading: Callable[[Force], None]
    giving: Callable[[Force, Path], None]
    adopting: Callable[[Force, Path], None]


ERRANDS: list[Errand] = []


def at_work(force: Force) -> AbstractContextManager[bool]:
    """Hold the one place of work of a force; gives False where somebody else is at it."""
    return held(force_folder(force) / "work.lock")


def work(force: Force) -> None:
    """Do all that waits for a force: first what was cut off, then what was asked for since."""
    with at_work(force) as mine:
        while mine:
            for errand in ERRANDS:
                errand.do(force)
            run = _next(force)
            if run is None:
                return
            _do(run)


def unfinished(force: Force) -> bool:
    """Say whether anything waits for a force, or was cut off."""
    with transaction.atomic(), for_force(force.pk):
        open_run = _open(force).exists()
    return open_run or any(errand.waits(force) for errand in ERRANDS)


def _open(force: Force) -> object:
    states = (Run.State.RUNNING, Run.State.WAITING)
    mine = Run.objects.filter(force=force)
    return (mine.filter(state__in=states) | mine.filter(stage=FOLLOWING)).order_by("asked_at", "pk")


def _next(force: Force) -> Run | None:
    """Take up the eldest run that is not through. One that says it is at work was cut off, for the place was free."""
    with transaction.atomic(), for_force(force.pk):
        run = _open(force).first()
        if run is None or run.state == Run.State.PUBLISHED:
            return run
        run.attempts += 1
        run.state, run.began_at = Run.State.RUNNING, run.began_at or now()
        if run.attempts > MOST_ATTEMPTS:
            _stop(run, STOPPED.format(times=MOST_ATTEMPTS))
        run.save()
        return run


def _do(run: Run) -> None:
    if run.state == Run.State.STOPPED:
        return
    try:
        if run.state == Run.State.PUBLISHED:
            follow(run, Path(run.folder))
        else:
            _make(run)
    except HeededError as error:
        _end(run, str(error))
    except Exception as error:  # noqa: BLE001  its words may hold a person's; its kind does not
        _end(run, FAULT.format(kind=type(error).__name__))
    tidy(run.force)


def _make(run: Run) -> None:
    folder = runs_folder(run.force) / str(run.pk)
    if not folder.is_dir():
        _engine(run, folder)
    _stage(run, PUBLISHING)
    publish(run, folder)


def _engine(run: Run, folder: Path) -> None:
    """Run the engine over all that the force has sent; its folder appears when it is whole."""
    own = made(work_folder(run.force) / str(run.pk))
    shutil.rmtree(own)
    given, out = made(own / "delivery"), own / "run"
    names = _sent(run.force)
    for errand in ERRANDS:
        errand.before_reading(run.force)
    for name in names:
        os.link(delivery_folder(run.force) / name, given / name)
    for errand in ERRANDS:
        errand.giving(run.force, given)
    decisions = decisions_file(run.force)
    with transaction.atomic(), for_force(run.force_id):
        write_decisions(run.force, decisions)
    mapping = mapping_file(run.force)
    order = Order(
        delivery=given,
        mapping=mapping if mapping.is_file() else None,
        decisions=decisions,
        previous=latest_folder(run.force),
    )
    run_delivery(order, out, Progress(run))
    _on_disk(out)
    out.rename(folder)
    keep(folder.parent)


def _sent(force: Force) -> list[str]:
    """Give what was acknowledged, in the order in which it came: the later version of a report wins."""
    with transaction.atomic(), for_force(force.pk):
        return list(Delivery.objects.filter(force=force).order_by("pk").values_list("stored_as", flat=True))


def latest_folder(force: Force) -> Path | None:
    """Give the folder of the last run that was put on the desk, where it is kept."""
    with transaction.atomic(), for_force(force.pk):
        last = Run.objects.filter(force=force, state=Run.State.PUBLISHED).order_by("-ended_at", "-pk").first()
    folder = Path(last.folder) if last and last.folder else None
    return folder if folder and (folder / "manifest.json").is_file() else None


def _on_disk(folder: Path) -> None:
    for path in folder.iterdir():
        with path.open("rb") as file:
            os.fsync(file.fileno())
    keep(folder)


def _stage(run: Run, stage: str) -> None:
    run.stage, run.done, run.total = stage, 0, 0
    _save(run)


def _end(run: Run, sentence: str) -> None:
    _stop(run, sentence)
    _save(run)


def _stop(run: Run, sentence: str) -> None:
    run.state, run.stage, run.ended_at, run.sentence = Run.State.STOPPED, "", now(), sentence[:500]


def _save(run: Run) -> None:
    with transaction.atomic(), for_force(run.force_id):
        run.save()


def tidy(force: Force) -> None:
    """Remove what no run needs any more: old runs beyond the last two, and what was being made."""
    with transaction.atomic(), for_force(force.pk):
        runs = Run.objects.filter(force=force, state=Run.State.PUBLISHED).order_by("-ended_at", "-pk")
        kept = {str(pk) for pk in runs.values_list("pk", flat=True)[:KEPT]}
        kept |= {
            str(pk) for pk in Run.objects.filter(force=force, state=Run.State.RUNNING).values_list("pk", flat=True)
        }
    for folder in runs_folder(force).iterdir():
        if folder.name not in kept:
            shutil.rmtree(folder, ignore_errors=True)
    shutil.rmtree(work_folder(force), ignore_errors=True)
