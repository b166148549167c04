"""Where a force's files lie on the disk: every name in here is given by the desk, none by a sender."""

import os
from pathlib import Path

from django.conf import settings

from heeded_desk.members.models import Force


def force_folder(force: Force) -> Path:
    """Give the folder of a force, made where it is not there, by its code: letters, digits and hyphens."""
    return made(Path(settings.DELIVERIES) / force.code)


def delivery_folder(force: Force) -> Path:
    """Give the folder of what a force sent, untouched."""
    return made(force_folder(force) / "delivery")


def runs_folder(force: Force) -> Path:
    """Give the folder of a force's finished runs, one folder each, by the number of the run."""
    return made(force_folder(force) / "runs")


def work_folder(force: Force) -> Path:
    """Give the folder of what is being made; all in it may be thrown away where nobody is at work."""
    return made(force_folder(force) / "work")


def mapping_file(force: Force) -> Path:
    """Give where a force's mapping lies, if it has one."""
    return force_folder(force) / "mapping.toml"


def decisions_file(force: Force) -> Path:
    """Give where the decisions of a force's members are written for the engine."""
    return force_folder(force) / "decisions.jsonl"


def made(folder: Path) -> Path:
    """Make a folder that its owner alone may open."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def keep(folder: Path) -> None:
    """Have the disk keep the names in a folder, so that what was acknowledged outlives a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
