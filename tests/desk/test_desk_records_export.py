"""Everything of a force in one archive, made while it is sent, that can be opened and held against its own list."""

import hashlib
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from django.apps import apps
from django.conf import LazySettings
from django.core.management import CommandError, call_command
from django.test import Client
from records_force import ERASED, KEPT, finished_run, write

from heeded_desk.audit.models import Entry, Kind
from heeded_desk.cases.models import Case
from heeded_desk.deliveries.actions.adopting import adopt
from heeded_desk.deliveries.actions.taking import Sent, take
from heeded_desk.deliveries.models import Delivery
from heeded_desk.members.models import Force, Member
from heeded_desk.members.roles import Role
from heeded_desk.records.export.tables import WHOLE_DESK, columns_of, models_of_desk, path_to_force
from heeded_desk.records.models import Export

pytestmark = pytest.mark.slow
PASSPHRASE = "a horse that no battery knows"


@pytest.fixture
def desk(northmoor: Force, tmp_path: Path, settings: LazySettings) -> Force:
    """A force with two courses, and what it sent."""
    settings.DELIVERIES = tmp_path / "forces"
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path / "incoming"
    take(northmoor, Sent(write(tmp_path / "given.jsonl", *ERASED, *KEPT), "night.jsonl", Delivery.How.COMMAND))
    adopt(northmoor, finished_run())
    return northmoor


def exported(browser: Client, **asked: str) -> bytes:
    """Ask for the archive and take all of it."""
    answer = browser.post("/records/export", {"why": "Moving to another system.", **asked})
    assert answer.status_code == 200 and answer.streaming
    return b"".join(answer.streaming_content)


def test_all_is_read_back_as_it_was(desk: Force, signed_in: Callable[..., Client], tmp_path: Path) -> None:
    content = exported(signed_in(Role.ADMINISTRATOR))
    (tmp_path / "all.zip").write_bytes(content)

    call_command("open_export", tmp_path / "all.zip", tmp_path / "out", stdout=io.StringIO())

    out = tmp_path / "out"
    for model in models_of_desk():
        lines = (out / "tables" / f"{model._meta.db_table}.jsonl").read_text(encoding="utf-8").splitlines()
        rows = [json.loads(line) for line in lines]
        there = model.objects.filter(**{path_to_force(model): desk}).count()
        assert len(rows) == there, model
        assert all(set(row) == {f.attname for f in columns_of(model)} for row in rows)
    cases = [json.loads(line) for line in (out / "tables" / "cases_case.jsonl").read_text("utf-8").splitlines()]
    assert {c["title"] for c in cases} == set(Case.objects.values_list("title", flat=True))
    assert (out / "files" / "delivery" / Delivery.objects.get().stored_as).read_text("utf-8").count("\n") == 5
    assert pq.read_table(out / "files" / "run" / "2-reports.parquet").num_rows == 5


def test_the_list_tells_what_each_table_holds(desk: Force, signed_in: Callable[..., Client]) -> None:
    with zipfile.ZipFile(io.BytesIO(exported(signed_in(Role.ADMINISTRATOR)))) as packed:
        told = json.loads(packed.read("manifest.json"))

    assert told["force"] == "northmoor"
    table = told["files"]["tables/cases_case.jsonl"]
    assert table["columns"]["title"] == "CharField" and table["holds"].startswith("A course of the latest run")
    assert len(table["sha256"]) == 64


def test_no_password_and_nothing_of_another_force_is_in_it(
    desk: Force, signed_in: Callable[..., Client], elsewhere: Force, member: Callable[..., Member]
) -> None:
    other = member(Role.OFFICER, force=elsewhere)
    browser = signed_in(Role.ADMINISTRATOR)

    with zipfile.ZipFile(io.BytesIO(exported(browser))) as packed:
        said = b"".join(packed.read(name) for name in packed.namelist()).decode("utf-8", errors="replace")

    assert Member.objects.get(username=other.username).password not in said
    assert "md5$" not in said and "argon2" not in said
    assert other.username not in said and "northmoor-administrator" in said


def test_a_passphrase_closes_it(desk: Force, signed_in: Callable[..., Client], tmp_path: Path) -> None:
    sealed = exported(signed_in(Role.ADMINISTRATOR), passphrase=PASSPHRASE, again=PASSPHRASE)
    (tmp_path / "all.zip.sealed").write_bytes(sealed)
    (tmp_path / "wrong").write_text("another passphrase\n")
    (tmp_path / "right").write_text(f"{PASSPHRASE}\n")
    assert b"Quarmby" not in sealed and b"tables/" not in sealed

    with pytest.raises(CommandError, match="passphrase"):
        call_command(
            "open_export", tmp_path / "all.zip.sealed", tmp_path / "out", "--passphrase-file", tmp_path / "wrong"
        )
    said = io.StringIO()
    call_command(
        "open_export", tmp_path / "all.zip.sealed", tmp_path / "out", "--passphrase-file", tmp_path / "right",
        stdout=said,
    )  # fmt: skip

    assert "each as it was made" in said.getvalue()
    assert Export.objects.get().sealed


@pytest.mark.parametrize("place", [200, 3000, -400])
def test_a_changed_archive_is_told(desk: Force, signed_in: Callable[..., Client], tmp_path: Path, place: int) -> None:
    sealed = bytearray(exported(signed_in(Role.ADMINISTRATOR), passphrase=PASSPHRASE, again=PASSPHRASE))
    sealed[place] ^= 1
    (tmp_path / "all").write_bytes(sealed)
    (tmp_path / "right").write_text(PASSPHRASE)

    with pytest.raises(CommandError):
        call_command("open_export", tmp_path / "all", tmp_path / "out", "--passphrase-file", tmp_path / "right")


def test_it_is_on_record_before_the_first_byte_and_its_hash_after_the_last(
    desk: Force, signed_in: Callable[..., Client]
) -> None:
    answer = signed_in(Role.ADMINISTRATOR).post("/records/export", {"why": "A check."})
    row = Export.objects.get()
    assert Entry.objects.get(kind=Kind.DISCLOSURE).details == {"export": row.pk, "sealed": False}
    assert row.ended_at is None

    content = b"".join(answer.streaming_content)

    row.refresh_from_db()
    assert (row.why, row.bytes, row.sha256) == ("A check.", len(content), hashlib.sha256(content).hexdigest())


def test_it_is_made_in_pieces(desk: Force, signed_in: Callable[..., Client]) -> None:
    answer = signed_in(Role.ADMINISTRATOR).post("/records/export", {"why": "A check."})

    assert sum(bool(piece) for piece in answer.streaming_content) > 20


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"why": ""}, "Say why everything is exported"),
        ({"why": "x", "passphrase": "short", "again": "short"}, "at least 12 characters"),
        ({"why": "x", "passphrase": PASSPHRASE, "again": "another one of these"}, "Type the same passphrase again"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_goes_out(
    northmoor: Force, signed_in: Callable[..., Client], asked: dict[str, str], sentence: str
) -> None:
    page = signed_in(Role.ADMINISTRATOR).post("/records/export", asked).content.decode()

    assert sentence in page
    assert PASSPHRASE not in page
    assert not Export.objects.exists()


def test_no_table_of_the_desk_is_left_out_but_those_that_are_no_force_s_own() -> None:
    every = {m._meta.db_table for m in apps.get_models() if m.__module__.startswith("heeded_desk.")}

    assert every - {m._meta.db_table for m in models_of_desk()} == WHOLE_DESK | {"contact_allowance"}
