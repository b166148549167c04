"""The worklist: what comes first, what filters leave, how pages follow each other, and who sees what of it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from heeded_desk.audit.models import Entry
from heeded_desk.cases.filters import FilterForm, Filters, courses
from heeded_desk.cases.listing import PER_PAGE, counted, in_words, page_of, place_from, place_of
from heeded_desk.cases.models import Case, CaseTerm, Part, SearchKey, Term
from heeded_desk.cases.rows import PARTS
from heeded_desk.deliveries.models import Run
from heeded_desk.deliveries.publish import publish
from heeded_desk.members.models import Force, Member
from heeded_desk.members.roles import Role
from heeded_desk.second_lock import for_force

NOW = datetime.now(UTC)
Signed = Callable[..., Client]
Members = Callable[..., Member]


@pytest.fixture
def many(northmoor: Force) -> list[Case]:
    """Seventy courses, ten of each part, whose days are shared by two and two."""
    run = a_run(northmoor)
    made = [a_case(run, number) for number in range(70)]
    Case.objects.bulk_create(made)
    return made


def a_run(force: Force) -> Run:
    """Give a run that is on the desk of a force."""
    return Run.objects.create(force=force, asked_at=NOW, state=Run.State.PUBLISHED)


def a_case(run: Run, number: int, **given: object) -> Case:
    """Give a course that is not yet kept."""
    last = NOW - timedelta(days=number // 14)
    told = {
        "course_id": f"C-{number:04d}",
        "part": number % 7 + 1,
        "stalking": "indicated",
        "unrecognised": True,
        "title": f"Jo Brill and Sam Tarn {number}",
        "why": "why it stands here.",
        "recorded_as": "Harassment",
        "relationship": "",
        "district": "",
        "reports": 1,
        "last_at": last,
        "listed_at": last,
        "flags": 0,
        "duties_unmet": 0,
        "questions": 0,
        "changed_at": NOW - timedelta(days=number),
        "change": "1 new report",
    }
    return Case(force=run.force, run=run, **(told | given))


def listed(member: Member, **filters: object) -> list[str]:
    """Give the courses that pass filters, by id."""
    return sorted(c.course_id for c in courses(member, Filters(**filters), datetime.now(UTC)))


def test_pages_give_every_course_once_in_order(many: list[Case], member: Members) -> None:
    lead = member(Role.STALKING_LEAD)
    found, parts = courses(lead, Filters(), NOW), Filters().parts()
    seen, page = [], page_of(found, parts)
    while page.after:
        seen += page.rows
        page = page_of(found, parts, after=page.after)
    seen += page.rows

    whole = found.filter(part__lt=Part.REST).order_by("part", "-listed_at", "pk")
    assert [c.pk for c in seen] == [c.pk for c in whole]
    assert len(seen) == 60


def test_the_way_back_gives_the_same_pages(many: list[Case], member: Members) -> None:
    found, parts = courses(member(Role.STALKING_LEAD), Filters(), NOW), Filters().parts()
    first = page_of(found, parts)
    second = page_of(found, parts, after=first.after)

    assert [c.pk for c in page_of(found, parts, before=second.before).rows] == [c.pk for c in first.rows]
    assert first.before is None and page_of(found, parts, before=second.before).before is None


def test_a_course_that_leaves_the_list_makes_no_other_be_passed_over(many: list[Case], member: Members) -> None:
    found, parts = courses(member(Role.STALKING_LEAD), Filters(), NOW), Filters().parts()
    first = page_of(found, parts)
    expected = [c.pk for c in page_of(found, parts, after=first.after).rows]
    Case.objects.filter(pk__in=[c.pk for c in first.rows[:5]]).update(gone=True)

    assert [c.pk for c in page_of(found, parts, after=first.after).rows] == expected


@pytest.mark.parametrize(
    "text", ["", "1", "8_0_1", "1_0_x", "1_99999999999999999_1", "1_-99999999999999999_1", "١_٠_١"]
)
def test_a_place_that_is_not_understood_is_none_or_harmless(text: str) -> None:
    place = place_from(text)

    assert place is None or place_from(str(place)) == place


def test_a_place_is_read_as_it_was_written(many: list[Case]) -> None:
    place = place_of(Case.objects.first())

    assert place_from(str(place)) == place


def test_counts_are_broken_off(many: list[Case], member: Members, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("heeded_desk.cases.listing.COUNTED", 7)
    found = courses(member(Role.STALKING_LEAD), Filters(), NOW)

    assert dict(counted(found, [Part.POSSIBLE])) == {Part.POSSIBLE: 8}
    assert in_words(8) == "more than 7"


@pytest.mark.parametrize(
    ("filters", "left"),
    [
        ({"assigned": "me"}, {"C-0001"}),
        ({"assigned": "somebody"}, {"C-0001", "C-0002"}),
        ({"overdue": "yes"}, {"C-0003"}),
        ({"snoozed": "only"}, {"C-0005"}),
        ({"part": "7", "overdue": "yes"}, set()),
    ],
)
def test_each_filter_leaves_what_it_says(
    many: list[Case], member: Members, filters: dict[str, str], left: set[str]
) -> None:
    lead, officer = member(Role.STALKING_LEAD), member(Role.OFFICER)
    mine = Case.objects.filter(force=lead.force)
    mine.filter(course_id="C-0001").update(assigned_to=lead)
    mine.filter(course_id="C-0002").update(assigned_to=officer)
    mine.filter(course_id="C-0003").update(next_due_at=NOW - timedelta(hours=1))
    mine.filter(course_id="C-0004").update(next_due_at=NOW + timedelta(hours=1))
    mine.filter(course_id="C-0005").update(snoozed_until=NOW.date() + timedelta(days=5), snoozed_at=NOW)
    found = courses(lead, Filters(**filters), datetime.now(UTC)).filter(part__in=Filters(**filters).parts())

    assert {c.course_id for c in found} == left


def test_nobody_since_and_changed_leave_what_they_say(many: list[Case], member: Members) -> None:
    lead = member(Role.STALKING_LEAD)
    Case.objects.filter(course_id="C-0001").update(assigned_to=lead)
    day = (NOW - timedelta(days=1)).date()

    assert len(listed(lead, assigned="nobody")) == 69
    assert {"C-0000", "C-0013"} <= set(listed(lead, since=day)) and "C-0069" not in listed(lead, since=day)
    assert listed(lead, changed="week") == [f"C-{n:04d}" for n in range(7)]


def test_terms_filter_and_another_forces_terms_are_refused(
    many: list[Case], member: Members, northmoor: Force, elsewhere: Force
) -> None:
    lead = member(Role.STALKING_LEAD)
    mine = Term.objects.create(force=northmoor, kind=Term.Kind.FLAG, code="order_breach", words="has breached an order")
    words = mine.words
    with for_force(elsewhere.pk):
        other = Term.objects.create(force=elsewhere, kind=Term.Kind.FLAG, code="order_breach", words=words)
    CaseTerm.objects.create(case=Case.objects.get(course_id="C-0002"), term=mine)

    assert listed(lead, flag=str(mine.pk)) == ["C-0002"]
    assert FilterForm({"flag": str(mine.pk)}, lead).filters().flag == str(mine.pk)
    assert FilterForm({"flag": str(other.pk)}, lead).filters().flag is None


def test_publishing_gives_the_terms_and_the_keys_of_each_course(published: Run) -> None:
    case = Case.objects.filter(force=published.force, flags__gt=0).earliest("pk")
    words = case.account.words
    terms = {(t.term.kind, t.term.words) for t in CaseTerm.objects.filter(case=case).select_related("term")}

    assert {w for k, w in terms if k == "flag"} == {f["title"] for f in words["red_flags"]}
    assert {w.casefold() for k, w in terms if k == "recorded_as"} == {h.casefold() for h in words["recorded_as"]}
    assert sum(k == "relationship" for k, _ in terms) >= 1
    assert SearchKey.objects.filter(case=case, key=case.course_id.replace("-", "")).exists()
    counts = {t.pk: t.courses for t in Term.objects.filter(force=published.force)}
    assert counts == {pk: CaseTerm.objects.filter(term=pk).count() for pk in counts}


def test_publishing_again_writes_the_same_terms_and_keeps_work(published: Run, member: Members) -> None:
    case = Case.objects.filter(force=published.force).earliest("pk")
    Case.objects.filter(pk=case.pk).update(assigned_to=member(Role.OFFICER))
    before = set(CaseTerm.objects.values_list("case", "term__code")), set(SearchKey.objects.values_list("case", "key"))
    again = a_run(published.force)
    publish(again, Path(published.folder))

    assert before == (
        set(CaseTerm.objects.values_list("case", "term__code")),
        set(SearchKey.objects.values_list("case", "key")),
    )
    assert Case.objects.get(pk=case.pk).assigned_to == member(Role.OFFICER)


def test_the_list_begins_with_what_is_unrecognised_with_red_flags(many: list[Case], signed_in: Signed) -> None:
    text = signed_in(Role.OFFICER).get("/worklist").content.decode()
    headings = [text.find(f">{part.label} <span") for part in (Part.UNRECOGNISED_FLAGS, Part.UNRECOGNISED)]

    assert 0 < headings[0] < headings[1]
    assert PARTS[Part.UNRECOGNISED_FLAGS] in text and "10 courses" in text
    assert text.count('data-name="Next clock"') == PER_PAGE


def test_a_look_at_the_list_is_on_record_with_the_courses_that_were_on_it(many: list[Case], signed_in: Signed) -> None:
    signed_in(Role.OFFICER).get("/worklist?part=2&assigned=nobody")
    entry = Entry.objects.filter(place="worklist").latest("number")

    assert sorted(entry.details["courses"]) == sorted(c.course_id for c in many if c.part == 2)
    assert entry.details["filters"] == {"part": "2", "assigned": "nobody"}


def test_an_analyst_sees_no_name_and_no_way_in(published: Run, signed_in: Signed, member: Members) -> None:
    shown = Case.objects.filter(force=published.force, part__lt=Part.REST)
    shown.update(assigned_to=member(Role.OFFICER))
    Case.objects.filter(pk=shown.first().pk).update(
        snoozed_until=NOW.date() + timedelta(days=3), snoozed_at=datetime.now(UTC), snooze_reason="Jo Brill is away"
    )
    text = signed_in(Role.ANALYST).get("/worklist?snoozed=with").content.decode()

    assert shown.first().course_id in text
    for case in shown:
        assert case.title not in text
        names = [p["name"] for p in case.account.words["people"] if " " in (p["name"] or "")]
        assert not [name for name in names if name in text]
    assert "/courses/" not in text and "Jo Brill" not in text and "Officer northmoor" not in text


def test_another_forces_courses_are_on_no_list(many: list[Case], signed_in: Signed, elsewhere: Force) -> None:
    client = signed_in(Role.OFFICER, force=elsewhere)

    assert "C-00" not in client.get("/worklist").content.decode()
    assert "No course holds this" in client.post("/worklist/look-up", {"terms": "C-0001"}).content.decode()


def test_the_list_takes_no_more_statements_for_more_courses(
    many: list[Case], signed_in: Signed, member: Members
) -> None:
    Case.objects.update(assigned_to=member(Role.STALKING_LEAD))
    client = signed_in(Role.OFFICER)
    client.get("/worklist")
    with CaptureQueriesContext(connection) as few:
        client.get("/worklist")
    Case.objects.bulk_create(a_case(many[0].run, number) for number in range(70, 370))
    with CaptureQueriesContext(connection) as more:
        client.get("/worklist")

    assert len(more) <= len(few)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL passes over an index of a table so small")
@pytest.mark.parametrize("beyond", [False, True], ids=["first page", "a page after a place"])
def test_the_rows_of_a_part_are_given_in_order_by_the_index(many: list[Case], member: Members, beyond: bool) -> None:
    found = courses(member(Role.STALKING_LEAD), Filters(), NOW)
    with CaptureQueriesContext(connection) as asked:
        page_of(found, [1], after=place_of(many[0]) if beyond else None)
    with connection.cursor() as cursor:
        plan = str(cursor.execute(f"EXPLAIN QUERY PLAN {asked[-1]['sql']}").fetchall())

    assert "case_in_order (force_id=? AND part=?" in plan and "TEMP B-TREE" not in plan
