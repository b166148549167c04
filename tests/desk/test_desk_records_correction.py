"""Correcting a recorded fact: asked, decided with a reason, read by every run after all that was sent."""

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.exceptions import PermissionDenied
from django.test import Client
from records_force import ERASED, KEPT, finished_run, write

from heeded.ingest import Mapping, ingest_delivery, load_mapping
from heeded.pipeline import Order
from heeded_desk.audit.models import Entry, Kind
from heeded_desk.cases.models import Case
from heeded_desk.deliveries import working
from heeded_desk.deliveries.actions.adopting import adopt
from heeded_desk.deliveries.actions.taking import Sent, take
from heeded_desk.deliveries.models import Delivery, Run
from heeded_desk.deliveries.places import mapping_file
from heeded_desk.deliveries.working import work
from heeded_desk.members.models import Force, Member
from heeded_desk.members.roles import Role
from heeded_desk.records.actions.corrections import ask_correction, decide_correction
from heeded_desk.records.correcting import NAME, fault_of, give_corrections, lines_of
from heeded_desk.records.models import Correction

pytestmark = pytest.mark.slow
ASKED = {
    "report": "2", "field": "offence", "value": "Stalking involving fear of violence", "asker": "subject",
    "reason": "She showed the letter in which it is called so.",
}  # fmt: skip


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, settings: LazySettings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the files of a test in a folder of its own; read by the rules alone."""
    settings.DELIVERIES = tmp_path / "forces"
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path / "incoming"
    monkeypatch.setattr(working, "Order", partial(Order, second_reader=False))


@pytest.fixture
def case(northmoor: Force) -> Case:
    """A course of three reports on the desk."""
    adopt(northmoor, finished_run())
    return Case.objects.get(gone=False, report_ids__report_id="RX1")


def asked(case: Case, by: Member, field: str = "offence", value: str = "Stalking") -> Correction:
    """Ask for a correction of the second report."""
    report = case.account.words["reports"][1]
    return ask_correction(case, report=report, field=field, value=value, asker="subject", reason="A letter.", by=by)


def test_an_accepted_correction_counts_in_the_next_run_also_where_the_old_is_sent_again(
    northmoor: Force, case: Case, member: Callable[..., Member], signed_in: Callable[..., Client], tmp_path: Path
) -> None:
    officer, registrar = member(Role.OFFICER), member(Role.CRIME_REGISTRAR)
    for name in ("first.jsonl", "again.jsonl"):
        rows = ERASED + KEPT if name == "first.jsonl" else (ERASED[1] | {"district": "Moor"},)
        take(northmoor, Sent(write(tmp_path / "given.jsonl", *rows), name, Delivery.How.COMMAND))
    correction = asked(case, officer)
    decide_correction(correction, accepted=True, why="The letter is right.", by=registrar)

    work(northmoor)

    assert Run.objects.order_by("-pk")[0].state == "published"
    case.refresh_from_db()
    report = case.account.words["reports"][1]
    assert (report["report_id"], report["recorded_as"]["text"], report["versions"]) == ("RX2", "Stalking", 3)
    assert case.account.words["recorded_as_stalking"]
    page = signed_in(Role.OFFICER).get(f"/courses/{case.course_id}").content.decode()
    assert "what it is recorded as</a>: was corrected" in page
    assert f"/records/corrections/{correction.pk}" in page


def test_it_is_asked_and_decided_on_the_pages(case: Case, signed_in: Callable[..., Client]) -> None:
    officer, registrar = signed_in(Role.OFFICER), signed_in(Role.CRIME_REGISTRAR)

    page = officer.post(f"/courses/{case.course_id}/correct", ASKED).headers["Location"]
    shown = officer.get(page).content.decode()
    assert "Stalking involving fear of violence" in shown and "Version 1 of the report, which is kept" in shown
    assert "To do this you must be the crime registrar or the stalking lead." in shown
    assert officer.post(page, {"verdict": "accept", "why": "x"}).status_code == 403
    registrar.post(page, {"verdict": "refuse", "why": "The letter is a forgery."})

    told = officer.get(page).content.decode()
    assert "Refused." in told and "The letter is a forgery." in told and "ico.org.uk" in told
    made = Correction.objects.get()
    assert (made.report_id, made.field, made.versions, made.state) == ("RX2", "offence", 1, "refused")
    entries = Entry.objects.filter(kind=Kind.ALTERATION, place__startswith="correction").order_by("number")
    assert [e.place for e in entries] == ["correction-asked", "correction-refused"]
    assert not any("forgery" in json.dumps(e.details) for e in entries)
    assert "the correction was refused" in officer.get(f"/courses/{case.course_id}").content.decode()


@pytest.mark.parametrize("lacking", sorted(ASKED))
def test_what_is_left_out_is_told(case: Case, signed_in: Callable[..., Client], lacking: str) -> None:
    page = signed_in(Role.OFFICER).post(f"/courses/{case.course_id}/correct", {**ASKED, lacking: ""}).content.decode()

    assert f'href="#id_{lacking}"' in page
    assert not Correction.objects.exists()


def test_what_is_decided_is_not_decided_again(case: Case, member: Callable[..., Member]) -> None:
    correction = asked(case, member(Role.OFFICER))
    registrar = member(Role.CRIME_REGISTRAR)
    decide_correction(correction, accepted=False, why="No.", by=registrar)

    with pytest.raises(PermissionDenied, match="decided already"):
        decide_correction(correction, accepted=True, why="Yes.", by=registrar)


def test_refused_and_open_ones_are_read_by_no_run(
    northmoor: Force, case: Case, member: Callable[..., Member], tmp_path: Path
) -> None:
    asked(case, member(Role.OFFICER))
    decide_correction(asked(case, member(Role.OFFICER)), accepted=False, why="No.", by=member(Role.STALKING_LEAD))

    give_corrections(northmoor, tmp_path)

    assert not (tmp_path / NAME).exists()


@pytest.mark.parametrize(
    ("field", "value", "right"),
    [
        ("recorded_at", "2026-03-01", True), ("occurred_from", "2026-03-01 14:30", True),
        ("outcome_at", "last spring", False), ("district", "last spring", True),
    ],
)  # fmt: skip
def test_a_day_must_be_one(northmoor: Force, field: str, value: str, right: bool) -> None:
    assert (fault_of(northmoor, field, value) == "") is right


def test_a_force_s_own_columns_are_written_as_its_mapping_names_them(northmoor: Force, tmp_path: Path) -> None:
    mapping_file(northmoor).write_text('[reports]\nreport_id = "Ref"\nnarrative = "MO"\noffence = "Type"\n')
    row = Correction(report_id="A1", field="offence", new_value="Stalking")
    mapping = load_mapping(mapping_file(northmoor))
    (tmp_path / "000001.csv").write_text("Ref,MO,Type\nA1,He waited.,Nuisance\n", encoding="utf-8")

    (tmp_path / NAME).write_text("\n".join(lines_of([row], mapping)), encoding="utf-8")
    read = ingest_delivery(tmp_path / NAME, mapping)["raw_reports"].to_pylist()

    assert [(r["report_id"], r["offence"], r["narrative"]) for r in read] == [("A1", "Stalking", None)]
    assert "names no column for this" in fault_of(northmoor, "district", "Vale")
    assert list(lines_of([Correction(report_id="A1", field="district", new_value="Vale")], Mapping())) != []


def test_it_goes_with_its_report(northmoor: Force, case: Case, member: Callable[..., Member]) -> None:
    from heeded_desk.records.actions import erasures
    from heeded_desk.records.erasing import errand

    correction = asked(case, member(Role.OFFICER))
    reports = frozenset({"RX1", "RX2", "RX3"})
    erasure = erasures.ask_erasure(
        case, reports=reports, what="course", reason="unlawful", by=member(Role.STALKING_LEAD)
    )
    erasures.confirm(erasure, by=member(Role.ADMINISTRATOR))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(errand, "write_anew", lambda: None)
        patched.setattr(errand, "ask_for_run", lambda force: None)
        work(northmoor)

    assert not Correction.objects.filter(pk=correction.pk).exists()


def test_another_force_sees_none(
    case: Case, signed_in: Callable[..., Client], elsewhere: Force, member: Callable
) -> None:
    correction = asked(case, member(Role.OFFICER))
    browser = signed_in(Role.CRIME_REGISTRAR, force=elsewhere)

    assert browser.get(f"/records/corrections/{correction.pk}").status_code == 404
    assert "Correction" not in browser.get("/records/corrections").content.decode().split("<h1")[1].split("</h1>")[1]
