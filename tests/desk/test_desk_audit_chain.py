"""The chain shows every change, cut and fork, in the database, in an export, and against what was kept elsewhere."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from heeded_desk.audit import guards
from heeded_desk.audit.actions import record
from heeded_desk.audit.chain import Said, hash_of
from heeded_desk.audit.models import Entry, Head, Kind, Verification
from heeded_desk.audit.verifying import FIELDS, verify
from heeded_desk.audit.walk import Fault, Walk, Wrong
from heeded_desk.members.models import Member
from heeded_desk.members.roles import Role

ENTRIES = 6
SURROUNDINGS = {**os.environ, "DJANGO_SETTINGS_MODULE": "heeded_desk.settings"}


@pytest.fixture
def chain(member: Callable[..., Member]) -> Member:
    """Six entries by one member, who is given."""
    by = member(Role.OFFICER)
    for number in range(ENTRIES):
        record(Kind.CONSULTATION, by=by, place="case", subject=f"C-{number}", details={"z": number, "a": ["é", None]})
    return by


def behind(*statements: str) -> None:
    """Do what the owner of the database can: take the guards off, write, and put them up again."""
    guards.take_down(connection)
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
    guards.put_up(connection)


def found() -> tuple[int, Wrong] | None:
    """Give the first bad number and what is wrong there."""
    fault = verify({})[1]
    return (fault.number, fault.wrong) if fault else None


def verified(*args: str) -> tuple[int, str]:
    """Give the exit code of the command, and what it said."""
    out = StringIO()
    try:
        call_command("audit_verify", *args, stdout=out, stderr=out)
    except SystemExit as left:
        return int(left.code or 0), out.getvalue()
    return 0, out.getvalue()


def rewritten(entry: Entry) -> str:
    """Give the statement that changes an entry and writes its hash anew."""
    entry.subject = "C-other"
    return f"UPDATE audit_entry SET subject = 'C-other', hash = '{hash_of(entry)}' WHERE number = {entry.number}"


def test_a_chain_as_it_was_written_is_whole(chain: Member) -> None:
    assert found() is None


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("UPDATE audit_entry SET subject = 'C-9' WHERE number = 3", (3, Wrong.CHANGED)),
        ("UPDATE audit_entry SET at = '2020-01-01 00:00:00+00:00' WHERE number = 2", (2, Wrong.CHANGED)),
        ("DELETE FROM audit_entry WHERE number = 4", (4, Wrong.CUT_OUT)),
        ("DELETE FROM audit_entry WHERE number = 1", (1, Wrong.CUT_OUT)),
        ("DELETE FROM audit_entry WHERE number >= 5", (5, Wrong.CUT_AT_END)),
        ("DELETE FROM audit_entry", (1, Wrong.CUT_AT_END)),
        ("DELETE FROM audit_head", (0, Wrong.NO_HEAD)),
        ("UPDATE audit_head SET number = 5", (6, Wrong.HEAD_BEHIND)),
        (f"UPDATE audit_head SET hash = '{'1' * 64}'", (6, Wrong.HEAD_CHANGED)),
    ],
)
def test_what_was_done_to_it_is_said_with_its_number(chain: Member, statement: str, fault: tuple[int, Wrong]) -> None:
    behind(statement)

    assert found() == fault


def test_an_entry_whose_hash_was_written_anew_shows_by_the_next(chain: Member) -> None:
    behind(rewritten(Entry.objects.get(number=3)))

    assert found() == (3, Wrong.REWRITTEN)


def test_a_fork_shows(chain: Member) -> None:
    """Two writers who read the same last entry, as happens where no row is locked."""
    entries = [Said(*row) for row in Entry.objects.values_list(*FIELDS)]
    stray = replace(entries[5], previous=entries[3].hash)
    entries[5] = replace(stray, hash=hash_of(stray))
    walk = Walk()

    faults = [walk.take(entry) for entry in entries]

    assert faults == [*[None] * 5, Fault(6, Wrong.FORKED)]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL takes no time that is none")
def test_an_entry_that_cannot_be_read_back_shows(chain: Member) -> None:
    behind("UPDATE audit_entry SET at = 'long ago' WHERE number = 2")

    assert found() == (2, Wrong.CHANGED)


def test_guards_that_were_taken_off_show(chain: Member) -> None:
    guards.take_down(connection)

    assert found() == (ENTRIES, Wrong.UNGUARDED)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entry SET place = 'x' WHERE number = 1",
        "DELETE FROM audit_entry WHERE number = 6",
        "DELETE FROM audit_entry",
        "INSERT INTO audit_entry SELECT 9, at, kind, place, subject, details, 'p', 'h', by_id, force_id"
        " FROM audit_entry WHERE number = 1",
        "UPDATE audit_head SET number = 2",
        "UPDATE audit_head SET number = 7",
        "DELETE FROM audit_head",
        "INSERT INTO audit_head (id, number, hash) VALUES (2, 0, 'x')",
    ],
)
def test_the_database_refuses_whatever_is_not_adding(chain: Member, statement: str) -> None:
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)

    assert found() is None


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no TRUNCATE")
@pytest.mark.parametrize("table", ["audit_entry", "audit_head"])
def test_no_table_of_it_is_emptied(chain: Member, table: str) -> None:
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"TRUNCATE {table}")


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL has no INSERT OR REPLACE")
def test_no_entry_is_replaced(chain: Member) -> None:
    first = Entry.objects.get(number=1)
    row = f"SELECT 7, at, kind, place, 'x', details, '{Head.objects.get().hash}', '{first.hash}', by_id, force_id"
    names = "(number, at, kind, place, subject, details, previous, hash, by_id, force_id)"
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"INSERT OR REPLACE INTO audit_entry {names} {row} FROM audit_entry WHERE number = 1")


def test_a_hash_is_the_same_after_reading_back(chain: Member) -> None:
    details = {"z": {"b": [1, True, None], "a": "’é\U0001f600"}, "a": 2**53 + 1}
    written = record(Kind.ALTERATION, by=chain, place="case", details=details)

    read = Entry.objects.get(number=written.number)

    assert hash_of(read) == written.hash
    read.at = read.at.astimezone(timezone(timedelta(hours=5, minutes=30)))
    assert hash_of(read) == written.hash


def test_a_moment_without_its_zone_has_no_hash(chain: Member) -> None:
    read = Entry.objects.first()
    read.at = datetime(2026, 5, 3, 14, 2)

    with pytest.raises(ValueError, match="zone"):
        hash_of(read)


@pytest.mark.parametrize("details", [{"a": 1.5}, {"a": {1: 2}}, {"a": "\0"}, {"a": datetime(2026, 5, 3, tzinfo=UTC)}])
def test_details_that_would_not_come_back_are_refused(chain: Member, details: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="Details"):
        record(Kind.ALTERATION, by=chain, place="case", details=details)


def test_the_command_says_it_and_leaves_with_five(chain: Member) -> None:
    assert verified() == (0, "The chain is whole and unchanged: 6 entries.\n")
    behind("UPDATE audit_entry SET subject = 'C-9' WHERE number = 3")
    assert verified() == (5, "Entry 3 was changed after it was written.\n")
    assert list(Verification.objects.values_list("state", "fault_number")) == [("broken", 3), ("sound", None)]


def test_an_export_is_verified_by_itself(chain: Member, tmp_path: Path) -> None:
    export = tmp_path / "chain.jsonl"
    verified("--export", str(export))

    assert verified("--file", str(export)) == (0, "The chain is whole and unchanged: 7 entries.\n")
    assert Entry.objects.filter(kind=Kind.DISCLOSURE, place="audit-export").count() == 1


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda lines: [*lines[:3], lines[3].replace("C-2", "C-9"), *lines[4:]], "Entry 3 was changed"),
        (lambda lines: [*lines[:3], *lines[4:]], "Entry 3 was cut out"),
        (lambda lines: lines[:-2], "entry 6 is missing"),
        (lambda lines: [*lines[:3], "{}\n", *lines[4:]], "Line 4 of the file is no entry"),
        (lambda lines: [*lines[:3], lines[2], *lines[3:]], "forks: entry 2"),
    ],
)
def test_a_changed_export_shows(
    chain: Member, tmp_path: Path, change: Callable[[list[str]], list[str]], said: str
) -> None:
    export = tmp_path / "chain.jsonl"
    verified("--export", str(export))
    export.write_text("".join(change(export.read_text().splitlines(keepends=True))))

    code, told = verified("--file", str(export))

    assert code == 5
    assert said in told


def test_a_cut_at_the_end_with_the_head_rewritten_shows_against_an_anchor(chain: Member, tmp_path: Path) -> None:
    anchor = tmp_path / "anchors.jsonl"
    verified("--anchor", str(anchor))
    fourth = Entry.objects.get(number=4)
    behind("DELETE FROM audit_entry WHERE number > 4", f"UPDATE audit_head SET number = 4, hash = '{fourth.hash}'")

    assert verified()[0] == 0
    code, told = verified("--against", str(anchor))
    assert (code, "Entry 6 is not what the anchor names" in told) == (5, True)


def test_a_chain_written_anew_shows_against_an_anchor(chain: Member, tmp_path: Path) -> None:
    anchor = tmp_path / "anchors.jsonl"
    verified("--anchor", str(anchor))
    assert verified("--against", str(anchor))[0] == 0
    kept = json.loads(anchor.read_text())
    anchor.write_text(json.dumps({**kept, "number": 3}) + "\n")

    assert verified("--against", str(anchor))[0] == 5


def test_an_entry_is_never_written_apart_from_its_act(chain: Member) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        record(Kind.ALTERATION, by=chain, place="case")
        raise ZeroDivisionError

    assert Head.objects.get().number == ENTRIES


@pytest.mark.parametrize("harm", ["", "C-2"])
def test_the_page_about_verifying_verifies(chain: Member, tmp_path: Path, harm: str) -> None:
    """The few lines of Python in the manual are run as they stand there."""
    manual = Path(__file__).parents[2] / "docs" / "how-to" / "verify-the-audit.md"
    code = manual.read_text(encoding="utf-8").split("```python\n")[1].split("```")[0]
    export = tmp_path / "chain.jsonl"
    verified("--export", str(export))
    if harm:
        export.write_text(export.read_text().replace(harm, "C-9"))

    done = subprocess.run([sys.executable, "-c", code, str(export)], capture_output=True, text=True, check=False)

    assert (done.returncode == 0) == (not harm)
    assert ("entry 3 was changed" in done.stderr) == bool(harm)


def test_the_command_of_the_engine_leads_to_it(chain: Member, tmp_path: Path) -> None:
    export = tmp_path / "chain.jsonl"
    verified("--export", str(export))
    export.write_text(export.read_text().replace("C-2", "C-9"))
    line = [sys.executable, "-m", "heeded", "audit", "verify", "--file", str(export)]

    done = subprocess.run(line, env=SURROUNDINGS, capture_output=True, text=True, check=False)

    assert (done.returncode, done.stdout) == (5, "Entry 3 was changed after it was written.\n")
