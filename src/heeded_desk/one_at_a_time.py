"""A place that one process holds at a time: a lock of the operating system, free again however its holder ends."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def held(path: Path, how: int = fcntl.LOCK_EX) -> Iterator[bool]:
    """Hold a place until the block ends, without waiting; gives False where another process is at it.

    path: the file that is locked, made where there is none. how: LOCK_SH where several may hold it together.
    """
    with path.open("a") as lock:
        try:
            fcntl.flock(lock, how | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True
