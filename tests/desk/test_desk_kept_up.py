"""`heeded serve` keeps a server and a worker up: whichever dies is started again, and both end together."""

import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from http.client import HTTPException
from pathlib import Path

import pytest
from own_desk import own_desk

from heeded_desk.deliveries import serving

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")]


class Kept:
    """A desk that is served: what its keeper has started, and whether its pages are there."""

    def __init__(self, keeper: int, address: str) -> None:
        self.keeper, self.address = keeper, address

    def child(self, word: str) -> int | None:
        """Give the number of the process of the keeper's own whose command holds a word."""
        for path in Path("/proc").glob("[0-9]*"):
            try:
                parent = int((path / "stat").read_text().rpartition(")")[2].split()[1])
                words = (path / "cmdline").read_bytes().split(b"\0")
            except (OSError, ValueError):
                continue
            if parent == self.keeper and word.encode() in words:
                return int(path.name)
        return None

    def answers(self) -> bool:
        """Say whether the sign-in page is there."""
        try:
            with urllib.request.urlopen(f"{self.address}/sign-in", timeout=20) as page:
                return page.status == 200
        except (OSError, HTTPException):
            return False


def wait_for(what: Callable[[], object]) -> object:
    """Wait until something is so; a machine may be busy."""
    until = time.monotonic() + 900
    while not (found := what()):
        assert time.monotonic() < until, "It did not come."
        time.sleep(0.1)
    return found


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Kept]:
    """A desk served as `heeded serve` does."""
    with own_desk(tmp_path) as desk:
        port = serving.free_port("127.0.0.1", 9100 + os.getpid() % 500)
        line = [sys.executable, "-m", "heeded_desk", "serve", "--quiet", "--workers=1", f"--port={port}"]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        with subprocess.Popen(line, env={**os.environ, **desk.setting}, **quiet) as process:
            served = Kept(process.pid, f"http://127.0.0.1:{port}")
            wait_for(served.answers)
            yield served
            process.kill()


def test_what_dies_is_started_again_and_what_is_stopped_ends(kept: Kept) -> None:
    server, worker = (int(str(wait_for(lambda word=word: kept.child(word)))) for word in ("gunicorn", "work"))

    os.kill(worker, signal.SIGKILL)
    after = wait_for(lambda: kept.child("work") not in (None, worker) and kept.child("work"))
    wait_for(kept.answers)
    assert kept.child("gunicorn") == server

    os.killpg(server, signal.SIGKILL)
    again = wait_for(lambda: kept.child("gunicorn") not in (None, server) and kept.child("gunicorn"))
    wait_for(kept.answers)
    assert kept.child("work") == after

    os.kill(kept.keeper, signal.SIGTERM)
    for process in (after, again):
        wait_for(lambda process=process: not Path(f"/proc/{process}").exists())
    assert not kept.answers()
