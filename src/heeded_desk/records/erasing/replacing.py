"""Putting a file in another's place so that a power cut leaves the one or the other, whole."""

import os
from pathlib import Path

from heeded_desk.deliveries.places import keep


def new_beside(path: Path) -> Path:
    """Give where the new file is to be written; what a power cut left there is removed."""
    new = path.with_name(f".{path.name}.new")
    new.unlink(missing_ok=True)
    return new


def take_its_place(new: Path, path: Path) -> None:
    """Have the disk keep the new file, then let it take the place of the old one."""
    with new.open("rb") as file:
        os.fsync(file.fileno())
    new.chmod(0o600)
    new.replace(path)
    keep(path.parent)
