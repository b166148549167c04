"""How far the engine is, written into the run's row twice a second at most."""

import time

from django.db import transaction

from heeded_desk.deliveries.models import Run
from heeded_desk.second_lock import for_force

EVERY = 0.5
"""Seconds."""


class Progress:
    """Is told by the engine what is done, as told(verb, done, total): `done` more of `total`."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self._written = 0.0

    def __call__(self, verb: str, done: int, total: int) -> None:
        """Take note; a new stage is written at once."""
        run = self._run
        if verb != run.stage:
            run.stage, run.done, self._written = verb, 0, 0.0
        run.done, run.total = run.done + done, total
        if time.monotonic() - self._written >= EVERY:
            self._written = time.monotonic()
            with transaction.atomic(), for_force(run.force_id):
                Run.objects.filter(pk=run.pk).update(stage=run.stage, done=run.done, total=run.total)
