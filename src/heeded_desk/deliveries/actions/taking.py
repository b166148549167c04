"""Taking in a file: checked, given a name of the desk's own, kept on the disk before it is acknowledged."""

import hashlib
import os
import re
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from heeded.ingest import load_mapping
from heeded.toolbox.errors import MappingError
from heeded_desk.audit.actions import record
from heeded_desk.audit.models import Kind
from heeded_desk.deliveries.content import NotTakenError, kind_of
from heeded_desk.deliveries.models import Delivery, Refusal
from heeded_desk.deliveries.places import delivery_folder, keep, mapping_file
from heeded_desk.deliveries.told import now
from heeded_desk.members.models import Force, Member
from heeded_desk.second_lock import for_force

ALREADY = "This file was delivered before, on {day}. It was not taken in twice, and nothing was lost."
LARGEST_MAPPING = 1 << 20
TABLES = ("persons", "log", "reports")
LABEL = 200


@dataclass(frozen=True, slots=True)
class Sent:
    """A file as it lies on the disk, how it came and what its sender calls it."""

    path: Path
    label: str
    how: Delivery.How
    by: Member | None = None
    checked: "Checked | None" = None


@dataclass(frozen=True, slots=True)
class Checked:
    """What a look at a file's content gave: the ending that fits it, and its hash."""

    ending: str
    sha256: str


def check(path: Path) -> Checked:
    """Look at a file; raises NotTakenError where it is no table. It may take seconds, so do it before a transaction."""
    return Checked(kind_of(path), _hash(path))


def take(force: Force, sent: Sent) -> Delivery:
    """Take a file in; when this returns, it is on the disk and on record.

    The file is moved where it can be. Raises NotTakenError with a sentence where it is no table or came before; it then
    lies where it lay.
    """
    checked = sent.checked or check(sent.path)
    with transaction.atomic(), for_force(force.pk):
        Force.objects.select_for_update().get(pk=force.pk)  # one at a time, so that no file comes in twice
        before = Delivery.objects.filter(force=force, sha256=checked.sha256).first()
        if before:
            raise NotTakenError(ALREADY.format(day=f"{before.sent_at:%-d %B %Y}"))
        made = Delivery.objects.create(
            force=force,
            how=sent.how,
            sent_by=sent.by,
            sent_at=now(),
            label=label_of(sent.label),
            bytes=sent.path.stat().st_size,
            sha256=checked.sha256,
        )
        made.stored_as = f"{made.pk:06}{_table(sent.label)}{checked.ending}"
        made.save(update_fields=["stored_as"])
        _store(sent.path, delivery_folder(force) / made.stored_as)
        details = {"delivery": made.pk, "sha256": checked.sha256}
        record(Kind.COLLECTION, by=sent.by, place="deliveries", force=force, details=details)
    return made


def refuse(force: Force, sent: Sent, sentence: str) -> Refusal:
    """Put on record that a file was not taken, and why."""
    with transaction.atomic(), for_force(force.pk):
        return Refusal.objects.create(
            force=force, how=sent.how, sent_by=sent.by, at=now(), label=label_of(sent.label), sentence=sentence[:500]
        )


def keep_mapping(force: Force, path: Path, *, by: Member | None) -> None:
    """Keep a mapping as the force's own, in place of the one before; raises NotTakenError where it is none."""
    if path.stat().st_size > LARGEST_MAPPING:
        raise NotTakenError("The mapping is too large. A mapping is a short text in TOML.")
    shown = path.with_name("mapping.toml")
    try:
        load_mapping(path)
    except MappingError as error:
        raise NotTakenError(str(error).replace(path.name, shown.name)) from error
    with transaction.atomic(), for_force(force.pk):
        _store(path, mapping_file(force))
        record(Kind.ADMINISTRATION, by=by, place="deliveries", force=force, details={"mapping": _hash_kept(force)})


def label_of(name: str) -> str:
    """Give a sender's file name as a label: its last part, in one line and not too long."""
    last = re.split(r"[\\/]", name)[-1]
    return "".join(c if c.isprintable() else " " for c in last).strip()[:LABEL] or "file"


def _table(label: str) -> str:
    """Give which table a sender's name says the file is, for the engine looks there; none of the sender's own words."""
    stem = re.sub(r"[^a-z]+", " ", Path(label_of(label)).stem.lower()).split()
    return f"-{stem[-1]}" if stem and stem[-1] in TABLES else ""


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _hash_kept(force: Force) -> str:
    return _hash(mapping_file(force))


def _store(path: Path, to: Path) -> None:
    """Move a file to where it is kept, and have the disk keep it. A stray one of that name was never acknowledged."""
    with path.open("rb") as file:
        os.fsync(file.fileno())
    path.replace(to)
    to.chmod(0o600)
    keep(to.parent)
