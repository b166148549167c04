"""The command line as a user has it: a process of its own, its words and its exit code."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from heeded.catalogue.folder import samples_folder

Heeded = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="session")
def heeded() -> Heeded:
    def call(*arguments: object) -> "subprocess.CompletedProcess[str]":
        command = [sys.executable, "-m", "heeded", *map(str, arguments)]
        return subprocess.run(command, capture_output=True, text=True, timeout=600, check=False)

    return call


@pytest.fixture(scope="session")
def quick() -> Path:
    return samples_folder() / "quick"


@pytest.fixture(scope="session")
def quick_run(heeded: Heeded, quick: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("quick") / "run"
    done = heeded("run", quick, "--out", out)
    assert done.returncode == 0, done.stderr
    return out
