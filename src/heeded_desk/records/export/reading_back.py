"""Opening an archive again: unsealed where it is sealed, every file held against its hash."""

import hashlib
import json
import shutil
import tempfile
import zipfile
from contextlib import ExitStack
from pathlib import Path

from heeded.toolbox.errors import HeededError
from heeded_desk.running.sealed import Opening, is_sealed

BROKEN = "The archive is not as it was made: {name} differs from its hash, or is not there."


def read_back(path: Path, out: Path, passphrase: bytes | None = None) -> int:
    """Unpack an archive into a folder that is made for it; gives how many files it held.

    Raises HeededError where a file differs from its hash or is missing, BackupError for a wrong passphrase.
    """
    with ExitStack() as stack:
        file = stack.enter_context(path.open("rb"))
        if is_sealed(file):
            whole = stack.enter_context(tempfile.TemporaryFile(dir=path.parent))
            shutil.copyfileobj(Opening(file, passphrase or b""), whole, 1 << 20)  # type: ignore[misc]
            whole.seek(0)
            file = whole  # type: ignore[assignment]
        packed = stack.enter_context(zipfile.ZipFile(file))
        out.mkdir(mode=0o700)
        told = json.loads(packed.read("manifest.json"))["files"]
        if set(told) != set(packed.namelist()) - {"manifest.json"}:
            raise HeededError(BROKEN.format(name="the list of files"))
        for name in told:
            _unpack(packed, name, out, told[name]["sha256"])
        return len(told)


def _unpack(packed: zipfile.ZipFile, name: str, out: Path, sha256: str) -> None:
    to, hashed = (out / name).resolve(), hashlib.sha256()
    if not to.is_relative_to(out.resolve()):
        raise HeededError(BROKEN.format(name="a name in it"))
    to.parent.mkdir(parents=True, exist_ok=True)
    with packed.open(name) as entry, to.open("wb") as file:
        while piece := entry.read(1 << 20):
            hashed.update(piece)
            file.write(piece)
    if hashed.hexdigest() != sha256:
        raise HeededError(BROKEN.format(name=name))
