"""Restoring a backup: held against its hashes first, put in as a whole, and its audit verified."""

import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.db.models import F, Value
from django.db.models.functions import Concat, Substr

from heeded_desk.audit.actions import record
from heeded_desk.audit.models import Kind
from heeded_desk.audit.verifying import keep as keep_verification
from heeded_desk.audit.verifying import verify
from heeded_desk.audit.walk import Fault
from heeded_desk.deliveries.models import Run
from heeded_desk.deliveries.places import keep, made
from heeded_desk.members.models import Force
from heeded_desk.running.archive import unpack
from heeded_desk.running.copies import put_database
from heeded_desk.running.errors import BackupError
from heeded_desk.running.in_use import alone
from heeded_desk.running.passphrases import passphrase_in
from heeded_desk.running.taking import take_backup
from heeded_desk.second_lock import for_force

STAGE = "restoring"
NOT_EMPTY = (
    "This desk is not empty. Restore into an empty one, or say --replace: then a backup of this one is made first."
)
OTHER_KIND = "The backup is of a desk in {theirs}, and this one is in {ours}. Restore it into {theirs}."
NEEDS_KEY = "The database in this backup is encrypted. Name the file of its key with HEEDED_DATABASE_KEY_FILE."
CALLED = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


@dataclass(frozen=True, slots=True)
class Restored:
    """What was restored: when its backup began, its entries, what is wrong with its audit, and what was put aside."""

    began_at: datetime
    entries: int
    fault: Fault | None
    aside: Path | None


def restore(path: Path, passphrase: bytes | None, *, replace: bool) -> Restored:
    """Put a backup in; raises BackupError where it is not as it was written, or where the desk is not to be replaced.

    Nothing of the desk is touched before the whole backup was held against its hashes.
    """
    data = Path(settings.DESK_FOLDER)
    with alone():
        if not is_empty() and not replace:
            raise BackupError(NOT_EMPTY)
        stage = data / STAGE
        shutil.rmtree(stage, ignore_errors=True)
        try:
            manifest = unpack(path, made(stage), passphrase)
            _fits(manifest)
            aside = None if is_empty() else _put_aside(data)
            put_database(stage / "database", manifest["database"])
            _put_files(stage / "data", data)
        finally:
            shutil.rmtree(stage, ignore_errors=True)
        call_command("migrate", verbosity=0)
        move_paths(manifest["folder"], data)
        return _verified(manifest, aside)


def is_empty() -> bool:
    """Say whether the desk holds no force and no file of one."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
    there = "members_force" in tables and Force.objects.exists()
    return not there and not any(Path(settings.DELIVERIES).rglob("*.*"))


def _fits(manifest: dict[str, Any]) -> None:
    theirs = manifest["database"]["vendor"]
    if theirs != connection.vendor:
        raise BackupError(OTHER_KIND.format(theirs=CALLED[theirs], ours=CALLED[connection.vendor]))
    if manifest["database"].get("keyed") and not settings.DATABASE_KEY_FILE:
        raise BackupError(NEEDS_KEY)


def _put_aside(data: Path) -> Path:
    """Back up what stands there, and move its files out of the way."""
    now = datetime.now(UTC)
    aside = made(data / f"replaced-{now:%Y%m%dT%H%M%S}")
    take_backup(aside / "before-restore.heeded", passphrase_in(settings.BACKUP_PASSPHRASE_FILE), on_record=False)
    if Path(settings.DELIVERIES).exists():
        Path(settings.DELIVERIES).rename(aside / "forces")
    return aside


def _put_files(stage: Path, data: Path) -> None:
    for path in sorted(p for p in stage.rglob("*") if p.is_file()):
        to = data / path.relative_to(stage)
        made(to.parent)
        path.replace(to)
        keep(to.parent)


def move_paths(before: str, data: Path) -> None:
    """Let runs name their folders where they now are.

    before: the folder of the desk that was backed up. data: the folder of this one.
    """
    for force in Force.objects.all():
        with transaction.atomic(), for_force(force.pk):
            moved = Concat(Value(str(data)), Substr(F("folder"), len(before) + 1))
            Run.objects.filter(force=force, folder__startswith=f"{before}/").update(folder=moved)


def _verified(manifest: dict[str, Any], aside: Path | None) -> Restored:
    """Walk the chain, held against the head that the backup named, and put the restore on record."""
    head, began = manifest["database"]["head"], datetime.now(UTC)
    walk, fault = verify({head["number"]: head["hash"]} if head["number"] else {})
    keep_verification(walk, fault, began)
    if not fault:
        with transaction.atomic():
            record(Kind.ADMINISTRATION, by=None, place="restore", details={"began_at": manifest["began_at"]})
    return Restored(datetime.fromisoformat(manifest["began_at"]), walk.number, fault, aside)
