"""An account is given out as a file with a purpose on record, masked if asked, and kept nowhere."""

import hashlib
import io
import json
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from docx import Document
from pypdf import PdfReader

from heeded.exporting import account_lines
from heeded_desk.audit.models import Entry, Kind
from heeded_desk.cases.models import Case, Disclosure, Part
from heeded_desk.deliveries.models import Run
from heeded_desk.members.models import Force
from heeded_desk.members.roles import Role

ASKED = {"form": "docx", "which": "whole", "to_whom": "The prosecutor", "why": "Charging advice"}


@pytest.fixture
def case(published: Run) -> Case:
    """The first course of the worklist."""
    return Case.objects.filter(force=published.force).exclude(part=Part.REST).order_by("part", "pk")[0]


def words_of(content: bytes) -> str:
    document = Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(p.text for p in document.paragraphs), *cells])


def test_a_file_is_the_account_and_its_purpose_is_on_record(case: Case, signed_in: Callable[..., Client]) -> None:
    answer = signed_in(Role.OFFICER).post(f"/courses/{case.course_id}/file", ASKED)

    assert answer.status_code == 200
    assert answer["Content-Disposition"] == f'attachment; filename="course-{case.course_id}.docx"'
    assert "no-store" in answer["Cache-Control"]
    said = words_of(answer.content)
    assert all(line in said for line in case.account.words["headline_lines"])
    row = Disclosure.objects.get()
    assert (row.to_whom, row.why, row.masked) == ("The prosecutor", "Charging advice", False)
    assert row.sha256 == hashlib.sha256(answer.content).hexdigest()
    entry = Entry.objects.get(kind=Kind.DISCLOSURE)
    assert (entry.subject, entry.details["disclosure"]) == (case.course_id, row.pk)
    assert "prosecutor" not in json.dumps(entry.details)


def test_a_pdf_opens_and_names_the_course(case: Case, signed_in: Callable[..., Client]) -> None:
    answer = signed_in(Role.STALKING_LEAD).post(f"/courses/{case.course_id}/file", {**ASKED, "form": "pdf"})

    assert answer["Content-Type"] == "application/pdf"
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages)
    assert case.course_id in text


def test_masked_files_are_masked_as_the_engine_masks_a_whole_run(case: Case, small_run: Path) -> None:
    whole = {json.loads(line)["course_id"]: line for line in account_lines(small_run, None, True)}
    with_others = [c for c in whole if "█" in whole[c]]
    assert with_others

    for course in [*with_others[:6], case.course_id]:
        assert account_lines(small_run, course, True) == [whole[course]]


def test_a_masked_file_is_masked(published: Run, small_run: Path, signed_in: Callable[..., Client]) -> None:
    masked = next(line for line in account_lines(small_run, None, True) if line.count("█") > 3)
    course = json.loads(masked)["course_id"]

    answer = signed_in(Role.SUPERVISOR).post(f"/courses/{course}/file", {**ASKED, "which": "masked"})

    assert "█" in words_of(answer.content)
    assert Disclosure.objects.get().masked


def test_what_cannot_be_masked_is_not_given_out(case: Case, signed_in: Callable[..., Client]) -> None:
    Run.objects.filter(pk=case.run_id).update(folder="/nowhere")

    answer = signed_in(Role.OFFICER).post(f"/courses/{case.course_id}/file", {**ASKED, "which": "masked"})

    assert "Nothing was given out" in answer.content.decode()
    assert not Disclosure.objects.exists()
    assert not Entry.objects.filter(kind=Kind.DISCLOSURE).exists()


@pytest.mark.parametrize("lacking", sorted(ASKED))
def test_nothing_is_given_out_without_an_answer_to_every_question(
    lacking: str, case: Case, signed_in: Callable[..., Client]
) -> None:
    asked = {**ASKED, lacking: "  "}

    answer = signed_in(Role.OFFICER).post(f"/courses/{case.course_id}/file", asked)

    assert "There is a problem" in answer.content.decode()
    assert f'href="#id_{lacking}"' in answer.content.decode()
    assert f'id="id_{lacking}"' in answer.content.decode()
    assert not Disclosure.objects.exists()


@pytest.mark.parametrize(("name", "given"), [("form", "exe"), ("which", "x"), ("to_whom", "x" * 201), ("why", "\0")])
def test_odd_answers_are_refused_in_words(name: str, given: str, case: Case, signed_in: Callable[..., Client]) -> None:
    answer = signed_in(Role.OFFICER).post(f"/courses/{case.course_id}/file", {**ASKED, name: given})

    assert answer.status_code == 200
    assert "There is a problem" in answer.content.decode()
    assert not Disclosure.objects.exists()


def test_what_was_given_out_before_is_listed(case: Case, signed_in: Callable[..., Client]) -> None:
    client = signed_in(Role.OFFICER)
    client.post(f"/courses/{case.course_id}/file", {**ASKED, "to_whom": "<b>An advocate</b>"})

    shown = client.get(f"/courses/{case.course_id}/file").content.decode()

    assert "Given out before" in shown
    assert "to &lt;b&gt;An advocate&lt;/b&gt;. Why: Charging advice" in shown


@pytest.mark.parametrize("role", [Role.CALL_HANDLER, Role.ANALYST, Role.AUDITOR, Role.ADMINISTRATOR])
def test_other_roles_give_nothing_out(role: Role, case: Case, signed_in: Callable[..., Client]) -> None:
    answer = signed_in(role).post(f"/courses/{case.course_id}/file", ASKED)

    assert answer.status_code == 403
    assert "To give out a file you need a role that records decisions." in answer.content.decode()
    assert not Disclosure.objects.exists()


def test_another_forces_account_is_not_found(case: Case, signed_in: Callable[..., Client], elsewhere: Force) -> None:
    assert signed_in(Role.OFFICER, force=elsewhere).post(f"/courses/{case.course_id}/file", ASKED).status_code == 404


def test_no_file_is_left_behind(
    case: Case, signed_in: Callable[..., Client], small_run: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    before = sorted(small_run.rglob("*"))

    for form in ("pdf", "docx"):
        signed_in(Role.OFFICER).post(f"/courses/{case.course_id}/file", {**ASKED, "form": form, "which": "masked"})

    assert Disclosure.objects.count() == 2
    assert list(tmp_path.iterdir()) == []
    assert sorted(small_run.rglob("*")) == before


def test_the_database_refuses_a_disclosure_without_a_purpose(case: Case, signed_in: Callable[..., Client]) -> None:
    signed_in(Role.OFFICER).post(f"/courses/{case.course_id}/file", ASKED)
    row = Disclosure.objects.get()
    row.why = ""

    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()
