"""A run reads all that was sent, carries decisions and work on, and is taken up again wherever it was cut off."""

import json
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.test import Client

from heeded.pipeline import Order
from heeded_desk.audit.models import Entry
from heeded_desk.cases.models import Account, Case, CaseReport
from heeded_desk.decisions.models import Decision
from heeded_desk.deliveries import working
from heeded_desk.deliveries.actions.asking import ask_for_run
from heeded_desk.deliveries.actions.taking import Sent, take
from heeded_desk.deliveries.models import Delivery, Prepared, Refusal, Run
from heeded_desk.deliveries.publish import FOLLOWING, publish
from heeded_desk.deliveries.watching import SETTLED, Watch
from heeded_desk.deliveries.working import at_work, work
from heeded_desk.members.models import Force, Member
from heeded_desk.members.roles import Role

pytestmark = pytest.mark.slow

ONE = ("victim", "Imogen", "Tarrant", "1991-04-02"), ("suspect", "Dale", "Orwin", "1988-09-13")
OTHER = ("victim", "Beth", "Quillam", "1979-01-30"), ("suspect", "Colin", "Marsk", "1970-06-21")


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, settings: LazySettings, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep the deliveries of a test in a folder of its own, and read by the rules alone, which is quicker."""
    settings.DELIVERIES = tmp_path / "forces"
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path / "incoming"
    monkeypatch.setattr(working, "Order", partial(Order, second_reader=False))
    return tmp_path


def report(number: int, people: tuple, day: int, words: str, **more: str) -> Mapping[str, object]:
    """A report as a force sends it."""
    names = ("role", "forename", "surname", "dob")
    persons = [dict(zip(names, person, strict=True)) for person in people]
    return {
        "report_id": f"R{number}", "recorded_at": f"2026-03-{day:02}T09:00:00", "offence": "Malicious communications",
        "narrative": words, "persons": persons, **more,
    }  # fmt: skip


FIRST = (
    report(1, ONE, 2, "Ex partner has sent her forty messages since she told him to stop."),
    report(2, ONE, 5, "He was outside her house again last night, she is frightened."),
    report(3, OTHER, 6, "A man she does not know well keeps leaving notes on her car."),
)
LATER = (report(4, ONE, 9, "He has followed her to work. He said he would kill her."),)


def deliver(force: Force, folder: Path, name: str, reports: tuple[Mapping[str, object], ...]) -> Delivery:
    """Take in a file of reports."""
    path = folder / name
    path.write_text("".join(json.dumps(r) + "\n" for r in reports), encoding="utf-8")
    return take(force, Sent(path, name, Delivery.How.COMMAND))


def case_with(force: Force, report_id: str) -> Case:
    """Give the case that a report stands in now."""
    return Case.objects.get(force=force, gone=False, report_ids__report_id=report_id)


def decide(member: Member, number: int, kind: str, verdict: str, *reports: str) -> Decision:
    """Record a decision."""
    return Decision.objects.create(
        decision_id=f"D{number}", force=member.force, kind=kind, verdict=verdict, reason="It was looked into.",
        subjects=[{"report_id": r} for r in reports], made_by=member, made_at=datetime(2026, 4, number, tzinfo=UTC),
        course_id="C-X",
    )  # fmt: skip


def run_all(force: Force) -> Run:
    """Ask for a run and do it."""
    run = ask_for_run(force)
    work(force)
    run.refresh_from_db()
    return run


@pytest.fixture
def lead(member: Callable[..., Member]) -> Member:
    """The one who decides."""
    return member(Role.STALKING_LEAD)


def test_a_decision_and_the_work_on_a_course_survive_more_data(northmoor: Force, tmp_path: Path, lead: Member) -> None:
    deliver(northmoor, tmp_path, "first.jsonl", FIRST)
    run_all(northmoor)
    before = case_with(northmoor, "R1")
    Case.objects.filter(pk=before.pk).update(assigned_to=lead)
    decide(lead, 1, "stalking", "stalking", "R1")
    deliver(northmoor, tmp_path, "later.jsonl", LATER)

    run = run_all(northmoor)

    after = case_with(northmoor, "R4")
    assert (run.state, run.reports, after.pk, after.assigned_to) == ("published", 4, before.pk, lead)
    assert [d["decision_id"] for d in after.account.words["decisions"]] == ["D1"]
    assert "one new report" in after.change.lower() and after.changed_at > before.changed_at


def test_what_did_not_change_is_not_written_again(northmoor: Force, tmp_path: Path) -> None:
    deliver(northmoor, tmp_path, "first.jsonl", FIRST)
    first = run_all(northmoor)
    same = case_with(northmoor, "R3")
    deliver(northmoor, tmp_path, "later.jsonl", LATER)

    second = run_all(northmoor)

    after = case_with(northmoor, "R3")
    assert (after.run, after.changed_at, after.change) == (first, same.changed_at, "New")
    assert case_with(northmoor, "R4").run == second
    assert not Prepared.objects.exists()


def test_a_later_version_wins_and_is_no_second_report(northmoor: Force, tmp_path: Path) -> None:
    deliver(northmoor, tmp_path, "first.jsonl", FIRST)
    run_all(northmoor)
    deliver(northmoor, tmp_path, "again.jsonl", (FIRST[0] | {"offence": "Stalking"},))

    run = run_all(northmoor)

    case = case_with(northmoor, "R1")
    assert run.reports == 3 and "Stalking" in case.recorded_as and "now recorded as “Stalking”" in case.change


def test_courses_that_merge_and_part_carry_work_and_addresses(
    northmoor: Force, tmp_path: Path, lead: Member, signed_in: Callable[..., Client]
) -> None:
    deliver(northmoor, tmp_path, "first.jsonl", FIRST)
    run_all(northmoor)
    small, large = case_with(northmoor, "R3"), case_with(northmoor, "R1")
    Case.objects.filter(pk=small.pk).update(
        assigned_to=lead,
        snoozed_until=date(2026, 12, 1),
        snoozed_at=datetime.now(UTC),
        snooze_reason="Waits for a statement",
    )
    decide(lead, 1, "same_course", "same", "R1", "R3")

    run = run_all(northmoor)

    small.refresh_from_db()
    joined = case_with(northmoor, "R3")
    assert (joined.pk, small.gone, small.merged_into) == (large.pk, True, large.course_id)
    assert (joined.assigned_to, joined.snooze_reason, small.snooze_reason) == (
        lead,
        "Waits for a statement",
        "Waits for a statement",
    )
    assert joined.change.startswith("Another course was joined to it")
    told = Entry.objects.get(kind="combination", subject=large.course_id)
    assert told.details == {"run": run.pk, "change": "merge", "from": small.course_id}
    page = signed_in(Role.OFFICER).get(f"/courses/{small.course_id}").content.decode()
    assert f"/courses/{large.course_id}" in page

    old = Decision.objects.get()
    new = decide(lead, 2, "same_course", "not_same", "R1", "R3")
    from heeded_desk.decisions.models import Supersession

    Supersession.objects.create(old=old, by=new)
    run_all(northmoor)

    parted = case_with(northmoor, "R3")
    assert (parted.assigned_to, parted.snooze_reason) == (lead, "Waits for a statement")
    assert "arted from another course" in parted.change or parted.change == "Is here again"
    assert not parted.gone and parted.merged_into == ""


def test_a_merge_of_a_merge_leads_to_the_last(northmoor: Force, published: Run) -> None:
    from heeded_desk.deliveries.carry import leave, left_by
    from heeded_desk.deliveries.prepare import Moves

    a, b, c = Case.objects.filter(force=northmoor)[:3]
    there = set(Case.objects.values_list("course_id", flat=True))
    leave(published, left_by(published, there - {a.course_id}), Moves([(a.course_id, b.course_id)], []))
    leave(published, left_by(published, there - {a.course_id, b.course_id}), Moves([(b.course_id, c.course_id)], []))

    a.refresh_from_db()
    assert (a.gone, a.merged_into) == (True, c.course_id)


def test_publishing_twice_is_publishing_once(northmoor: Force, published: Run, small_run: Path) -> None:
    before = list(Case.objects.order_by("pk").values())
    counted = [m.objects.count() for m in (Account, CaseReport)]
    published.refresh_from_db()

    publish(published, small_run)

    assert list(Case.objects.order_by("pk").values()) == before
    assert [m.objects.count() for m in (Account, CaseReport)] == counted


def test_a_run_cut_off_before_it_was_indexed_is_indexed(northmoor: Force, published: Run) -> None:
    Run.objects.filter(pk=published.pk).update(stage=FOLLOWING)

    work(northmoor)

    published.refresh_from_db()
    assert (published.state, published.stage) == ("published", "")


def test_a_run_whose_worker_died_is_taken_up_and_in_the_end_stopped(
    northmoor: Force, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class DiedError(BaseException):
        """Stands for a worker that was killed."""

    def die(*_: object) -> None:
        raise DiedError

    deliver(northmoor, tmp_path, "first.jsonl", FIRST)
    run = ask_for_run(northmoor)
    monkeypatch.setattr(working, "run_delivery", die)
    for attempt in range(1, working.MOST_ATTEMPTS + 1):
        with pytest.raises(DiedError):
            work(northmoor)
        run.refresh_from_db()
        assert (run.state, run.attempts) == ("running", attempt)

    work(northmoor)

    run.refresh_from_db()
    assert run.state == "stopped" and "cut off 5 times" in run.sentence


def test_a_fault_is_told_without_its_words(northmoor: Force, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ValueError("Imogen Tarrant")

    deliver(northmoor, tmp_path, "first.jsonl", FIRST)
    monkeypatch.setattr(working, "run_delivery", fail)

    run = run_all(northmoor)

    assert run.state == "stopped" and "ValueError" in run.sentence and "Tarrant" not in run.sentence


def test_one_force_is_worked_for_once_at_a_time(northmoor: Force, tmp_path: Path) -> None:
    deliver(northmoor, tmp_path, "first.jsonl", FIRST)
    run = ask_for_run(northmoor)
    with at_work(northmoor) as mine:
        work(northmoor)
        run.refresh_from_db()
        assert mine and run.state == "waiting"


def test_only_the_last_two_runs_keep_their_folders(northmoor: Force, tmp_path: Path) -> None:
    deliver(northmoor, tmp_path, "first.jsonl", FIRST)
    runs = [run_all(northmoor) for _ in range(3)]

    kept = sorted(p.name for p in (tmp_path / "forces" / "northmoor" / "runs").iterdir())
    assert kept == sorted(str(r.pk) for r in runs[1:])


@pytest.fixture
def watched(tmp_path: Path, northmoor: Force, settings: LazySettings) -> Path:
    """The folder in which Northmoor's system puts its files."""
    settings.WATCHED_FOLDER = str(tmp_path / "watched")
    folder = tmp_path / "watched" / northmoor.code
    folder.mkdir(parents=True)
    return folder


