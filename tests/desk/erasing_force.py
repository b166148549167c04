"""A force with two courses, of which one is erased: by two people, at the worker's place."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from django.conf import LazySettings
from records_force import ERASED, KEPT, finished_run, write

from heeded.pipeline import Order
from heeded_desk.cases.actions.work import assign, snooze
from heeded_desk.cases.disclosing import disclose
from heeded_desk.cases.models import Case
from heeded_desk.decisions.actions import decide
from heeded_desk.decisions.matters import about_course
from heeded_desk.decisions.tickets import Ticket
from heeded_desk.deliveries import working
from heeded_desk.deliveries.actions.adopting import adopt
from heeded_desk.deliveries.actions.asking import ask_for_run
from heeded_desk.deliveries.actions.taking import Sent, take
from heeded_desk.deliveries.models import Delivery, Run
from heeded_desk.deliveries.working import work
from heeded_desk.members.models import Force, Member
from heeded_desk.members.roles import Role
from heeded_desk.records.actions import erasures
from heeded_desk.records.erasing import errand
from heeded_desk.records.models import Erasure


@pytest.fixture
def own_folder(tmp_path: Path, settings: LazySettings, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep the files of a test in a folder of its own; read by the rules alone; SQLite's file is another test's."""
    settings.DELIVERIES = tmp_path / "forces"
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path / "incoming"
    monkeypatch.setattr(working, "Order", partial(Order, second_reader=False))
    monkeypatch.setattr(errand, "write_anew", lambda: None)
    return tmp_path


def deliver(force: Force, folder: Path, name: str, *reports: object) -> Delivery:
    """Take in a file of reports."""
    return take(force, Sent(write(folder / "given.jsonl", *reports), name, Delivery.How.COMMAND))


def run_all(force: Force) -> Run:
    """Ask for a run and have the worker do all that waits."""
    run = ask_for_run(force)
    work(force)
    run.refresh_from_db()
    assert run.state == "published", run.sentence
    return run


def case_with(report_id: str) -> Case:
    """Give the case that a report stands in now."""
    return Case.objects.get(gone=False, report_ids__report_id=report_id)


@pytest.fixture
def no_run_after(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave out the run that follows an erasure, which other tests are about."""
    monkeypatch.setattr(errand, "ask_for_run", lambda force: None)


@pytest.fixture
def filled(northmoor: Force, tmp_path: Path) -> Force:
    """A force with two courses on the desk."""
    deliver(northmoor, tmp_path, "Quarmby export.jsonl", *ERASED, *KEPT)
    adopt(northmoor, finished_run())
    assert case_with("RX1") == case_with("RX3") != case_with("RX4") == case_with("RX5")
    return northmoor


@pytest.fixture
def registrar(member: Callable[..., Member]) -> Member:
    """The one who asks."""
    return member(Role.CRIME_REGISTRAR)


@pytest.fixture
def worked_on(filled: Force, member: Callable[..., Member]) -> Force:
    """The same, after members decided, snoozed, assigned and gave out."""
    lead = member(Role.STALKING_LEAD)
    mine, other = ("said to her solicitor", "Ottoline, she told the desk, wants it so."), ("a court", "The other one.")
    for number, (whom, words) in (("RX1", mine), ("RX4", other)):
        case = case_with(number)
        matter = about_course("stalking", {r["report_id"] for r in case.account.words["reports"]})
        decide(
            by=lead, case=case, ticket=Ticket(matter, case.course_id, (), case.run_id), verdict="unsure", reason=words
        )
        assign(case, to=lead, by=lead)
        snooze(case, days=3, reason=f"Until spring, {words}", by=lead)
        disclose(case, by=lead, form="docx", masked=False, to_whom=whom, why=words)
    return filled


WHOLE = ("RX1", "RX2", "RX3")
"""The reports of the course that is erased."""


def erase(case: Case, reports: tuple[str, ...], registrar: Member, member: Callable[..., Member]) -> Erasure:
    """Ask, confirm, and have the worker do it with the run that follows."""
    erasure = erasures.ask_erasure(case, reports=frozenset(reports), what="course", reason="wrong_person", by=registrar)
    erasures.confirm(erasure, by=member(Role.ADMINISTRATOR))
    work(case.force)
    erasure.refresh_from_db()
    return erasure
