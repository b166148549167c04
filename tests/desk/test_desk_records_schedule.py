"""A schedule for a court: what the tool did to one course, without a word of its reports."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.test import Client
from openpyxl import load_workbook
from pypdf import PdfReader
from records_force import TRACES, finished_run

from heeded_desk.audit.models import Entry, Kind
from heeded_desk.cases.models import Case
from heeded_desk.decisions.actions import decide
from heeded_desk.decisions.matters import about_course
from heeded_desk.decisions.tickets import Ticket
from heeded_desk.deliveries.actions.adopting import adopt
from heeded_desk.members.models import Force, Member
from heeded_desk.members.roles import Role
from heeded_desk.records.models import KeptManifest, Schedule
from heeded_desk.records.schedule.content import schedule_of
from heeded_desk.records.schedule.giving import one_csv, pdf, workbook

pytestmark = pytest.mark.slow
ASKED = {"form": "csv", "to_whom": "The disclosure officer", "why": "Trial in May."}


@pytest.fixture
def case(northmoor: Force, tmp_path: Path, settings: LazySettings, member: Callable[..., Member]) -> Case:
    """A course that was decided about twice, looked at, and read by three runs of which two are kept."""
    settings.DELIVERIES = tmp_path / "forces"
    for _ in range(3):
        adopt(northmoor, finished_run())
    case = Case.objects.get(gone=False, report_ids__report_id="RX1")
    lead = member(Role.STALKING_LEAD)
    saw: tuple[str, ...] = ()
    for verdict, reason in (("unsure", "Not yet."), ("stalking", "=SUM(1) it is.")):
        matter = about_course("stalking", {"RX1", "RX2", "RX3"})
        ticket = Ticket(matter, case.course_id, saw, case.run_id)
        saw = (decide(by=lead, case=case, ticket=ticket, verdict=verdict, reason=reason).decision_id,)
    return case


def rows(case: Case, title: str) -> list[tuple[str, ...]]:
    """Give the rows of one section."""
    return list(next(s for s in schedule_of(case) if s.title == title).rows)


def test_every_run_stands_in_it_with_what_it_went_by(case: Case) -> None:
    told = rows(case, "Runs")

    assert [row[2] for row in told] == ["cannot be told", "3 of its 3 reports", "3 of its 3 reports"]
    manifest = json.loads((finished_run() / "manifest.json").read_text(encoding="utf-8"))
    for row in told:
        assert f"catalogue {manifest['inputs']['catalogue']}" in row[3]
        assert f"delivery {manifest['inputs']['delivery']}" in row[3]
        assert f"heeded {manifest['heeded']}" in row[3]
    assert KeptManifest.objects.count() == 3


def test_every_finding_of_its_reports_stands_in_it_with_its_rule(case: Case) -> None:
    import pyarrow.parquet as pq

    found = pq.read_table(finished_run() / "3-findings.parquet").to_pylist()
    mine = [f for f in found if f["report_id"] in ("RX1", "RX2", "RX3")]

    told = rows(case, "Findings")

    assert len(told) == len(mine) > 3
    assert {(r[0], r[4], r[5]) for r in told} == {(f["report_id"], f["rule_id"], str(f["rule_version"])) for f in mine}
    said = json.dumps(told).lower()
    assert [trace for trace in TRACES if trace in said] == []


def test_decisions_tell_what_took_their_place(case: Case) -> None:
    first, second = rows(case, "Decisions")

    assert (first[4], first[5], first[6]) == ("I need to know more", "Not yet.", second[0])
    assert (second[4], second[6]) == ("It is stalking", "stands")
    assert "stalking lead" in first[2]


def test_looks_and_papers_stand_in_it_and_so_does_the_schedule_itself(
    case: Case, signed_in: Callable[..., Client]
) -> None:
    browser = signed_in(Role.CRIME_REGISTRAR)
    browser.get(f"/courses/{case.course_id}")
    answer = browser.post(f"/courses/{case.course_id}/schedule", ASKED)
    assert answer.status_code == 200

    numbers = [int(row[0]) for row in rows(case, "Looks and acts")]
    assert numbers == list(
        Entry.objects.filter(subject=case.course_id).order_by("number").values_list("number", flat=True)
    )
    (paper,) = rows(case, "Papers given out")
    assert paper[2:5] == ("Schedule, csv", "The disclosure officer", "Trial in May.")
    row = Schedule.objects.get()
    assert Entry.objects.get(kind=Kind.DISCLOSURE).details == {"schedule": row.pk, "form": "csv"}


def test_every_form_holds_the_same(case: Case) -> None:
    sections = schedule_of(case)
    many = sum(len(s.rows) for s in sections)

    lines = list(csv.reader(io.StringIO(one_csv(case.course_id, sections).decode("utf-8-sig"))))
    book = load_workbook(io.BytesIO(workbook(case.course_id, sections)))
    text = "".join(p.extract_text() for p in PdfReader(io.BytesIO(pdf(case.course_id, sections))).pages)

    assert len(lines) == many + len(sections)
    assert sum(sheet.max_row - 1 for sheet in book) == many
    assert [sheet.title for sheet in book] == [s.title for s in sections]
    for section in sections:
        assert f"{section.title} ({len(section.rows)})" in text
    assert not any(cell.startswith("=") for line in lines for cell in line)
    assert all(cell.data_type == "s" for sheet in book for row in sheet for cell in row if cell.value)


@pytest.mark.parametrize("lacking", sorted(ASKED))
def test_nothing_goes_out_without_an_answer_to_every_question(
    case: Case, signed_in: Callable[..., Client], lacking: str
) -> None:
    browser = signed_in(Role.STALKING_LEAD)

    page = browser.post(f"/courses/{case.course_id}/schedule", {**ASKED, lacking: ""}).content.decode()

    assert f'href="#id_{lacking}"' in page
    assert not Schedule.objects.exists()


def test_another_force_s_course_has_none(case: Case, signed_in: Callable[..., Client], elsewhere: Force) -> None:
    browser = signed_in(Role.CRIME_REGISTRAR, force=elsewhere)

    assert browser.post(f"/courses/{case.course_id}/schedule", ASKED).status_code == 404
