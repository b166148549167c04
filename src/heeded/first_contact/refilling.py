"""The live store filled anew after a run, beside the old one, and put in its place in one step."""

import json
import os
import re
import sqlite3
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from heeded.first_contact.one_report import one_report
from heeded.live import Adding, Store, fill_store
from heeded.live.store import WAIT
from heeded.model.decision import load_decisions
from heeded.pipeline import read_run

TABLES = ("reports", "versions", "log", "mentions", "findings", "clues", "course_reports")
ADDED = "select nr, report_id, report from addition where nr > ? order by nr"


def refill(store: Path, run: Path, decisions: Path | None, erased: Collection[str] = ()) -> None:
    """Fill a store from a run and the decisions that it took in, and put it where the old one is in one step.

    What was added since and is not in the run is added again, but for the reports in `erased`. `store` becomes a link
    to the file that holds it; killed at any moment, the old one stays as it is. One refills a store at a time. Raises
    HeededError with a sentence where the run or the decisions cannot be used.
    """
    new = _next(store)
    manifest = json.loads((run / "manifest.json").read_text(encoding="utf-8"))
    words = manifest["inputs"]["narrative_clues"] == "used"
    fill_store(new, read_run(run, TABLES), load_decisions(decisions) if decisions else [], words=words)
    for left in _left(store, new):
        _add_again(left, new, 0, erased)
    seen = _add_again(store, new, 0, erased)
    with _held(store):
        _add_again(store, new, seen, erased)
        _swap(store, new)
    _clear(store, new)


def _next(store: Path) -> Path:
    """Give where to fill the next store; what an earlier filling left half made is not looked at."""
    return store.with_name(f"{store.name}.{max(_numbered(store, '.*'), default=0) + 1}")


def _numbered(store: Path, ending: str = "") -> dict[int, Path]:
    """Give the files of a store by their numbers."""
    named = {p: re.fullmatch(rf"{re.escape(store.name)}\.(\d+){ending}", p.name) for p in store.parent.iterdir()}
    return {int(found.group(1)): path for path, found in named.items() if found}


def _left(store: Path, new: Path) -> list[Path]:
    """Give the stores that lie there without a link to one of them, as after a restore: links are in no backup."""
    return [] if store.exists() else [path for _, path in sorted(_numbered(store).items()) if path != new]


def _add_again(store: Path, new: Path, after: int, erased: Collection[str]) -> int:
    """Add to the new store what was added to the old one after a number; gives the last number."""
    rows = _additions(store, after)
    if not rows:
        return after
    filled = Store(new)
    try:
        missing = [r for r in rows if filled.digest_of(r[1]) is None and r[1] not in erased]
        if missing:
            adding = Adding(filled)
            for _, report, sent in missing:
                if filled.digest_of(report) is None:
                    adding.keep(one_report().tables(json.loads(sent)), sent)
        filled.db.execute("pragma wal_checkpoint(truncate)")
    finally:
        filled.close()
    return int(rows[-1][0])


def _additions(store: Path, after: int) -> list[tuple[int, str, str]]:
    """Give what was added to a store, whatever version of Heeded filled it."""
    if not store.exists():
        return []
    old = _connected(store)
    try:
        kept = old.execute("select 1 from sqlite_master where name = 'addition'").fetchone()
        return old.execute(ADDED, [after]).fetchall() if kept else []
    finally:
        old.close()


@contextmanager
def _held(store: Path) -> Iterator[None]:
    """Keep everybody from adding to a store for a moment; who waits then finds that it was replaced."""
    if not store.exists():
        yield
        return
    old = _connected(store)
    try:
        old.execute("begin immediate")
        yield
    finally:
        old.close()


def _connected(store: Path) -> sqlite3.Connection:
    address = f"{store.resolve().as_uri()}?mode=rw"
    return sqlite3.connect(address, uri=True, isolation_level=None, timeout=WAIT)


def _swap(store: Path, new: Path) -> None:
    link = store.with_name(f"{store.name}.link")
    link.unlink(missing_ok=True)
    link.symlink_to(new.name)
    link.replace(store)
    folder = os.open(store.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _clear(store: Path, new: Path) -> None:
    """Take away the stores that were, with what SQLite keeps beside them; who still reads one keeps it till then."""
    stays = {new.name, f"{new.name}-wal", f"{new.name}-shm"}
    for path in store.parent.glob(f"{store.name}[.-]*"):
        if path.name not in stays and re.fullmatch(r"(\.\d+(\.part)?)?(-wal|-shm)?", path.name[len(store.name) :]):
            path.unlink(missing_ok=True)
