"""The archive as it is sent: made piece by piece, so that it is never whole in memory or on the desk's disk."""

import hashlib
import json
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.db import transaction

from heeded import __version__
from heeded_desk.deliveries.places import decisions_file, delivery_folder, mapping_file
from heeded_desk.deliveries.told import now
from heeded_desk.deliveries.working import latest_folder
from heeded_desk.members.models import Force
from heeded_desk.records.export.tables import described, lines_of, models_of_desk
from heeded_desk.records.models import Export
from heeded_desk.running.sealed import Sealing
from heeded_desk.second_lock import for_force, reading

PIECE = 1 << 20
README = """Everything that Heeded holds of one force.

tables/NAME.jsonl   a table of the desk: one row a line, as JSON. manifest.json says what each holds.
files/delivery/     what the force sent, without what was erased since.
files/run/          the tables of the run that is on the desk (Parquet), with its own manifest.
files/              the mapping and the decisions as the engine reads them, where there are any.
manifest.json       every file of this archive with its length and SHA-256; it stands last.

Passwords and the secrets of keys are not in it.
"""


class Pipe:
    """Takes what the archive writes and gives it on; remembers nothing but how much it was and its hash."""

    def __init__(self) -> None:
        self._left = bytearray()
        self.bytes, self.hash = 0, hashlib.sha256()

    def write(self, data: bytes) -> int:
        """Take some bytes."""
        self._left += data
        self.bytes += len(data)
        self.hash.update(data)
        return len(data)

    def flush(self) -> None:
        """Do nothing: what was taken is there to be given."""

    def taken(self) -> bytes:
        """Give what came since the last time."""
        given = bytes(self._left)
        self._left.clear()
        return given


def archive(export: Export, passphrase: bytes | None) -> Iterator[bytes]:
    """Give the archive of a force piece by piece; once all was taken, its length and hash are put on record.

    passphrase: closes the archive where one is given; it is kept nowhere.
    """
    pipe = Pipe()
    sealing = Sealing(pipe, passphrase) if passphrase else None  # type: ignore[arg-type]
    told: dict[str, object] = {}
    with zipfile.ZipFile(sealing or pipe, "w", zipfile.ZIP_DEFLATED, allowZip64=True) as packed:  # type: ignore[arg-type]
        for name, content in _parts(export.force, told):
            yield from _part(packed, name, content, told, pipe)
        manifest = {"heeded": __version__, "force": export.force.code, "made_at": export.at.isoformat(), "files": told}
        packed.writestr("manifest.json", json.dumps(manifest, ensure_ascii=False, indent=1))
    if sealing:
        sealing.close()
    yield pipe.taken()
    _ended(export, pipe)


def _part(
    packed: zipfile.ZipFile, name: str, content: Iterable[bytes], told: dict[str, object], pipe: Pipe
) -> Iterator[bytes]:
    size, hashed = 0, hashlib.sha256()
    with packed.open(name, "w", force_zip64=True) as entry:
        for piece in content:
            entry.write(piece)
            size += len(piece)
            hashed.update(piece)
            yield pipe.taken()
    more = told.get(name) or {}
    told[name] = {"bytes": size, "sha256": hashed.hexdigest(), **more}  # type: ignore[dict-item]


def _parts(force: Force, told: dict[str, object]) -> Iterator[tuple[str, Iterable[bytes]]]:
    yield "README.txt", [README.encode()]
    for model in models_of_desk():
        name = f"tables/{model._meta.db_table}.jsonl"
        told[name] = described(model)
        yield name, _rows(model, force)
    for name, path in _files(force):
        yield name, _bytes_of(path)


def _rows(model: type, force: Force) -> Iterator[bytes]:
    with reading(force.pk):
        yield from lines_of(model, force.pk)


def _files(force: Force) -> Iterator[tuple[str, Path]]:
    yield from ((f"files/delivery/{p.name}", p) for p in sorted(delivery_folder(force).iterdir()) if p.is_file())
    run = latest_folder(force)
    if run:
        yield from ((f"files/run/{p.name}", p) for p in sorted(run.iterdir()) if p.is_file())
    for path in (mapping_file(force), decisions_file(force)):
        if path.is_file():
            yield f"files/{path.name}", path


def _bytes_of(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            yield piece


def _ended(export: Export, pipe: Pipe) -> None:
    with transaction.atomic(), for_force(export.force_id):
        export.ended_at, export.bytes, export.sha256 = now(), pipe.bytes, pipe.hash.hexdigest()
        export.save(update_fields=["ended_at", "bytes", "sha256"])
