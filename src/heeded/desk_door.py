"""The way to the desk, which is another package: its commands are started as a process of their own, never imported."""

import importlib.util
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from heeded.toolbox.errors import HeededError

MISSING = "The desk is not installed here. Install it with: pip install 'heeded[desk]'"
NEEDED = ("django", "gunicorn", "django_tasks_db")


def desk_is_installed() -> bool:
    """Say whether what the desk needs is on this machine."""
    return all(importlib.util.find_spec(name) for name in (*NEEDED, "heeded_desk"))


def desk(command: Sequence[str], surroundings: Mapping[str, str]) -> int:
    """Run a command of the desk to its end and give its exit code; Ctrl-C and SIGTERM are left to it.

    surroundings: its environment. Raises HeededError where the desk is not installed.
    """
    if not desk_is_installed():
        raise HeededError(MISSING)
    before = signal.signal(signal.SIGINT, lambda *_: None)  # the terminal tells the desk by itself
    child = subprocess.Popen([sys.executable, "-m", "heeded_desk", *command], env=dict(surroundings))
    ended = signal.signal(signal.SIGTERM, lambda *_: child.terminate())
    try:
        return child.wait()
    finally:
        signal.signal(signal.SIGINT, before)
        signal.signal(signal.SIGTERM, ended)


def demonstration(surroundings: Mapping[str, str], folder: Path) -> dict[str, str]:
    """Give the environment of a desk for demonstrations: a folder of its own, and no setting of a real desk."""
    kept = {name: value for name, value in surroundings.items() if not name.startswith("HEEDED_")}
    return {**kept, "HEEDED_DATA": str(folder.resolve()), "HEEDED_SECOND_FACTOR": "off"}
