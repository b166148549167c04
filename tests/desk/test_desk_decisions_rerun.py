"""What members decided stands after the engine has run again over more reports, also where courses are joined."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from rerun_force import LATER, write

from heeded.pipeline import Order, run_delivery
from heeded_desk.cases.models import Case, CaseReport, Part
from heeded_desk.decisions.models import Decision, Question, Unheld
from heeded_desk.decisions.queries import decided_of
from heeded_desk.decisions.writing import write_decisions
from heeded_desk.deliveries.models import Run
from heeded_desk.deliveries.publish import publish
from heeded_desk.members.models import Force
from heeded_desk.members.roles import Role

pytestmark = pytest.mark.slow

WHY = "Said so to the officer in the case, see the entry of 3 March."


def on_the_desk(force: Force, folder: Path, *later: tuple[object, ...], previous: Path | None = None) -> Path:
    """Run the engine over the delivery with all that was decided so far, and put it on the desk; gives the run."""
    folder.mkdir()
    delivery = write(folder / "delivery.jsonl", *later)
    write_decisions(force, folder / "decisions.jsonl")
    order = Order(delivery, decisions=folder / "decisions.jsonl", previous=previous, second_reader=False)
    run_delivery(order, folder / "run", lambda *_: None)
    run = Run.objects.create(force=force, asked_at=datetime.now(UTC), folder=str(folder / "run"))
    publish(run, folder / "run")
    return folder / "run"


def case_with(report_id: str) -> Case:
    """Give the case that a report stands in now."""
    return CaseReport.objects.get(report_id=report_id, case__gone=False).case


def decide(client: Client, path: str, verdict: str, reason: str = WHY) -> Any:
    """Decide on a page."""
    page = client.get(path)
    assert page.status_code == 200
    ticket = page.content.decode().split('name="ticket" value="')[1].split('"')[0]
    answer = client.post(path, {"ticket": ticket, "verdict": verdict, "reason": reason})
    assert answer.status_code == 302, answer.content.decode()
    return answer


def question_between(report_a: str, report_b: str) -> Question:
    """Give the question about the courses of two reports."""
    cases = {case_with(report_a), case_with(report_b)}
    return next(q for q in Question.objects.all() if {q.case_a, q.case_b} == cases)


@pytest.fixture
def lead(signed_in: Callable[..., Client]) -> Client:
    """The stalking lead at the desk."""
    return signed_in(Role.STALKING_LEAD)


@pytest.fixture(scope="session")
def first_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A finished run over the first reports, before anybody decided."""
    folder = tmp_path_factory.mktemp("first")
    delivery = write(folder / "delivery.jsonl")
    run_delivery(Order(delivery, second_reader=False), folder / "run", lambda *_: None)
    return folder / "run"


@pytest.fixture
def first(northmoor: Force, first_run: Path) -> Path:
    """The first run on the desk."""
    publish(Run.objects.create(force=northmoor, asked_at=datetime.now(UTC), folder=str(first_run)), first_run)
    return first_run


def test_every_kind_of_decision_stands_after_a_run_with_more_reports(
    northmoor: Force, first: Path, lead: Client, tmp_path: Path
) -> None:
    ada, other, bea = case_with("RR1"), case_with("RR3"), case_with("RR4")
    assert ada != other
    assert {ada.part, bea.part} <= {Part.UNRECOGNISED_FLAGS, Part.UNRECOGNISED}
    base = f"/courses/{ada.course_id}/decide"
    check = next(d["check_id"] for d in ada.account.words["duties"] if d["answer"] != "met")
    mark = ada.account.words["reports"][0]["narrative"]["marks"][0]
    place = f"report=1&field=narrative&start={mark['start']}&end={mark['end']}&code={mark['code']}"
    decide(lead, f"{base}/stalking", "not_stalking")
    decide(lead, f"{base}/risk", "heeded")
    decide(lead, f"{base}/duty/{check}", "met")
    decide(lead, f"{base}/finding?{place}", "rejected")
    decide(lead, f"/courses/{bea.course_id}/decide/stalking", "not_stalking")
    decide(lead, f"/questions/{question_between('RR1', 'RR3').question_id}", "same")
    decide(lead, f"/questions/{question_between('RR4', 'RR5').question_id}", "not_same")
    assert decided_of(ada).waiting == 5

    on_the_desk(northmoor, tmp_path / "second", *LATER, previous=first)

    joined = case_with("RR1")
    reports = set(joined.report_ids.values_list("report_id", flat=True))
    assert reports == {"RR1", "RR2", "RR3", "RR6"}
    taken = {(d["kind"], d["verdict"]) for d in joined.account.words["decisions"]}
    expected = {("stalking", "not_stalking"), ("risk_heeded", "heeded"), ("duty", "met"), ("finding", "rejected")}
    assert taken == expected
    assert case_with("RR4").part == Part.ANSWERED
    assert case_with("RR5") != case_with("RR4")
    done = next(d for d in joined.account.words["duties"] if d["check_id"] == check)
    assert (done["answer"], done["why"]) == ("met", "decided")
    assert decided_of(joined).waiting == 0
    page = lead.get(f"/courses/{joined.course_id}").content.decode()
    assert WHY in page
    assert 'class="soft">It will be taken into the next run' not in page
    gone = Case.objects.get(pk=other.pk if joined.pk == ada.pk else ada.pk)
    assert gone.gone
    assert gone.merged_into == joined.course_id
    assert Decision.objects.count() == 7


