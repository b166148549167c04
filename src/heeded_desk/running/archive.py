"""One file that holds a whole desk: each file with its hash, and at the end the list of all that must be there."""

import gzip
import hashlib
import json
import os
import tarfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO

from heeded_desk.running.errors import BackupError
from heeded_desk.running.sealed import Opening, Sealing, is_sealed

FORMAT = 1
MANIFEST = "manifest.json"
NO_ARCHIVE = "This is no backup of a desk, or it is cut off."
CHANGED = "The backup is not as it was written: {what}. Nothing was taken from it."
SEALED = "This backup needs its passphrase. Name the file that holds it with --passphrase-file."


@dataclass(slots=True)
class Writing:
    """Takes files, one after another, and remembers their hashes."""

    tar: tarfile.TarFile
    files: dict[str, dict[str, object]] = field(default_factory=dict)

    def add(self, path: Path, name: str) -> None:
        """Add a file under a name with forward slashes."""
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            hashed = _Hashed(file)
            self.tar.addfile(_entry(name, size), hashed)  # type: ignore[arg-type]
        self.files[name] = {"bytes": size, "sha256": hashed.hash.hexdigest()}


class _Hashed:
    """A file that is hashed as it is read."""

    def __init__(self, file: BinaryIO) -> None:
        self._file, self.hash = file, hashlib.sha256()

    def read(self, size: int) -> bytes:
        data = self._file.read(size)
        self.hash.update(data)
        return data


def _entry(name: str, size: int) -> tarfile.TarInfo:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = size, 0o600
    return entry


@contextmanager
def writing(path: Path, told: dict[str, object], passphrase: bytes | None) -> Iterator[Writing]:
    """Write an archive, which has its name once it is whole and on the disk; its owner alone may open it.

    told: what the manifest says beside the files; it may be filled in until the block ends.
    """
    part = path.with_name(f"{path.name}.part")
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            to = Sealing(file, passphrase) if passphrase is not None else None
            packed = gzip.GzipFile(fileobj=to or file, mode="wb", compresslevel=1, mtime=0)  # type: ignore[arg-type]
            with packed, tarfile.open(fileobj=packed, mode="w|", format=tarfile.PAX_FORMAT) as tar:
                made = Writing(tar)
                yield made
                _close(made, told)
            if to:
                to.close()
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _close(made: Writing, told: dict[str, object]) -> None:
    said = json.dumps({"format": FORMAT, **told, "files": made.files}, sort_keys=True, indent=1).encode()
    made.tar.addfile(_entry(MANIFEST, len(said)), _Bytes(said))  # type: ignore[arg-type]


class _Bytes:
    def __init__(self, data: bytes) -> None:
        self._data = data

    def read(self, size: int) -> bytes:
        given, self._data = self._data[:size], self._data[size:]
        return given


def unpack(path: Path, folder: Path, passphrase: bytes | None) -> dict[str, Any]:
    """Unpack an archive into an empty folder and give its manifest; raises BackupError where anything is not as it was.

    Whoever calls throws the folder away then.
    """
    try:
        with path.open("rb") as file:
            if is_sealed(file) and passphrase is None:
                raise BackupError(SEALED)
            source = Opening(file, passphrase) if is_sealed(file) and passphrase is not None else file
            with gzip.GzipFile(fileobj=source) as packed, tarfile.open(fileobj=packed, mode="r|") as tar:  # type: ignore[arg-type]
                found = {entry.name: _take(tar, entry, folder) for entry in tar}
    except (tarfile.TarError, EOFError, OSError, zlib.error) as error:
        if isinstance(error, FileNotFoundError | PermissionError):
            raise BackupError(f"The backup cannot be read: {error.strerror}.") from None
        raise BackupError(NO_ARCHIVE) from None
    return _checked(folder, found)


def _take(tar: tarfile.TarFile, entry: tarfile.TarInfo, folder: Path) -> str:
    """Write one file to its place, and give its hash; what is no plain file or leads out of the folder is refused."""
    parts = PurePosixPath(entry.name).parts
    if not entry.isreg() or not parts or ".." in parts or PurePosixPath(entry.name).is_absolute():
        raise BackupError(CHANGED.format(what="it holds something that is no plain file"))
    to, hashed = folder.joinpath(*parts), hashlib.sha256()
    to.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    source = tar.extractfile(entry)
    with os.fdopen(os.open(to, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        while data := source.read(1 << 20) if source else b"":
            hashed.update(data)
            file.write(data)
        file.flush()
        os.fsync(file.fileno())
    return hashed.hexdigest()


def _checked(folder: Path, found: dict[str, str]) -> dict[str, Any]:
    """Hold what was unpacked against the manifest."""
    if found.pop(MANIFEST, None) is None:
        raise BackupError(NO_ARCHIVE)
    manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_bytes())
    if manifest["format"] != FORMAT:
        raise BackupError("This backup was made by another version of Heeded, which this one cannot read.")
    told = {name: each["sha256"] for name, each in manifest["files"].items()}
    if told.keys() != found.keys():
        raise BackupError(CHANGED.format(what="files are missing or were added"))
    if told != found:
        raise BackupError(CHANGED.format(what="a file has another content"))
    return manifest
