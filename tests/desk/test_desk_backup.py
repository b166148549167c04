"""A backup holds all that was acknowledged before it began, and is put in whole or not at all."""

import json
import os
import sqlite3
import subprocess
import sys
import tarfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

import decider
import pytest
from django.apps import apps
from own_desk import HERE, OwnDesk, kill, own_desk
from test_desk_audit_writers import lines_in
from test_desk_second_lock import locked

from heeded_desk.deliveries.models import Run
from heeded_desk.members.models import Force
from heeded_desk.running.errors import BackupError
from heeded_desk.running.files import hold
from heeded_desk.running.passphrases import passphrase_in
from heeded_desk.running.restoring import move_paths

WORDS = "three small words"
THERE = """
from pathlib import Path
from django.conf import settings
from django.db import transaction
from heeded_desk.decisions.models import Decision, Subject
from heeded_desk.deliveries.models import Delivery
from heeded_desk.members.models import Force
from heeded_desk.second_lock import for_force
import json
marks, texts = [], set()
for force in Force.objects.all():
    with transaction.atomic(), for_force(force.pk):
        marks += Subject.objects.values_list("decision__decision_id", flat=True)
        texts |= set(Decision.objects.values_list("reason", flat=True))
        for row in Delivery.objects.filter(force=force):
            path = Path(settings.DELIVERIES) / force.code / "delivery" / row.stored_as
            assert path.stat().st_size == row.bytes
            marks.append(f"F-{force.code}-{row.stored_as}")
print("there", json.dumps([sorted(marks), sorted(texts)]))
"""
NEXT = """
import sys
sys.path.insert(0, HERE)
import decider
made = [decider.decide(force, by, 10_000_000) for force, by in decider.people()]
print("next", len(made))
"""
SESSIONS = """
from heeded_desk.members.models import Session
print("sessions", Session.objects.count())
"""


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[tuple[OwnDesk, OwnDesk]]:
    """Two desks of the same kind, the second empty."""
    with ExitStack() as stack:
        yield tuple(stack.enter_context(own_desk(tmp_path / name)) for name in ("here", "elsewhere"))


@pytest.fixture
def words(tmp_path: Path) -> Path:
    """The file of a passphrase."""
    path = tmp_path / "words"
    path.write_text(f"{WORDS}\n")
    return path


def filled(desk: OwnDesk, folder: Path, seconds: float = 0.0) -> set[str]:
    """Let decisions and files come in until there are some; gives what was acknowledged."""
    done, process = folder / "done", write(desk, folder)
    wait_for(done, 12)
    kill(process)
    return lines_in(done)


def write(desk: OwnDesk, folder: Path) -> subprocess.Popen[bytes]:
    """Start a process that decides and takes files in."""
    with (folder / "done").open("wb") as out:
        line = [sys.executable, str(HERE / "decider.py"), str(folder)]
        return subprocess.Popen(line, env={**os.environ, **desk.setting}, stdout=out)


def wait_for(path: Path, lines: int) -> None:
    """Wait until so much was acknowledged."""
    for _ in range(2400):
        if path.exists() and len(lines_in(path)) >= lines:
            return
        time.sleep(0.05)
    raise AssertionError("Nothing was acknowledged.")


def there(desk: OwnDesk) -> tuple[set[str], set[str]]:
    """Give the marks of all decisions and files of a desk, and the words of the decisions."""
    marks, texts = json.loads(desk.answer(THERE, "there"))
    return set(marks), set(texts)


