"""Many who write at once make one chain; whoever is killed under writes loses nothing that was acknowledged."""

import subprocess
import threading
import time
from collections.abc import Iterator
from http.client import HTTPException
from pathlib import Path
from urllib.request import Request, urlopen

import pytest
from django.db import connection
from own_desk import OwnDesk, kill, own_desk

UNDER_WRITES = 1.0
"""Seconds of writing before everything is killed."""


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[OwnDesk]:
    """A desk that processes write to."""
    with own_desk(tmp_path / "data") as made:
        yield made


class Caller(threading.Thread):
    """Asks for pages that are put on record, and keeps the marks of those that were answered."""

    def __init__(self, address: str, session: str, name: str) -> None:
        super().__init__(daemon=True)
        self._address, self._session, self._name = address, session, name
        self.answered: set[str] = set()

    def run(self) -> None:
        """Ask until the server is gone."""
        for number in range(1_000_000):
            mark = f"{self._name}-{number}"
            asked = Request(f"{self._address}/audit?course={mark}", headers={"Cookie": f"sessionid={self._session}"})
            try:
                with urlopen(asked, timeout=100) as answer:  # a busy machine is no lost entry
                    if b"There is no such entry" not in answer.read():
                        return
            except (OSError, HTTPException):  # an answer that was cut off half way acknowledges nothing
                return
            self.answered.add(mark)


def lines_in(path: Path) -> set[str]:
    """Give the whole lines of a file; the last may have been cut off."""
    return {line.rstrip("\n") for line in path.read_text().splitlines(keepends=True) if line.endswith("\n")}


def killed_under_writes(desk: OwnDesk, session: str, turn: int, folder: Path) -> tuple[set[str], set[str]]:
    """Let a server and a writer work, kill both; gives what each had acknowledged."""
    path = folder / f"writer-{turn}"
    server, address = desk.server()
    with path.open("wb") as out:
        writer = desk.writer(f"w{turn}", 2, 0, out.fileno())
        callers = [Caller(address, session, f"h{turn}-{n}") for n in range(2)]
        for caller in callers:
            caller.start()
        try:
            _wait_for_both(path, callers, writer)
            time.sleep(UNDER_WRITES)
        finally:
            kill(server, group=True)
            kill(writer)
    for caller in callers:
        caller.join(30)
    return lines_in(path), set().union(*(c.answered for c in callers))


def _wait_for_both(path: Path, callers: list[Caller], writer: subprocess.Popen[bytes]) -> None:
    for _ in range(2400):
        if lines_in(path) and any(c.answered for c in callers):
            return
        assert writer.poll() is None
        time.sleep(0.05)
    raise AssertionError("Nothing was acknowledged within two minutes.")


def held_under_kills(desk: OwnDesk, folder: Path, times: int) -> None:
    """Kill again and again; after each, all that was ever acknowledged is there and the chain is whole."""
    session = desk.session()
    acknowledged: set[str] = set()
    for turn in range(times):
        written, answered = killed_under_writes(desk, session, turn, folder)
        assert written
        assert answered
        acknowledged |= written | answered
        code, said, there = desk.verified(folder / "export.jsonl")
        assert code == 0, said
        assert acknowledged - there == set()


@pytest.mark.slow
@pytest.mark.database
def test_many_writers_make_one_chain(desk: OwnDesk, tmp_path: Path) -> None:
    """Eight with fifty entries each on PostgreSQL, four with twenty-five on SQLite, in two processes."""
    threads, entries = (4, 50) if connection.vendor == "postgresql" else (2, 25)
    files = [tmp_path / f"writer-{n}" for n in range(2)]
    outs = [path.open("wb") for path in files]
    writers = [desk.writer(f"p{n}", threads, entries, out.fileno()) for n, out in enumerate(outs)]

    assert [writer.wait(120) for writer in writers] == [0, 0]
    for out in outs:
        out.close()
    written = set().union(*map(lines_in, files))
    assert len(written) == 2 * threads * entries
    _, said, there = desk.verified(tmp_path / "export.jsonl")
    assert said == f"The chain is whole and unchanged: {len(written)} entries.\n"
    assert written <= there


@pytest.mark.slow
@pytest.mark.database
def test_nothing_acknowledged_is_lost_in_five_kills(desk: OwnDesk, tmp_path: Path) -> None:
    held_under_kills(desk, tmp_path, 5)


@pytest.mark.trial
def test_nothing_acknowledged_is_lost_in_a_hundred_kills(desk: OwnDesk, tmp_path: Path) -> None:
    held_under_kills(desk, tmp_path, 100)
