"""Files are taken in by their content, refused in plain words, and nothing is lost either way."""

import io
import json
import struct
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from heeded_desk.audit.models import Entry
from heeded_desk.deliveries.models import Delivery, Refusal, Run
from heeded_desk.members.models import Force
from heeded_desk.members.roles import Role

REPORT = {"report_id": "T1", "recorded_at": "2026-01-02T10:00:00", "narrative": "A car stood outside again."}
LINE = json.dumps(REPORT).encode() + b"\n"
TABLE = b"report_id,recorded_at,narrative\nT1,2026-01-02T10:00:00,A car stood outside again.\n"


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, settings: LazySettings) -> Path:
    """Keep the deliveries of a test in a folder of its own."""
    settings.DELIVERIES = tmp_path / "forces"
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path / "incoming"
    settings.SECOND_FACTOR = "off"
    return tmp_path


@pytest.fixture
def lead(signed_in: Callable[..., Client]) -> Client:
    """A stalking lead at the desk."""
    return signed_in(Role.STALKING_LEAD)


def send(client: Client, *files: tuple[str, bytes], mapping: tuple[str, bytes] | None = None) -> HttpResponse:
    """Send files by the form."""
    sent = {"files": [SimpleUploadedFile(name, content) for name, content in files]}
    given = sent | ({"mapping": SimpleUploadedFile(*mapping)} if mapping else {})
    return client.post("/deliveries", given)


def workbook() -> bytes:
    """A workbook with one report."""
    book, out = openpyxl.Workbook(), io.BytesIO()
    book.active.append(list(REPORT))
    book.active.append(list(REPORT.values()))
    book.save(out)
    return out.getvalue()


def parquet() -> bytes:
    """A Parquet file with one report."""
    out = io.BytesIO()
    pq.write_table(pa.Table.from_pylist([REPORT]), out)
    return out.getvalue()