@pytest.mark.slow
@pytest.mark.database
def test_a_backup_under_writes_restored_elsewhere_holds_all_that_was_acknowledged(
    desks: tuple[OwnDesk, OwnDesk], tmp_path: Path
) -> None:
    here, elsewhere = desks
    file = tmp_path / "desk.heeded"
    process = write(here, tmp_path)
    wait_for(tmp_path / "done", 12)

    before = lines_in(tmp_path / "done")
    made = here.run("backup", str(file))
    still = process.poll() is None
    kill(process)
    restored = elsewhere.run("restore", str(file))

    assert (made.returncode, restored.returncode, still) == (0, 0, True), made.stderr + restored.stderr
    marks, texts = there(elsewhere)
    assert before <= marks
    assert texts == {"Ten calls — “stop”\t\\N\n."}
    assert {mark.split("-")[1] for mark in marks} == set(decider.CODES)
    assert elsewhere.run("audit_verify").returncode == 0
    assert elsewhere.answer(NEXT.replace("HERE", repr(str(HERE))), "next") == "2"
    assert file.stat().st_mode & 0o077 == 0


@pytest.mark.slow
@pytest.mark.database
def test_a_desk_that_is_not_empty_is_replaced_only_when_told_and_kept_aside(
    desks: tuple[OwnDesk, OwnDesk], tmp_path: Path, words: Path
) -> None:
    here, elsewhere = desks
    for name in ("first", "second"):
        (tmp_path / name).mkdir()
    first, second = filled(here, tmp_path / "first"), filled(elsewhere, tmp_path / "second")
    session = here.session()
    sealed = ["--passphrase-file", str(words)]
    assert here.run("backup", str(tmp_path / "sealed"), *sealed).returncode == 0

    untold = elsewhere.run("restore", str(tmp_path / "sealed"), *sealed)
    unopened = elsewhere.run("restore", str(tmp_path / "sealed"), "--replace")
    assert (untold.returncode, unopened.returncode) == (1, 1)
    assert "not empty" in untold.stderr and "passphrase" in unopened.stderr
    assert second <= there(elsewhere)[0]

    told = elsewhere.run("restore", str(tmp_path / "sealed"), "--replace", *sealed)
    assert told.returncode == 0, told.stderr
    assert first <= there(elsewhere)[0] and session
    assert elsewhere.answer(SESSIONS, "sessions") == "0"

    aside = next(Path(elsewhere.setting["HEEDED_DATA"]).glob("replaced-*/before-restore.heeded"))
    back = elsewhere.run("restore", str(aside), "--replace")
    assert back.returncode == 0, back.stderr
    assert second <= there(elsewhere)[0]