def test_not_stalking_moves_a_course_in_the_list_and_saying_that_it_is_does_not(
    northmoor: Force, first: Path, lead: Client, tmp_path: Path
) -> None:
    decide(lead, f"/courses/{case_with('RR1').course_id}/decide/stalking", "not_stalking")
    decide(lead, f"/courses/{case_with('RR4').course_id}/decide/stalking", "stalking")
    before = case_with("RR4").part

    on_the_desk(northmoor, tmp_path / "second", previous=first)

    assert case_with("RR1").part == Part.ANSWERED
    assert case_with("RR4").part == before


def test_two_courses_decided_apart_keep_both_answers_when_they_are_joined(
    northmoor: Force, first: Path, lead: Client, tmp_path: Path
) -> None:
    for report, verdict in (("RR1", "not_stalking"), ("RR3", "stalking")):
        decide(lead, f"/courses/{case_with(report).course_id}/decide/stalking", verdict, f"Said of {report}.")
    decide(lead, f"/questions/{question_between('RR1', 'RR3').question_id}", "same")

    on_the_desk(northmoor, tmp_path / "second", previous=first)
    joined = case_with("RR1")

    assert joined == case_with("RR3")
    view = decided_of(joined).stalking
    assert [t.reason for t in view.decisions] == ["Said of RR1.", "Said of RR3."]
    decide(lead, f"/courses/{joined.course_id}/decide/stalking", "stalking", "Both together.")
    assert [t.superseded for t in decided_of(joined).stalking.decisions] == [True, True, False]


def test_a_question_is_never_asked_again_once_answered(
    northmoor: Force, first: Path, lead: Client, tmp_path: Path
) -> None:
    asked = question_between("RR4", "RR5")
    decide(lead, f"/questions/{asked.question_id}", "unsure")
    listed = lead.get("/questions?kind=same_course").content.decode()
    assert asked.question_id not in listed

    on_the_desk(northmoor, tmp_path / "second", *LATER, previous=first)

    cases = {case_with("RR4"), case_with("RR5")}
    assert not any({q.case_a, q.case_b} == cases for q in Question.objects.filter(answered_by=None))


def test_what_was_answered_while_a_run_was_at_work_is_not_asked_after_it(
    northmoor: Force, first: Path, lead: Client, tmp_path: Path
) -> None:
    folder = tmp_path / "second"
    folder.mkdir()
    run_delivery(
        Order(write(folder / "delivery.jsonl"), previous=first, second_reader=False), folder / "run", lambda *_: None
    )
    decide(lead, f"/questions/{question_between('RR4', 'RR5').question_id}", "not_same")
    decide(lead, f"/courses/{case_with('RR1').course_id}/decide/stalking", "not_stalking")

    publish(Run.objects.create(force=northmoor, asked_at=datetime.now(UTC), folder=str(folder / "run")), folder / "run")

    assert question_between("RR4", "RR5").answered_by is not None
    assert Question.objects.get(kind="why_not_stalking", case_a=case_with("RR1")).answered_by is not None
    assert Question.objects.get(kind="why_not_stalking", case_a=case_with("RR4")).answered_by is None


def test_decisions_that_contradict_each_other_are_told_before_and_after_the_run(
    northmoor: Force, first: Path, lead: Client, tmp_path: Path
) -> None:
    decide(lead, f"/questions/{question_between('RR1', 'RR3').question_id}", "same")
    made = Decision.objects.get()
    end = next(s["report_id"] for s in made.subjects if s["report_id"] != "RR3")
    third = {"RR1": "RR2", "RR2": "RR1"}[end]
    ada = case_with("RR1")
    number = {r["report_id"]: r["number"] for r in ada.account.words["reports"]}
    pages = f"/courses/{ada.course_id}/decide/person?role=suspect&a={number[end]}&b={number[third]}"
    decide(lead, pages, "same")
    on_the_desk(northmoor, tmp_path / "second", previous=first)
    joined = case_with("RR1")
    number = {r["report_id"]: r["number"] for r in joined.account.words["reports"]}
    decide(
        lead,
        f"/courses/{joined.course_id}/decide/person?role=suspect&a={number[third]}&b={number['RR3']}",
        "not_same",
    )

    page = lead.get(f"/courses/{joined.course_id}").content.decode()
    assert "Decisions contradict each other" in page
    assert "what keeps apart holds" in page
    on_the_desk(northmoor, tmp_path / "third", previous=tmp_path / "second" / "run")
    assert Unheld.objects.count() == 1  # the engine, too, could not follow one of the two
    assert decided_of(case_with("RR3")).conflicts


def test_people_stand_side_by_side_with_what_agrees_and_what_differs(first: Path, lead: Client) -> None:
    page = lead.get(f"/questions/{question_between('RR1', 'RR3').question_id}").content.decode()

    for words in ("Brandauer", "Varley", "different", "the same", "Perhaps the same person"):
        assert words in page


def test_the_people_of_a_report_are_looked_at_by_nobody_of_another_force(
    first: Path, signed_in: Callable[..., Client], elsewhere: Force
) -> None:
    asked = question_between("RR1", "RR3").question_id

    assert signed_in(Role.STALKING_LEAD, force=elsewhere).get(f"/questions/{asked}").status_code == 404
    assert "Quillfeather" not in signed_in(Role.STALKING_LEAD, force=elsewhere).get("/questions").content.decode()
