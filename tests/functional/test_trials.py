"""Long trials: run by `make trials`, left out of `make test`."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from heeded.catalogue.folder import samples_folder

Heeded = Callable[..., "subprocess.CompletedProcess[str]"]


def tables(heeded_process: Heeded, out: Path, threads: int) -> dict[str, bytes]:
    done = heeded_process("run", samples_folder() / "northmoor", "--out", out, "--threads", threads)
    assert done.returncode == 0, done.stderr
    return {path.name: path.read_bytes() for path in sorted(out.iterdir()) if path.is_file()}


@pytest.mark.trial
def test_the_whole_force_gives_the_same_bytes_with_one_thread_two_and_four(
    heeded_process: Heeded, tmp_path: Path
) -> None:
    first = tables(heeded_process, tmp_path / "one", 1)

    assert tables(heeded_process, tmp_path / "two", 2) == first
    assert tables(heeded_process, tmp_path / "four", 4) == first
