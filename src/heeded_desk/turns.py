"""Work behind the pages writes in short turns, so that nobody at a page waits long for SQLite's one writer."""

import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager

from django.db import transaction

from heeded_desk.second_lock import for_force, reading

HELD = 0.2
"""Seconds for which the writer may be held, in one turn or several, before others are let in for certain."""
REST = 0.12
"""Seconds. Whoever waits for SQLite's writer asks again every tenth of a second, so that all who wait get in."""


class Turns:
    """The transactions of one piece of work for one force, one after another; each is to be short."""

    def __init__(self, force_id: int) -> None:
        self._force_id = force_id
        self._held = 0.0

    def reading(self) -> AbstractContextManager[None]:
        """Read between two turns, which keeps nobody from writing."""
        return reading(self._force_id)

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Open one transaction for the rows of the force, after a rest where this work held the writer long."""
        if self._held >= HELD and transaction.get_connection().vendor == "sqlite":
            time.sleep(REST)
            self._held = 0.0
        with transaction.atomic(), for_force(self._force_id):
            begun = time.monotonic()
            yield
        self._held += time.monotonic() - begun
