"""The live store of each force, opened once in a process and anew when a run has replaced it."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Lock

from django.conf import settings

from heeded.first_contact import Found, LookingUp
from heeded.toolbox.errors import HeededError
from heeded_desk.deliveries.places import force_folder
from heeded_desk.members.models import Force

NOT_READY = (
    "The look-up is being made ready: no run is on the desk yet, or it has only just come. Nothing can be said about "
    "what is on file. Ask the questions below, and look up again in a few minutes."
)

LOADING = "The look-up is just being started and takes some seconds more. Ask the questions below, and look up again."
STORE = "live.store"
OUT_OF_RANGE = "A date of the report is so far away that it cannot be read."
LONGEST = 8.0
"""Seconds for which somebody waits who has a caller on the line; the first look-up of a process loads models."""


class NotReadyError(Exception):
    """There is no live store to be asked; its text is a sentence for whoever asks."""


def store_of(force: Force) -> Path:
    """Give where the live store of a force lies."""
    return force_folder(force) / STORE


def look(force: Force, report: Mapping[str, object]) -> Found:
    """Tell what is on file about the people of a report; nothing is written.

    Raises NotReadyError, and ValueError with a sentence that holds nothing of the report.
    """
    return _opened(store_of(force)).do("look", report)


def add(force: Force, report: Mapping[str, object]) -> Found:
    """Keep a report in the live store, and tell the same; raises as `look` does."""
    return _opened(store_of(force)).do("add", report)


def warm(force: Force) -> None:
    """Have the store opened meanwhile, without waiting: models are loaded while somebody types."""
    if store_of(force).is_file():
        _opened(store_of(force)).warm()


def warm_all() -> None:
    """Have the stores of all forces opened, without waiting: the first who asks finds the models loaded."""
    for path in sorted(Path(settings.DELIVERIES).glob(f"*/{STORE}")):
        _opened(path).warm()


class _Opened:
    """One store. All that is asked of it is done in one thread of its own, for a connection belongs to its thread."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="look-up")
        self._looking: LookingUp | None = None
        self._file: tuple[int, int] | None = None

    def do(self, verb: str, report: Mapping[str, object]) -> Found:
        """Look up or add a report."""
        given = self._thread.submit(self._do, verb, report)
        try:
            return given.result(LONGEST)
        except TimeoutError as error:
            given.cancel()  # where it has not begun: nobody waits for it any more
            raise NotReadyError(LOADING) from error
        except OverflowError as error:
            raise ValueError(OUT_OF_RANGE) from error

    def warm(self) -> None:
        """Open the store in its thread; what goes wrong there is told to whoever asks next."""
        self._thread.submit(self._up_to_date)

    def _do(self, verb: str, report: Mapping[str, object]) -> Found:
        found: Found = getattr(self._up_to_date(), verb)(report)
        return found

    def _up_to_date(self) -> LookingUp:
        """Open the store, anew where another file has taken its place."""
        try:
            there = self._path.stat()
        except FileNotFoundError as error:
            raise NotReadyError(NOT_READY) from error
        if self._looking is None or self._file != (there.st_dev, there.st_ino):
            try:
                self._looking = LookingUp(self._path)
            except HeededError as error:  # filled by an earlier version of Heeded: the worker fills it anew
                raise NotReadyError(NOT_READY) from error
            self._file = (there.st_dev, there.st_ino)
        return self._looking


_stores: dict[Path, _Opened] = {}
_stores_lock = Lock()


def _opened(path: Path) -> _Opened:
    with _stores_lock:
        if path not in _stores:
            _stores[path] = _Opened(path)
        return _stores[path]