@pytest.mark.slow
def test_what_is_not_whole_is_refused_and_leaves_the_desk_as_it_was(
    desks: tuple[OwnDesk, OwnDesk], tmp_path: Path, words: Path
) -> None:
    here, elsewhere = desks
    file, sealed = tmp_path / "open", tmp_path / "sealed"
    assert here.run("backup", str(file)).returncode == 0
    assert here.run("backup", str(sealed), "--passphrase-file", str(words)).returncode == 0
    assert here.run("backup", str(file)).returncode == 1, "it must not write over a backup"
    other = tmp_path / "other"
    other.write_text("another passphrase")
    whole = file.read_bytes()
    for name, data in {
        "cut": whole[:-40],
        "half": whole[: len(whole) // 2],
        "none": b"",
        "else": b"PK\x03\x04 no backup",
        "sealed-cut": sealed.read_bytes()[:-40],
        "sealed-changed": sealed.read_bytes()[:-40] + bytes(40),
    }.items():
        (tmp_path / name).write_bytes(data)
        with_words = ["--passphrase-file", str(words)] if "sealed" in name else []
        refused = elsewhere.run("restore", str(tmp_path / name), *with_words)
        assert (refused.returncode, "Traceback" in refused.stderr) == (1, False), (name, refused.stderr)
    wrong = elsewhere.run("restore", str(sealed), "--passphrase-file", str(other))
    assert (wrong.returncode, "passphrase" in wrong.stderr) == (1, True)
    assert not (Path(elsewhere.setting["HEEDED_DATA"]) / "restoring").exists()
    assert elsewhere.run("restore", str(file)).returncode == 0


def test_a_desk_that_is_served_is_not_restored(tmp_path: Path) -> None:
    from heeded_desk.running import in_use

    with in_use.served(), in_use.served(), pytest.raises(BackupError, match="being served"), in_use.alone():
        pass
    with in_use.alone(), pytest.raises(BackupError, match="being restored"), in_use.served():
        pass


@pytest.mark.parametrize("text", ["", "short", "elevenchars\nmore of it"])
def test_a_passphrase_is_long_enough(tmp_path: Path, text: str) -> None:
    (tmp_path / "words").write_text(text)

    with pytest.raises(BackupError, match="12 characters"):
        passphrase_in(tmp_path / "words")


@pytest.mark.slow
def test_the_disk_of_a_desk_holds_no_copy_after_a_backup(tmp_path: Path) -> None:
    with own_desk(tmp_path / "here") as here:
        assert here.run("backup", str(tmp_path / "file")).returncode == 0

    left = {path.name for path in Path(here.setting["HEEDED_DATA"]).iterdir()}
    with tarfile.open(tmp_path / "file") as archive:
        names = archive.getnames()
    assert not [name for name in names if name.endswith("desk.sqlite3") and not name.startswith("database/")]
    assert not {"backing-up", "restoring"} & left
    assert not (tmp_path / "file.part").exists()


def test_every_row_that_is_locked_belongs_to_one_force() -> None:
    """PostgreSQL is copied force by force, so that a row of no force would be left out without a word."""
    tables = {model._meta.db_table: model for model in apps.get_models() if model._meta.db_table in locked()}

    assert tables
    for model in tables.values():
        keys = [f for f in model._meta.concrete_fields if f.is_relation and not f.null]
        assert any(f.name == "force" or f.related_model in tables.values() for f in keys), model._meta.label


def test_a_run_finds_its_folder_where_the_desk_was_restored(northmoor: Force) -> None:
    def run(folder: str) -> Run:
        return Run.objects.create(force=northmoor, asked_at=datetime.now(UTC), state="stopped", folder=folder)

    moved, other, none = run("/old/desk/forces/n/runs/1"), run("/old/desk2/forces/n/runs/1"), run("")

    move_paths("/old/desk", Path("/new place/desk"))

    for row in (moved, other, none):
        row.refresh_from_db()
    assert (moved.folder, other.folder) == ("/new place/desk/forces/n/runs/1", "/old/desk2/forces/n/runs/1")
    assert none.folder == ""


def test_a_store_is_copied_with_what_has_just_been_committed_to_it(tmp_path: Path) -> None:
    data, stage = tmp_path / "desk", tmp_path / "stage"
    (data / "forces" / "n").mkdir(parents=True)
    store = sqlite3.connect(data / "forces" / "n" / "live.db")
    store.execute("PRAGMA journal_mode = WAL")
    store.execute("CREATE TABLE t (x)")
    store.execute("INSERT INTO t VALUES (7)")
    store.commit()
    store.execute("INSERT INTO t VALUES (8)")  # not committed

    hold(data, stage)

    assert [path.name for path in (stage / "forces" / "n").iterdir()] == ["live.db"]
    copied = sqlite3.connect(stage / "forces" / "n" / "live.db")
    assert copied.execute("SELECT x FROM t").fetchall() == [(7,)]
    copied.close()
    store.close()


def test_what_is_written_anew_while_a_backup_is_made_does_not_change_what_is_held(tmp_path: Path) -> None:
    data, stage = tmp_path / "desk", tmp_path / "stage"
    for name in ("forces/n/work/1", "incoming", "backups", "cache"):
        (data / name).mkdir(parents=True)
        (data / name / "passed-over").write_text("x")
    (data / "desk.lock").touch()
    (data / "a").write_text("first")

    hold(data, stage)
    (data / "b").write_text("anew")
    (data / "b").replace(data / "a")
    assert (stage / "a").read_text() == "first"
    hold(data, stage)

    assert (stage / "a").read_text() == "anew"
    assert [p.relative_to(stage).as_posix() for p in stage.rglob("*") if p.is_file()] == ["a"]
