"""The worker's part of an erasure, from what waits to what is done."""

import shutil
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from django.db import OperationalError, connection, transaction

from heeded.stages import numbered
from heeded.toolbox.errors import HeededError
from heeded_desk.decisions.writing import write_decisions
from heeded_desk.deliveries.actions.asking import ask_for_run
from heeded_desk.deliveries.models import Run
from heeded_desk.deliveries.places import decisions_file, force_folder, runs_folder, work_folder
from heeded_desk.deliveries.publish import FOLLOWING
from heeded_desk.deliveries.told import now
from heeded_desk.members.models import Force
from heeded_desk.records.erasing.database import forget
from heeded_desk.records.erasing.delivered import clean_again
from heeded_desk.records.erasing.plan import Plan, plan_of, planned
from heeded_desk.records.erasing.run_folders import forget_in
from heeded_desk.records.marks import add_marks, is_unnamed, marks_of
from heeded_desk.records.models import Erasure
from heeded_desk.second_lock import for_force

State = Erasure.State
MOST_ATTEMPTS = 5
OPEN = (State.CONFIRMED, State.CLEARED)
STOPPED = "The work was cut off {times} times. Some of the records may still be there. Please tell your administrator."
FAULT = "Heeded met a fault of its own ({kind}) and will try again. Some of the records may still be there."


def waits(force: Force) -> bool:
    """Say whether an erasure of a force was confirmed and is not done."""
    with transaction.atomic(), for_force(force.pk):
        return Erasure.objects.filter(force=force, state__in=OPEN).exists()


def erase_all(force: Force) -> None:
    """Carry out what was confirmed; begun again wherever it was cut off. To be called at the force's place of work.

    A run that is on the desk and not yet indexed is left to be finished first: it is called again after that.
    """
    if _being_indexed(force):
        return
    while erasure := _next(force):
        try:
            _erase(erasure)
        except HeededError as error:
            _stop(erasure, str(error))
        except Exception as error:  # noqa: BLE001  its words may hold a person's; its kind does not
            _tell(erasure, FAULT.format(kind=type(error).__name__))


def _being_indexed(force: Force) -> bool:
    with transaction.atomic(), for_force(force.pk):
        return Run.objects.filter(force=force, stage=FOLLOWING).exists()


def _next(force: Force) -> Erasure | None:
    with transaction.atomic(), for_force(force.pk):
        erasure = Erasure.objects.filter(force=force, state__in=OPEN).order_by("pk").first()
        if erasure is None:
            return None
        erasure.attempts += 1
        if erasure.attempts > MOST_ATTEMPTS:
            erasure.state, erasure.sentence = State.STOPPED, STOPPED.format(times=MOST_ATTEMPTS)
        erasure.save(update_fields=["attempts", "state", "sentence"])
    return erasure if erasure.state != State.STOPPED else _next(force)


def _erase(erasure: Erasure) -> None:
    if erasure.state == State.CONFIRMED:
        _from_database(erasure)
        _from_files(erasure)
        _cleared(erasure)
    write_anew()
    with transaction.atomic(), for_force(erasure.force_id):
        erasure.state, erasure.done_at, erasure.sentence = State.DONE, now(), ""
        erasure.save(update_fields=["state", "done_at", "sentence"])
    ask_for_run(erasure.force)


def _from_database(erasure: Erasure) -> None:
    """Put the reports on the list of what does not come back, and erase what the database says, all in one."""
    if erasure.gone:
        return
    names, narratives = _named(erasure.force, frozenset(erasure.plan["reports"]))
    with transaction.atomic(), for_force(erasure.force_id):
        plan = planned(erasure.force, frozenset(erasure.plan["reports"]))
        erasure.plan = plan.kept()
        add_marks(erasure, plan.reports, narratives)
        forget(erasure, names)
        erasure.save(update_fields=["plan", "gone"])


def _from_files(erasure: Erasure) -> None:
    force, plan = erasure.force, plan_of(erasure)
    shutil.rmtree(work_folder(force), ignore_errors=True)
    for folder in sorted(runs_folder(force).iterdir()):
        forget_in(folder, plan)
    for path in force_folder(force).glob("live.store*"):
        path.unlink(missing_ok=True)
    rows = clean_again(force)
    with transaction.atomic(), for_force(force.pk):
        write_decisions(force, decisions_file(force))
        erasure.gone = {**erasure.gone, "rows": rows + erasure.gone.get("rows", 0)}
        erasure.save(update_fields=["gone"])


def _cleared(erasure: Erasure) -> None:
    with transaction.atomic(), for_force(erasure.force_id):
        erasure.state, erasure.plan = State.CLEARED, {}
        erasure.save(update_fields=["state", "plan"])


def clean_run(force: Force, folder: Path) -> None:
    """Take what was erased out of a run that was made elsewhere; raises HeededError as `marks_of` does."""
    with transaction.atomic(), for_force(force.pk):
        marks = marks_of(force)
    path = folder / numbered("reports")
    if marks.known and path.is_file():
        ids = pq.read_table(path, columns=["report_id"])["report_id"].to_pylist()
        erased = frozenset(filter(marks.is_erased, ids))
        if erased:
            forget_in(folder, Plan(erased))


def write_anew() -> None:
    """Have SQLite write its file anew, since what was deleted stays in free pages and in the log beside the file.

    PostgreSQL clears them by itself in time. Raises OperationalError where others keep the file busy.
    """
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            if cursor.fetchone()[0]:
                raise OperationalError("Somebody reads an old state of the database.")


def _named(force: Force, reports: frozenset[str]) -> tuple[frozenset[str], list[str]]:
    """Give the names of the people in some reports, and the narratives of those that bear no id of their own."""
    names: set[str] = set()
    narratives: list[str] = []
    for folder in sorted(runs_folder(force).iterdir()):
        for row in _rows(folder, "mentions", ("forename", "surname"), reports):
            names.update(word for name in row.values() if name for word in name.casefold().split() if len(word) > 2)
        unnamed = frozenset(filter(is_unnamed, reports))
        narratives += [row["narrative"] for row in _rows(folder, "reports", ("narrative",), unnamed)]
    return frozenset(names), narratives


def _rows(folder: Path, name: str, columns: tuple[str, ...], reports: frozenset[str]) -> list[dict[str, str]]:
    path = folder / numbered(name)
    if not path.is_file() or not reports:
        return []
    table = pq.read_table(path, columns=["report_id", *columns])
    mine = pc.is_in(table["report_id"], pa.array(sorted(reports), pa.large_string()))
    found: list[dict[str, str]] = table.filter(mine).select(list(columns)).to_pylist()
    return found


def _stop(erasure: Erasure, sentence: str) -> None:
    erasure.state = State.STOPPED
    _tell(erasure, sentence)


def _tell(erasure: Erasure, sentence: str) -> None:
    erasure.sentence = sentence[:300]
    with transaction.atomic(), for_force(erasure.force_id):
        erasure.save(update_fields=["state", "sentence"])
