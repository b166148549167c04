"""The hand-over of a shift: what it lists, the note, the paper, and who took it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from people import traces_in

from heeded_desk.alerts.actions.hand_over import erase_notes, hand_over, take_over
from heeded_desk.alerts.minding import mind
from heeded_desk.alerts.models import Alert, Due, HandOver, Note
from heeded_desk.alerts.paper import hand_over_file
from heeded_desk.alerts.shift import MOST, Section, Shift, sections
from heeded_desk.alerts.thresholds import thresholds
from heeded_desk.audit.models import Entry
from heeded_desk.cases.actions import work
from heeded_desk.cases.models import Case, Part, WorkEvent
from heeded_desk.decisions.models import Decision
from heeded_desk.deliveries.models import Run
from heeded_desk.members.models import Force, Member
from heeded_desk.members.roles import Role

Members = Callable[..., Member]
Signed = Callable[..., Client]
HOUR = timedelta(hours=1)


@pytest.fixture
def lead(member: Members) -> Member:
    """Who hands over."""
    return member(Role.STALKING_LEAD)


def shift_now(hours: int = 8, ahead: int = 8, *, masked: bool = False) -> Shift:
    """A shift that ends now."""
    now = datetime.now(UTC)
    return Shift(now - timedelta(hours=hours), now, ahead, masked)


def lines(member: Member, shift: Shift) -> dict[str, list[str]]:
    """The courses of each section, by its name."""
    return {s.name: [line.course_id for line in s.lines] for s in sections(member, shift)}


def test_a_shift_lists_alerts_decisions_turns_snoozes_and_clocks(published: Run, lead: Member) -> None:
    alerted, decided, given, put_off, due = Case.objects.filter(force=published.force).order_by("part", "pk")[:5]
    Alert.objects.exclude(case=alerted).delete()
    Due.objects.all().delete()
    now = datetime.now(UTC)
    Decision.objects.create(
        decision_id="D1", force=lead.force, kind="risk_heeded", verdict="heeded", reason="Locks were fitted.",
        subjects=[{"report_id": "X"}], made_by=lead, made_at=now, course_id=decided.course_id,
    )  # fmt: skip
    work.take(given, by=lead)
    work.snooze(put_off, days=3, reason="Statement on Tuesday.", by=lead)
    Case.objects.filter(pk=put_off.pk).update(snoozed_until=timezone.localdate())
    WorkEvent.objects.filter(act="snoozed").update(until=timezone.localdate())
    Due.objects.create(force=lead.force, case=due, clock="bail", due_at=now + 2 * HOUR, title="Bail runs out", why=".")
    found = lines(lead, Shift(now - 24 * HOUR, now + HOUR, 8))

    assert found == {
        "clocks": [due.course_id],
        "alerts": [alerted.course_id],
        "decisions": [decided.course_id],
        "turns": [given.course_id],
        "snoozes": [put_off.course_id],
    }


@pytest.mark.parametrize(
    ("hours", "there"),
    [(-9, False), (-8, True), (-1, True), (7, True), (9, False)],
    ids=["before the shift", "at its beginning", "in it", "in the next", "after that"],
)
def test_clocks_of_this_shift_and_the_next_are_listed(published: Run, lead: Member, hours: int, there: bool) -> None:
    Due.objects.all().delete()
    shift = shift_now()
    at = shift.until + hours * HOUR
    Due.objects.create(force=lead.force, case=Case.objects.first(), clock="bail", due_at=at, title="Bail", why=".")

    assert bool(lines(lead, shift)["clocks"]) == there


def test_alerts_before_the_shift_are_not_listed(published: Run, lead: Member) -> None:
    Alert.objects.update(raised_at=datetime.now(UTC) - 9 * HOUR)

    assert lines(lead, shift_now())["alerts"] == [] and lines(lead, shift_now(12))["alerts"] != []


def test_an_officer_hands_over_their_own_courses_alone(published: Run, member: Members) -> None:
    officer = member(Role.OFFICER)
    mine = Case.objects.filter(part=Part.UNRECOGNISED_FLAGS).first()
    work.take(mine, by=officer)
    work.take(Case.objects.filter(part=Part.UNRECOGNISED_FLAGS).last(), by=member(Role.SUPERVISOR))
    found = lines(officer, Shift(datetime.now(UTC) - HOUR, datetime.now(UTC), 8))

    assert {course for those in found.values() for course in those} == {mine.course_id}


def test_long_sections_are_broken_off_and_say_so(published: Run, lead: Member) -> None:
    case, now = Case.objects.first(), datetime.now(UTC)
    made = {"force": lead.force, "case": case, "clock": "bail", "due_at": now, "title": "Bail", "why": "."}
    Due.objects.bulk_create(Due(**made) for _ in range(MOST + 1))
    (clocks,) = (s for s in sections(lead, shift_now()) if s.name == "clocks")

    assert len(clocks.lines) == MOST and clocks.more


def test_handing_over_and_taking_over_are_on_record_without_the_note(
    published: Run, lead: Member, signed_in: Signed, member: Members
) -> None:
    person = next(p["name"] for p in Case.objects.first().account.words["people"] if p["name"])
    signed_in(Role.STALKING_LEAD).post("/hand-over/done", {"since": "8", "ahead": "12", "note": f"Ring {person}."})
    made = HandOver.objects.get()
    client = signed_in(Role.SUPERVISOR)
    assert f"/hand-over/{made.pk}" in client.get("/hand-over").content.decode()
    assert f"Ring {person}." in client.get(f"/hand-over/{made.pk}").content.decode()
    client.post(f"/hand-over/{made.pk}/take")
    made.refresh_from_db()

    assert (made.by, made.ahead, made.taken_by) == (lead, 12, member(Role.SUPERVISOR)) and made.taken_at
    entries = Entry.objects.filter(place="hand-over", kind="alteration")
    assert [e.details for e in entries] == [
        {"hand-over": made.pk, "act": "handed over", "note": True},
        {"hand-over": made.pk, "act": "taken over"},
    ]
    assert traces_in(entries) == []
    assert "Taken over by Supervisor northmoor" in client.get(f"/hand-over/{made.pk}").content.decode()


def test_a_shift_is_taken_over_once_and_never_from_oneself(published: Run, lead: Member, signed_in: Signed) -> None:
    made = hand_over(shift_now(), note="", about=None, by=lead)
    assert signed_in(Role.STALKING_LEAD).post(f"/hand-over/{made.pk}/take").status_code == 403
    assert signed_in(Role.SUPERVISOR).post(f"/hand-over/{made.pk}/take").status_code == 302
    late = signed_in(Role.OFFICER).post(f"/hand-over/{made.pk}/take")

    assert late.status_code == 403 and "Somebody has taken this over already" in late.content.decode()


def test_since_i_last_handed_over_begins_there(published: Run, lead: Member, signed_in: Signed) -> None:
    made = hand_over(shift_now(), note="", about=None, by=lead)
    HandOver.objects.filter(pk=made.pk).update(at=made.at - 3 * HOUR)
    text = signed_in(Role.STALKING_LEAD).get("/hand-over").content.decode()

    begun = timezone.localtime(made.at - 3 * HOUR).strftime("%-d %B %Y, %H:%M")
    assert "Since I last handed over" in text and f"What changed from {begun} to now" in text


@pytest.mark.parametrize("asked", ["", "x", "-1", "999999999999", "last", "8; DROP"])
def test_a_time_that_is_not_understood_is_the_first_choice(published: Run, signed_in: Signed, asked: str) -> None:
    text = signed_in(Role.STALKING_LEAD).get("/hand-over", {"since": asked, "ahead": asked}).content.decode()

    assert "in the next 8 hours" in text and '<option value="8" selected>' in text


def test_a_note_is_erased_on_its_day_and_that_is_on_record(published: Run, lead: Member) -> None:
    made = hand_over(shift_now(), note="Ring the ward.", about=None, by=lead)
    kept = timezone.localdate(made.at) + timedelta(days=thresholds().note_days)
    assert Note.objects.get().erase_on == kept
    assert erase_notes(lead.force, kept - timedelta(days=1)) == 0 and Note.objects.exists()
    mind(timezone.make_aware(datetime(kept.year, kept.month, kept.day, 9)))

    assert not Note.objects.exists() and HandOver.objects.exists()
    assert Entry.objects.get(kind="erasure").details == {"hand-overs": [made.pk]}


def test_a_note_goes_with_the_course_that_it_is_about(published: Run, lead: Member, signed_in: Signed) -> None:
    case = Case.objects.filter(part=Part.UNRECOGNISED_FLAGS).first()
    signed_in(Role.STALKING_LEAD).post("/hand-over/done", {"note": "She is at her mother's.", "about": case.course_id})
    assert Note.objects.get().case == case
    case.delete()

    assert not Note.objects.exists() and HandOver.objects.exists()


def test_a_note_that_is_too_long_is_refused_and_kept_on_the_page(published: Run, signed_in: Signed) -> None:
    answer = signed_in(Role.STALKING_LEAD).post("/hand-over/done", {"note": "long " * 200})

    assert answer.status_code == 422 and "Keep the note under 600 characters." in answer.content.decode()
    assert answer.content.decode().count("long long") and not HandOver.objects.exists()


def test_another_forces_hand_over_is_not_to_be_had(
    published: Run, lead: Member, elsewhere: Force, signed_in: Signed
) -> None:
    made = hand_over(shift_now(), note="Ring the ward.", about=None, by=lead)
    client = signed_in(Role.STALKING_LEAD, force=elsewhere)

    assert client.get(f"/hand-over/{made.pk}").status_code == 404
    assert client.post(f"/hand-over/{made.pk}/take").status_code == 404
    assert client.post("/hand-over/file", {"hand_over": str(made.pk)}).status_code == 404
    assert "Ring the ward" not in client.get("/hand-over").content.decode()


def test_the_paper_is_a_pdf_for_screen_readers_and_the_same_for_the_same_list(published: Run, lead: Member) -> None:
    shift = shift_now()
    found = sections(lead, shift)
    content = hand_over_file(found, shift, "Ruth Calder", "Ring the ward.")

    assert content.startswith(b"%PDF") and b"pdfuaid" in content
    assert content == hand_over_file(found, shift, "Ruth Calder", "Ring the ward.")


def test_without_names_neither_people_nor_the_note_stand_on_paper(
    published: Run, lead: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[str] = []

    def kept(data: str, standards: list[str]) -> bytes:
        given.append(data)
        return b"%PDF"

    monkeypatch.setattr("heeded_desk.alerts.paper._typeset", kept)
    for masked in (False, True):
        shift = shift_now(masked=masked)
        hand_over_file(sections(lead, shift), shift, "Ruth Calder", "Ring Imogen Vasey.")
    titles = [alert.case.title for alert in Alert.objects.select_related("case")]

    assert all(title in given[0] for title in titles) and "Ring Imogen Vasey." in given[0]
    assert not any(title in given[1] for title in titles) and "Imogen" not in given[1]
    assert traces_in([Entry(number=1, place="", details={"text": given[1]})]) == []
    assert "Course C-" in given[1]


def test_what_somebody_typed_cannot_command_the_typesetter(published: Run, lead: Member) -> None:
    shift = shift_now()
    evil = '#panic() \u202e $x$ \x00 *bold* 🦊 ]#read("/etc/passwd")'
    assert hand_over_file([Section("s", "T", (), False, "N")], shift, "Ruth", evil).startswith(b"%PDF")


def test_giving_the_list_out_is_on_record(published: Run, lead: Member, signed_in: Signed) -> None:
    answer = signed_in(Role.STALKING_LEAD).post("/hand-over/file", {"since": "8", "ahead": "8", "masked": "yes"})
    entry = Entry.objects.get(place="hand-over", kind="disclosure")

    assert answer["Content-Type"] == "application/pdf" and answer["Cache-Control"] == "no-store"
    assert entry.details["masked"] is True and entry.details["hand-over"] is None
    assert set(entry.details["courses"]) >= set(Alert.objects.values_list("case__course_id", flat=True)[:1])


def test_taking_over_asks_the_policy_itself(published: Run, lead: Member, member: Members) -> None:
    made = hand_over(shift_now(), note="", about=None, by=lead)

    assert take_over(made, by=member(Role.SUPERVISOR)).taken_by == member(Role.SUPERVISOR)