def test_a_watched_file_is_taken_when_it_is_whole(
    northmoor: Force, watched: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = [100.0]
    monkeypatch.setattr("heeded_desk.deliveries.watching.time.monotonic", lambda: clock[0])
    watch, file = Watch(), watched / "night.jsonl"
    file.write_text(json.dumps(FIRST[0]) + "\n")
    assert watch.look() == 0
    clock[0] += SETTLED
    file.write_text(json.dumps(FIRST[0]) + "\n" + json.dumps(FIRST[1]) + "\n")
    assert watch.look() == 0
    clock[0] += SETTLED

    assert watch.look() == 1

    assert not file.exists() and Delivery.objects.get().how == "folder"
    assert Run.objects.get(force=northmoor).state == "waiting"


def test_a_done_file_says_that_a_file_is_whole(watched: Path) -> None:
    (watched / "night.jsonl").write_text(json.dumps(FIRST[0]) + "\n")
    (watched / "night.jsonl.done").touch()

    assert Watch().look() == 1
    assert list(watched.iterdir()) == []


def test_a_watched_file_that_is_no_table_is_put_aside_with_the_reason(watched: Path) -> None:
    (watched / "night.pdf").write_bytes(b"%PDF-1.7")
    (watched / "night.pdf.done").touch()

    assert Watch().look() == 0

    assert (watched / "refused" / "night.pdf").read_bytes() == b"%PDF-1.7"
    assert "PDF" in (watched / "refused" / "night.pdf.why.txt").read_text()
    assert Refusal.objects.get().label == "night.pdf" and not Run.objects.exists()


def test_a_link_in_the_watched_folder_is_left_alone(watched: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere.jsonl").write_text(json.dumps(FIRST[0]) + "\n")
    (watched / "night.jsonl").symlink_to(tmp_path / "elsewhere.jsonl")
    (watched / "night.jsonl.done").touch()

    assert Watch().look() == 0 and not Delivery.objects.exists()