def bomb(*, lie: bool) -> bytes:
    """A workbook that becomes far larger when opened; with `lie`, its directory says that it does not."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", "<workbook/>")
        packed.writestr("xl/sheet.xml", b"0" * (200 << 20))
    content = bytearray(out.getvalue())
    if lie:
        where = content.rfind(b"PK\x01\x02")
        content[where + 24 : where + 28] = struct.pack("<I", 100)
    return bytes(content)


GOOD = {".jsonl": LINE, ".csv": TABLE, ".xlsx": workbook(), ".parquet": parquet()}


@pytest.mark.parametrize("ending", GOOD)
def test_a_table_is_kept_as_what_it_is_whatever_it_is_called(
    lead: Client, northmoor: Force, own_folder: Path, ending: str
) -> None:
    answer = send(lead, ("export.bin", GOOD[ending]))

    delivery = Delivery.objects.get(force=northmoor)
    kept = own_folder / "forces" / "northmoor" / "delivery" / delivery.stored_as
    assert answer.status_code == 302
    assert (kept.read_bytes(), kept.suffix, delivery.label) == (GOOD[ending], ending, "export.bin")
    assert Run.objects.get(force=northmoor).state == Run.State.WAITING
    assert Entry.objects.filter(kind="collection", place="deliveries", details__delivery=delivery.pk).count() == 1


BAD = {
    "empty": (b"", "empty"),
    "blank": (b" \n\n ", "empty"),
    "pdf": (b"%PDF-1.7 and so on", "PDF"),
    "picture": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "no table that Heeded reads"),
    "old excel": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old Excel file"),
    "page": (b"<html><body>report_id,narrative</body></html>", "web page"),
    "utf-16": ("report_id,narrative\n".encode("utf-16"), "UTF-16"),
    "packed": (b"\x1f\x8b\x08\0 and so on", "gzip"),
    "one column": (b"narrative\nwords\n", "names no columns"),
    "list": (b"[1, 2, 3]\n", "no report with columns"),
    "half a line": (b'{"report_id": "T1', "not JSON"),
    "deep": (b"[" * 100_000, "not JSON"),
    "archive": (lambda: _zip({"a.csv": TABLE})(), "archive"),
    "broken workbook": (workbook()[:300], "cannot be opened"),
    "broken parquet": (parquet()[:-20], "broken or incomplete"),
    "bomb": (bomb(lie=False), "too large when it is opened"),
    "bomb with a false directory": (bomb(lie=True), "too large when it is opened"),
}


def _zip(files: dict[str, bytes]) -> Callable[[], bytes]:
    def make() -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as packed:
            for name, content in files.items():
                packed.writestr(name, content)
        return out.getvalue()

    return make


@pytest.mark.parametrize("name", BAD)
def test_what_is_no_table_is_refused_in_plain_words_and_the_rest_is_taken(
    lead: Client, northmoor: Force, own_folder: Path, name: str
) -> None:
    content, words = BAD[name]

    answer = send(lead, ("bad.xlsx", content() if callable(content) else content), ("good.jsonl", LINE))

    assert answer.status_code == 200
    page = answer.content.decode()
    assert words in page and "All else that you sent was taken in: good.jsonl" in page
    assert [d.label for d in Delivery.objects.filter(force=northmoor)] == ["good.jsonl"]
    assert Refusal.objects.get(force=northmoor).label == "bad.xlsx"
    assert len(list((own_folder / "forces" / "northmoor" / "delivery").iterdir())) == 1
    assert not list((own_folder / "incoming").iterdir())


def test_what_is_too_large_is_dropped_as_it_comes(
    lead: Client, northmoor: Force, own_folder: Path, settings: LazySettings
) -> None:
    settings.LARGEST_UPLOAD = 1 << 20

    answer = send(lead, ("huge.jsonl", LINE * 20_000))

    assert "The file is larger than 1 MB" in answer.content.decode()
    assert not Delivery.objects.exists() and not list((own_folder / "incoming").iterdir())


def test_a_file_that_came_before_is_not_taken_in_twice(lead: Client, northmoor: Force) -> None:
    send(lead, ("monday.jsonl", LINE))

    answer = send(lead, ("tuesday.jsonl", LINE))

    assert "was delivered before" in answer.content.decode()
    assert Delivery.objects.count() == 1


@pytest.mark.parametrize(
    "name", ["../../../etc/passwd", "..\\..\\boot.ini", "/etc/cron.d/x", "a\0b.csv", "x" * 4000, "‮gpj.csv"]
)
def test_no_name_leads_out_of_the_folder(lead: Client, own_folder: Path, name: str) -> None:
    send(lead, (name, TABLE))

    assert {p.parent.name for p in own_folder.rglob("*") if p.is_file()} <= {"delivery", "northmoor"}
    for delivery in Delivery.objects.all():
        assert delivery.stored_as[:6].isdigit() and delivery.stored_as[6:] == ".csv"


def test_the_name_of_a_table_is_kept_for_the_engine(lead: Client) -> None:
    send(lead, ("Northmoor persons.csv", b"ref,what\nT1,x\n"))

    assert Delivery.objects.get().stored_as.endswith("-persons.csv")


def test_several_files_ask_for_one_run(lead: Client, northmoor: Force) -> None:
    send(lead, ("a.jsonl", LINE), ("b.csv", TABLE))
    send(lead, ("c.parquet", parquet()))

    assert Run.objects.filter(force=northmoor).count() == 1


def test_a_mapping_is_kept_and_a_wrong_one_is_refused_with_its_fault(lead: Client, own_folder: Path) -> None:
    kept = own_folder / "forces" / "northmoor" / "mapping.toml"
    send(lead, mapping=("m.toml", b'[reports]\nnarrative = "MO"\n'))
    before = kept.read_bytes()

    answer = send(lead, mapping=("m.toml", b'[reports]\nnonsense = "MO"\n'))

    assert "nonsense, which is none of our columns" in answer.content.decode()
    assert kept.read_bytes() == before


def test_nothing_chosen_is_said(lead: Client) -> None:
    assert "Choose at least one file" in lead.post("/deliveries", {}).content.decode()


@pytest.mark.parametrize("role", [r for r in Role if r not in (Role.STALKING_LEAD, Role.ADMINISTRATOR)])
def test_who_may_not_deliver_leaves_nothing_on_the_disk(
    signed_in: Callable[..., Client], own_folder: Path, role: Role
) -> None:
    answer = send(signed_in(role), ("a.jsonl", LINE))

    assert answer.status_code == 403
    assert not (own_folder / "incoming").exists() and not Delivery.objects.exists()


def test_another_force_sees_neither_runs_nor_lines(
    signed_in: Callable[..., Client], published: Run, elsewhere: Force
) -> None:
    stranger = signed_in(Role.STALKING_LEAD, force=elsewhere)

    for place in ("", "/refused", "/refused.csv"):
        assert stranger.get(f"/deliveries/runs/{published.pk}{place}").status_code == 404


def test_refused_lines_are_shown_paged_and_harmless_as_a_file(lead: Client, northmoor: Force, tmp_path: Path) -> None:
    run = Run.objects.create(force=northmoor, asked_at="2026-01-01T00:00Z", state="published", folder=str(tmp_path))
    run.refused = 120
    run.save()
    lines = [f"000001.jsonl,{n},,The line is not JSON." for n in range(1, 120)] + ["000001.jsonl,120,=cmd|x,Odd."]
    (tmp_path / "refused.csv").write_text("\n".join(["file,line,column,reason", *lines]) + "\n", encoding="utf-8")
    place = f"/deliveries/runs/{run.pk}/refused"

    assert lead.get(place).content.decode().count("The line is not JSON.") == 50
    assert "=cmd|x" in lead.get(f"{place}?page=3").content.decode()
    assert "'=cmd|x" in lead.get(f"{place}.csv").content.decode()
    assert Entry.objects.filter(kind="disclosure", place="refused").count() == 1


def test_a_run_says_how_far_it_is(lead: Client, northmoor: Force) -> None:
    run = Run.objects.create(
        force=northmoor, asked_at="2026-01-01T00:00Z", began_at="2026-01-01T00:00Z", state="running", stage="read",
        done=40, total=90,
    )  # fmt: skip

    page = lead.get(f"/deliveries/runs/{run.pk}").content.decode()

    assert "What do the words state?" in page and "40 of 90 reports" in page
    assert '<noscript><meta http-equiv="refresh"' in page


NAMES = st.text(st.characters(exclude_categories=("Cs",)), max_size=40)


@pytest.fixture
def leads(lead: Client) -> Iterator[Client]:
    """One browser for all examples."""
    yield lead


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    name=NAMES,
    content=st.one_of(
        st.binary(max_size=400),
        st.tuples(
            st.sampled_from([b"PK\x03\x04", b"PAR1", b"{", b"[", b"a,b\n", workbook()[:200]]), st.binary(max_size=200)
        ).map(b"".join),
    ),
    more=st.dictionaries(st.sampled_from(["files", "mapping", "x"]), NAMES, max_size=2),
)
def test_no_upload_breaks_the_desk(leads: Client, name: str, content: bytes, more: dict[str, str]) -> None:
    file = SimpleUploadedFile("x", content)
    file._name = name  # as it was sent: naming it so at once would tidy or refuse it here already

    answer = leads.post("/deliveries", more | {"files": [file]})

    assert answer.status_code in (200, 302)
