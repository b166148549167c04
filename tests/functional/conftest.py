"""The command line as a user has it: its words and its exit code.

A process of its own makes the catalogue ready anew, which takes seconds. So most tests call the command's outer door in
this process; what hangs on a new process, and one run of each kind, is started as one.
"""

import subprocess
import sys
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path

import pytest

from heeded.catalogue.folder import samples_folder
from heeded.cli import main

Done = subprocess.CompletedProcess[str]
Heeded = Callable[..., Done]


def called(words: list[str]) -> Done:
    """Call the command in this process."""
    said, complained, code = StringIO(), StringIO(), 0
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(said), redirect_stderr(complained):
        patch.setattr(sys, "argv", ["heeded", *words])
        try:
            main()
        except SystemExit as left:
            code = int(left.code or 0)
    return Done(words, code, said.getvalue(), complained.getvalue())


@pytest.fixture(scope="session")
def heeded() -> Heeded:
    """Call the command; gives its exit code and what it said."""
    return lambda *words: called([str(word) for word in words])


@pytest.fixture(scope="session")
def heeded_process() -> Heeded:
    """Start the command as a process of its own; gives its exit code and what it said."""

    def started(*words: object) -> Done:
        command = [sys.executable, "-m", "heeded", *map(str, words)]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    return started


@pytest.fixture(scope="session")
def quick() -> Path:
    return samples_folder() / "quick"


@pytest.fixture(scope="session")
def quick_run(heeded_process: Heeded, quick: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("quick") / "run"
    done = heeded_process("run", quick, "--out", out)
    assert done.returncode == 0, done.stderr
    return out
