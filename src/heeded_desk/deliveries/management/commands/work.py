"""The worker: does what is in the queue, takes up what was cut off, takes in what comes, fills live stores."""

import os
import signal
import sys
import time
from types import FrameType

from django.core.management.base import BaseCommand, CommandParser
from django.db import OperationalError, close_old_connections
from django.utils import timezone
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from heeded_desk.alerts.minding import mind
from heeded_desk.contact.actions.gathering import gather_all
from heeded_desk.contact.filling import Filling
from heeded_desk.deliveries.tasks import work_for
from heeded_desk.deliveries.watching import Watch
from heeded_desk.deliveries.working import at_work, unfinished
from heeded_desk.members.models import Force
from heeded_desk.running.in_use import working

EVERY = 1.0
"""Seconds between two looks."""


class Command(BaseCommand):
    """`serve` starts one; more may run beside it, since one force is worked for by one of them at a time."""

    help = "Do the background work of the desk until stopped."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take whether to end once nothing is left."""
        parser.add_argument("--once", action="store_true", help="End when nothing is left to do.")

    def handle(self, *args: object, once: bool, **options: object) -> None:
        """Work, until stopped or, with --once, until nothing is left."""
        signal.signal(signal.SIGTERM, _leave)
        with working():
            self._work(once)

    def _work(self, once: bool) -> None:
        parent, watch, filling = os.getppid(), Watch(), Filling()
        while os.getppid() == parent:  # a worker whose server is gone leaves the work to the next one
            close_old_connections()
            try:
                watch.look()
                gather_all(timezone.now())
                take_up()
                mind(timezone.now())
                busy = _queue() or bool(filling.look())
            except OperationalError:  # the database is busy or away for a moment; what waits is still there
                busy = False
            if once and not busy:
                return
            if not busy:
                time.sleep(EVERY)


def take_up() -> None:
    """Queue again what was cut off when a worker died: its task is lost, its run is not."""
    if DBTaskResult.objects.ready().exists():
        return
    for force in Force.objects.all():
        with at_work(force) as free:
            pass
        if free and unfinished(force):
            work_for.enqueue(force.pk)


def _queue() -> bool:
    """Do what is in the queue; gives whether there was anything."""
    if not DBTaskResult.objects.ready().exists():
        return False
    Worker(
        queue_names=["default"], interval=EVERY, batch=True, backend_name="default", startup_delay=False,
        max_tasks=None, worker_id=get_random_string(32), excluded_queue_names=[],
    ).run()  # fmt: skip
    return True


def _leave(number: int, frame: FrameType | None) -> None:
    """Leave at once, whatever is at hand: every step may be begun again."""
    sys.stderr.flush()
    os._exit(0)
