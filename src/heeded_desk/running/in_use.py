"""Whether the desk is being served from its folder: a lock of the operating system, free again however that ends."""

import fcntl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from heeded_desk.one_at_a_time import held
from heeded_desk.running.errors import BackupError

SERVED = "The desk is being served. Stop it, on every machine that serves it, and then restore."
RESTORED = "A backup is being restored into this desk. Start it when that is done."
WORKER = "worker.lock"
TRIES = 3
"""Somebody else who looks at the same moment holds the lock for an instant."""
ANOTHER = "Another backup of this desk is being made."


@contextmanager
def served() -> Iterator[None]:
    """Hold the desk as one that is served; several may. Raises BackupError while a backup is restored into it."""
    with _held("desk.lock", fcntl.LOCK_SH, RESTORED):
        yield


@contextmanager
def alone() -> Iterator[None]:
    """Hold the desk for oneself; raises BackupError where it is being served."""
    with _held("desk.lock", fcntl.LOCK_EX, SERVED):
        yield


@contextmanager
def one_backup() -> Iterator[None]:
    """Hold the one place at which backups are made; raises BackupError where it is taken."""
    with _held("backup.lock", fcntl.LOCK_EX, ANOTHER):
        yield


@contextmanager
def _held(name: str, how: int, sentence: str) -> Iterator[None]:
    with held(Path(settings.DESK_FOLDER) / name, how) as mine:
        if not mine:
            raise BackupError(sentence)
        yield


@contextmanager
def working() -> Iterator[None]:
    """Hold the desk as one that has a worker; several may."""
    with (Path(settings.DESK_FOLDER) / WORKER).open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_SH)
        yield


def worker_is_alive() -> bool:
    """Say whether a worker holds the desk: the operating system lets go of it when the worker dies, however it dies."""
    return all(_is_held(Path(settings.DESK_FOLDER) / WORKER) for _ in range(TRIES))


def _is_held(path: Path) -> bool:
    with held(path) as free:
        if not free:
            time.sleep(0.002)
        return not free
