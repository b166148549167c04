"""How often somebody may ask holds whichever process answers, and begins anew with each minute."""

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from own_desk import own_desk

from heeded_desk.contact.limits import may_ask

NOW = datetime(2026, 3, 1, 12, 0, 30, tzinfo=UTC)
ASKING = """
from datetime import UTC, datetime
from heeded_desk.contact.limits import may_ask
now = datetime(2026, 3, 1, 12, 0, 30, tzinfo=UTC)
print("allowed", sum(may_ask("key-1", 40, now) for _ in range(30)))
"""


def test_so_many_and_no_more_in_one_minute(db: None) -> None:
    assert [may_ask("member-1", 2, NOW) for _ in range(4)] == [True, True, False, False]


@pytest.mark.parametrize(("later", "allowed"), [(0, False), (29, False), (31, True), (-3600, False)])
def test_another_minute_brings_another_allowance_and_a_clock_set_back_none(db: None, later: int, allowed: bool) -> None:
    may_ask("member-1", 1, NOW)

    assert may_ask("member-1", 1, NOW + timedelta(seconds=later)) is allowed


def test_each_asker_has_an_allowance_of_their_own(db: None) -> None:
    assert [may_ask(asker, 1, NOW) for asker in ("member-1", "member-2", "key-1", "member-1")] == [True] * 3 + [False]


@pytest.mark.slow
@pytest.mark.database
def test_two_processes_share_one_allowance(tmp_path: Path) -> None:
    with own_desk(tmp_path) as desk:
        line = [sys.executable, "-m", "heeded_desk", "shell", "-v", "0", "-c", ASKING]
        given = {"env": {**os.environ, **desk.setting}, "stdout": subprocess.PIPE, "text": True}
        both = [subprocess.Popen(line, **given) for _ in range(2)]
        said = [process.communicate()[0] for process in both]

    allowed = [int(words.split("allowed ")[1]) for words in said]
    assert sum(allowed) == 40 and max(allowed) <= 30, said
