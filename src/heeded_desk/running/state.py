"""How the desk is: read from the database, the disk and the locks, without a name or a number of anybody."""

import shutil
import time
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Count, Max
from django_tasks_db.models import DBTaskResult

from heeded_desk.deliveries.models import Run
from heeded_desk.deliveries.told import now
from heeded_desk.members.models import Force
from heeded_desk.running.in_use import worker_is_alive
from heeded_desk.second_lock import for_force

MB = 1 << 20


@dataclass(frozen=True, slots=True)
class State:
    """How the desk is. Where the database does not answer, what only it knows is None."""

    database_seconds: float | None
    migrated: bool | None
    worker: bool
    free_disk: int
    """Bytes."""
    queue: int | None
    runs: dict[str, int] | None
    last_run: datetime | None

    @property
    def enough_disk(self) -> bool:
        """Whether as much is free as the setting asks."""
        return self.free_disk >= settings.LEAST_DISK * MB

    @property
    def well(self) -> bool:
        """Whether all is as it should be. How old the last run is, is told and not judged: files may not have come."""
        return bool(self.database_seconds is not None and self.migrated and self.worker and self.enough_disk)


def state() -> State:
    """Look at everything."""
    free, worker = shutil.disk_usage(Path(settings.DESK_FOLDER)).free, worker_is_alive()
    try:
        began = time.perf_counter()
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        took, migrated = time.perf_counter() - began, _migrated()
        runs, last = _runs() if migrated else ({}, None)
        queue = DBTaskResult.objects.ready().count() if migrated else None
    except DatabaseError:
        return State(None, None, worker, free, None, None, None)
    return State(took, migrated, worker, free, queue, runs, last)


def _migrated() -> bool:
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def _runs() -> tuple[dict[str, int], datetime | None]:
    """Give how many runs of all forces are in each state, and when the last one came on the desk."""
    states: Counter[str] = Counter(dict.fromkeys(Run.State.values, 0))
    last: list[datetime] = []
    for force in Force.objects.all():
        with transaction.atomic(), for_force(force.pk):
            mine = Run.objects.filter(force=force).order_by()
            states.update({row["state"]: row["n"] for row in mine.values("state").annotate(n=Count("pk"))})
            ended = mine.filter(state=Run.State.PUBLISHED).aggregate(at=Max("ended_at"))["at"]
            last += [ended] if ended else []
    return dict(states), max(last, default=None)


def age(state: State) -> float | None:
    """Give the seconds since the last run came on the desk."""
    return (now() - state.last_run).total_seconds() if state.last_run else None
