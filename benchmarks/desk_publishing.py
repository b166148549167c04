"""Measure how long people wait while a night's delivery is put on the desk.

    python benchmarks/desk.py --only publishing [--courses N] [--changed N] [--merged N] [--json FILE]

The desk holds a run of so many courses; a second run changes some and joins some. While it is published, another
process writes without a pause between two looks: an entry of the audit, as every page does, and now and then an act on
a course. A third counts, over and over, how many courses the new run has changed: none or all, whenever it is asked.
"""

import json
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

Row = dict[str, Any]
BETWEEN = 0.02
"""Seconds between two acts of one writer."""


def publishing_part(folder: Path, run_folder: Path, courses: int, changed: int, merged: int) -> list[Row]:
    """Publish twice with people beside it; gives what they waited for, in milliseconds.

    folder: where all is made. run_folder: a small finished run, of which the courses are made.
    """
    from desk_runs import Small, large_run

    from heeded_desk.deliveries.publish import publish
    from heeded_desk.members.models import Force

    small = Small(run_folder)
    force = Force.objects.create(code="published", name="Published")
    rows = []
    for name, given in (("the first delivery", {}), ("the next night", {"changed": changed, "merged": merged})):
        made = folder / name.replace(" ", "-")
        made.mkdir()
        large_run(small, made, courses, **given)
        run = _run(force, made)
        with Beside(folder, force.pk, run.pk) as beside:
            begun = time.perf_counter()
            publish(run, made)
            took = time.perf_counter() - begun
        rows.append({"published": name, "seconds": round(took, 1), **beside.told()})
    return rows


def _run(force: Any, folder: Path) -> Any:
    from django.db import transaction

    from heeded_desk.deliveries.models import Run
    from heeded_desk.second_lock import for_force

    with transaction.atomic(), for_force(force.pk):
        return Run.objects.create(force=force, asked_at=datetime.now(UTC), folder=str(folder))


class Beside:
    """People at work in a process of their own, for as long as a block lasts."""

    def __init__(self, folder: Path, force: int, run: int) -> None:
        self._stop, self._out = folder / f"stop-{run}", folder / f"waits-{run}.json"
        line = [sys.executable, __file__, str(force), str(run), str(self._stop), str(self._out)]
        self._process = subprocess.Popen(line, stdout=subprocess.PIPE)

    def __enter__(self) -> "Beside":
        assert self._process.stdout
        self._process.stdout.readline()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.touch()
        self._process.wait(120)

    def told(self) -> Row:
        """Give how many acts there were, how many were refused, the longest waits, and what the reader counted."""
        found = json.loads(self._out.read_text(encoding="utf-8"))
        told: Row = {"refused": found["refused"], "counts": sorted(set(found["counts"]))}
        for name in ("looks", "acts", "reads"):
            taken = sorted(found[name])
            told |= {name: len(taken), f"{name}_p99": _at(taken, 0.99), f"{name}_longest": _at(taken, 1)}
        return told


def _at(taken: list[float], part: float) -> float:
    return round(1000 * taken[min(len(taken) - 1, int(part * len(taken)))], 1) if taken else 0.0


def told(rows: list[Row]) -> str:
    """Give the measurements as a table; milliseconds."""
    head = f"{'published':<22}{'seconds':>9}{'refused':>9}" + "".join(
        f"{name:>8}{'p99 ms':>10}{'longest':>10}" for name in ("looks", "acts", "reads")
    )
    lines = [
        f"{r['published']:<22}{r['seconds']:>9}{r['refused']:>9}"
        + "".join(f"{r[n]:>8}{r[f'{n}_p99']:>10}{r[f'{n}_longest']:>10}" for n in ("looks", "acts", "reads"))
        + f"  counted {r['counts']}"
        for r in rows
    ]
    return "\n".join([head, *lines])


def _people(force: int, run: int, stop: Path, out: Path) -> None:
    """Work until told to stop, then write down what each act took."""
    found: Row = {"looks": [], "acts": [], "reads": [], "counts": [], "refused": 0}
    works = ((_look(force), "looks"), (_act(force), "acts"), (_read(force, run, found["counts"]), "reads"))
    threads = [threading.Thread(target=_over_and_over, args=(work, name, found, stop)) for work, name in works]
    for thread in threads:
        thread.start()
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    for thread in threads:
        thread.join()
    out.write_text(json.dumps(found), encoding="utf-8")


def _over_and_over(work: Any, name: str, found: Row, stop: Path) -> None:
    from django.db import OperationalError, connection

    while not stop.exists():
        begun = time.perf_counter()
        try:
            work()
        except OperationalError:
            found["refused"] += 1
        found[name].append(time.perf_counter() - begun)
        time.sleep(BETWEEN)
    connection.close()


def _look(force: int) -> Any:
    from django.db import transaction

    from heeded_desk.audit.actions import record
    from heeded_desk.audit.models import Kind
    from heeded_desk.members.models import Force

    of = Force.objects.get(pk=force)

    def look() -> None:
        with transaction.atomic():
            record(Kind.CONSULTATION, by=None, place="case", subject="C-0", force=of)

    return look


def _act(force: int) -> Any:
    from django.db import transaction

    from heeded_desk.cases.models import Case
    from heeded_desk.second_lock import for_force

    def act() -> None:
        with transaction.atomic(), for_force(force):
            first = Case.objects.filter(force=force).values_list("pk", flat=True)[:1]
            Case.objects.filter(pk__in=list(first)).update(snooze_reason="Waits for a statement")

    return act


def _read(force: int, run: int, counts: list[int]) -> Any:
    from heeded_desk.cases.models import Case
    from heeded_desk.second_lock import reading

    def read() -> None:
        with reading(force):
            counts.append(Case.objects.filter(force=force, run=run).count())

    return read


if __name__ == "__main__":
    import django

    django.setup()
    _people(int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]), Path(sys.argv[4]))
