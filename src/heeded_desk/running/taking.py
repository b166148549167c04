"""Taking a backup while people work: what was acknowledged before it began is in it, whatever happens meanwhile."""

import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from django.db import transaction

from heeded_desk.audit.actions import record
from heeded_desk.audit.models import Kind
from heeded_desk.deliveries.places import keep, made
from heeded_desk.running.archive import writing
from heeded_desk.running.copies import copy_database
from heeded_desk.running.errors import BackupError
from heeded_desk.running.files import hold
from heeded_desk.running.in_use import one_backup

STAGE = "backing-up"


@dataclass(frozen=True, slots=True)
class Taken:
    """What a backup holds: how many files, how many bytes it has itself, entries of the audit, and whether the key."""

    files: int
    bytes: int
    entries: int
    with_key: bool


def take_backup(path: Path, passphrase: bytes | None, *, on_record: bool = True) -> Taken:
    """Write all of the desk into one file; raises BackupError where it cannot be made.

    Files are held before the database is copied and once more after it, so that whatever a row of the copy names is
    there. passphrase: None leaves it open. on_record: not where the database is to be migrated first.
    """
    if path.exists():
        raise BackupError("There is a file of that name already. Nothing was written over.")
    data = Path(settings.DESK_FOLDER)
    with one_backup():
        stage = data / STAGE
        shutil.rmtree(stage, ignore_errors=True)
        try:
            told = _stage(data, made(stage))
            with writing(path, told, passphrase) as archive:
                for file in sorted(p for p in stage.rglob("*") if p.is_file()):
                    archive.add(file, file.relative_to(stage).as_posix())
        except OSError as error:
            raise BackupError(f"The backup could not be written: {error.strerror}.") from None
        finally:
            shutil.rmtree(stage, ignore_errors=True)
    keep(path.absolute().parent)
    head: dict[str, object] = told["database"]["head"]  # type: ignore[index]
    taken = Taken(len(archive.files), path.stat().st_size, int(str(head["number"])), "data/secret.key" in archive.files)
    if on_record:
        _tell(taken, sealed=passphrase is not None)
    return taken


def _stage(data: Path, stage: Path) -> dict[str, object]:
    """Hold all that belongs into the backup; gives what its manifest says of it."""
    began = datetime.now(UTC)
    hold(data, made(stage / "data"))
    database = copy_database(made(stage / "database"))
    hold(data, stage / "data")
    told = {"heeded": version("heeded"), "began_at": began.isoformat(), "folder": str(data)}
    return {**told, "database": database}


def _tell(taken: Taken, *, sealed: bool) -> None:
    """Put on record that everything left the desk as a file; that entry is the first that the file does not hold."""
    details = {"files": taken.files, "bytes": taken.bytes, "entries": taken.entries, "sealed": sealed}
    with transaction.atomic():
        record(Kind.DISCLOSURE, by=None, place="backup", details=details)
