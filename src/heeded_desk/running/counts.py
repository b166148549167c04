"""What all processes of one machine count together: who asks how often, and how places answer.

It stands in a small file of SQLite beside the desk's database, which is not asked to write for it. Nothing in it is
needed after a restart, so nothing is synced to the disk, and where it fails pages are served all the same.
"""

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from heeded_desk.running.files import COUNTS

TOGETHER = 1.0
"""Seconds for which a process keeps what places answered before it writes it down."""
STEPS = (0.1, 0.3, 0.5, 1.0, 3.0)
"""Seconds, up to which answers are counted together."""
TABLES = """
CREATE TABLE IF NOT EXISTS asked (asker TEXT PRIMARY KEY, minute INTEGER, times INTEGER) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS answered (place TEXT, status TEXT, step INTEGER, times INTEGER, seconds REAL,
 PRIMARY KEY (place, status, step)) WITHOUT ROWID;
"""
ASK = """INSERT INTO asked VALUES (?1, ?2, 1) ON CONFLICT (asker) DO UPDATE SET
 times = CASE WHEN minute = ?2 THEN times + 1 ELSE 1 END, minute = ?2 RETURNING times"""
ANSWER = """INSERT INTO answered VALUES (?, ?, ?, ?, ?) ON CONFLICT (place, status, step) DO UPDATE SET
 times = times + excluded.times, seconds = seconds + excluded.seconds"""
Answered = tuple[str, str, int]
"""Place, the first figure of the status with `xx`, and the number of its step."""


@dataclass(slots=True)
class Counts:
    """Counts in one folder; each thread has a connection of its own."""

    folder: Path
    _own: threading.local = field(default_factory=threading.local)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _kept: dict[Answered, list[float]] = field(default_factory=dict)
    _written: float = 0.0

    def ask(self, askers: list[str], minute: int) -> list[int]:
        """Count one more for each asker; gives how often each has asked in this minute, nothing where it fails."""
        try:
            file = self._file()
            file.execute("BEGIN IMMEDIATE")
            try:
                found = [file.execute(ASK, (asker, minute)).fetchall()[0][0] for asker in askers]
                if 1 in found:
                    file.execute("DELETE FROM asked WHERE minute < ?", (minute,))
            finally:
                file.execute("COMMIT")
            return found
        except sqlite3.Error:
            return []

    def answer(self, place: str, status: int, seconds: float) -> None:
        """Count one answer; written down with others about once a second."""
        step = next((n for n, up_to in enumerate(STEPS) if seconds <= up_to), len(STEPS))
        with self._lock:
            kept = self._kept.setdefault((place, f"{status // 100}xx", step), [0, 0.0])
            kept[0], kept[1] = kept[0] + 1, kept[1] + seconds
            if time.monotonic() - self._written < TOGETHER:
                return
            self._written, rows, self._kept = time.monotonic(), self._kept, {}
        self._write(rows)

    def answers(self) -> Iterator[tuple[str, str, int, int, float]]:
        """Give place, status, step, times and seconds of all that was counted since the file was made."""
        with self._lock:
            rows, self._kept = self._kept, {}
        self._write(rows)
        with suppress(sqlite3.Error):
            yield from self._file().execute("SELECT * FROM answered ORDER BY 1, 2, 3").fetchall()

    def _write(self, rows: dict[Answered, list[float]]) -> None:
        with suppress(sqlite3.Error):
            self._file().executemany(ANSWER, [(*which, times, seconds) for which, (times, seconds) in rows.items()])
            self._file().commit()

    def _file(self) -> sqlite3.Connection:
        if not hasattr(self._own, "file"):
            file = sqlite3.connect(self.folder / COUNTS, timeout=1.0)
            file.execute("PRAGMA journal_mode = WAL")
            file.execute("PRAGMA synchronous = OFF")
            file.executescript(TABLES)
            self._own.file = file
        return self._own.file
