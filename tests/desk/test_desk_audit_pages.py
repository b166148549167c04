"""The auditor finds entries quickly, reads them as sentences, gives them out harmlessly, and verifies the chain."""

import ast
import csv
import io
import re
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

import heeded_desk
from heeded.toolbox.cells import harmless
from heeded_desk.audit import guards, verifying
from heeded_desk.audit.actions import record
from heeded_desk.audit.chain import FIRST, hash_of
from heeded_desk.audit.models import Entry, Head, Kind, Verification
from heeded_desk.audit.queries import entries_of, looks_at, page_of
from heeded_desk.audit.wording import DID, sentence
from heeded_desk.cases.models import Case
from heeded_desk.deliveries.models import Run
from heeded_desk.members.models import Force, Member
from heeded_desk.members.roles import Role

Of = Callable[..., Member]
SignedIn = Callable[..., Client]


def text_of(answer: object) -> str:
    """Give the words of a page."""
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def content_of(answer: object) -> str:
    """Give a file that was sent in pieces."""
    return b"".join(answer.streaming_content).decode("utf-8-sig")


@pytest.fixture
def looks(member: Of, northmoor: Force, elsewhere: Force) -> None:
    """A hundred and twenty looks of two members at two courses, and one of another force."""
    officer, lead = member(Role.OFFICER), member(Role.STALKING_LEAD)
    for number in range(120):
        record(Kind.CONSULTATION, by=(officer, lead)[number % 2], place="case", subject=f"C-{number % 3}")
    record(Kind.CONSULTATION, by=member(Role.OFFICER, force=elsewhere), place="case", subject="C-1")


def listed(answer: object) -> list[int]:
    """Give the numbers of the entries that a page lists."""
    return [int(n) for n in re.findall(r'<li value="(\d+)"', answer.content.decode())]


def test_an_entry_is_a_plain_sentence(member: Of) -> None:
    entry = record(Kind.CONSULTATION, by=member(Role.OFFICER), place="case", subject="C-1")
    entry.at = datetime(2026, 5, 3, 13, 2, tzinfo=UTC)

    assert sentence(entry) == "Officer northmoor looked at the account of course C-1 on 3 May 2026, 14:02"


def test_what_the_desk_did_by_itself_says_so(northmoor: Force) -> None:
    entry = record(Kind.COLLECTION, by=None, place="publish", force=northmoor)

    assert sentence(entry).startswith("The desk put a run on the desk on ")


def test_pages_go_on_where_the_one_before_ended(signed_in: SignedIn, looks: None) -> None:
    auditor = signed_in(Role.AUDITOR)

    first = listed(auditor.get("/audit"))
    second = listed(auditor.get(f"/audit?before={first[-1]}"))
    back = listed(auditor.get(f"/audit?after={second[0]}"))

    assert len(first) == len(second) == 50
    assert second == list(range(first[-1] - 1, first[-1] - 51, -1))
    assert back[-1] == second[0] + 1


def test_another_forces_entries_are_not_shown(signed_in: SignedIn, looks: None) -> None:
    stranger = Entry.objects.get(force__code="elsewhere").number

    assert stranger not in listed(signed_in(Role.AUDITOR).get("/audit"))


def test_entries_are_chosen_by_member_kind_and_course(signed_in: SignedIn, member: Of, looks: None) -> None:
    officer = member(Role.OFFICER)

    answer = signed_in(Role.AUDITOR).get(f"/audit?member={officer.pk}&kind=consultation&course=C-2")

    chosen = Entry.objects.filter(number__in=listed(answer))
    assert set(chosen.values_list("by", "kind", "subject")) == {(officer.pk, "consultation", "C-2")}
    assert len(chosen) == 20


def test_entries_are_chosen_by_days_of_local_time(northmoor: Force, looks: None) -> None:
    """Half past midnight of 4 May in London is 3 May in UTC."""
    guards.take_down(connection)
    Entry.objects.filter(number=5).update(at=datetime(2026, 5, 3, 23, 30, tzinfo=UTC))
    guards.put_up(connection)
    day = datetime(2026, 5, 4).date()

    assert [e.number for e in entries_of(northmoor, {"since": day, "until": day})] == [5]
    before = day - timedelta(days=1)
    assert not entries_of(northmoor, {"since": before, "until": before}).exists()


@pytest.mark.parametrize(
    "query",
    ["since=x", "since=2026-05-04&until=2026-05-03", "member=9999999", "kind=x", "before=-1", "until=9999-12-31"],
)
def test_a_choice_that_makes_no_sense_is_answered_in_words(signed_in: SignedIn, query: str) -> None:
    answer = signed_in(Role.AUDITOR).get(f"/audit?{query}")

    assert answer.status_code == 400
    assert "There is a problem" in text_of(answer)


def test_no_page_of_the_audit_counts_all_entries(signed_in: SignedIn, looks: None) -> None:
    auditor = signed_in(Role.AUDITOR)

    with CaptureQueriesContext(connection) as seen:
        auditor.get("/audit?kind=consultation&before=100")

    assert not [q["sql"] for q in seen if "COUNT(" in q["sql"] and "audit_entry" in q["sql"]]


def test_a_look_at_the_audit_is_on_record_by_reference(signed_in: SignedIn, member: Of, looks: None) -> None:
    officer = member(Role.OFFICER)
    signed_in(Role.AUDITOR).get(f"/audit?member={officer.pk}&since=2026-05-03")

    assert Entry.objects.filter(place="audit").latest("number").details == {
        "member": officer.pk,
        "since": "2026-05-03",
    }


def test_chosen_entries_are_given_out_as_a_table(signed_in: SignedIn, looks: None) -> None:
    answer = signed_in(Role.AUDITOR).post("/audit/export", {"course": "C-2", "form": "csv"})
    rows = list(csv.DictReader(io.StringIO(content_of(answer))))

    assert {row["subject"] for row in rows} == {"C-2"}
    assert len(rows) == 40
    made = Entry.objects.filter(place="audit-export").get()
    assert (made.kind, made.details) == ("disclosure", {"course": "C-2", "form": "csv"})


def test_what_looks_like_a_formula_is_harmless_in_a_table(signed_in: SignedIn, member: Of) -> None:
    by = member(Role.OFFICER)
    Member.objects.filter(pk=by.pk).update(first_name='=HYPERLINK("x")', last_name="@a")
    record(Kind.CONSULTATION, by=by, place="case", subject="+44")

    answer = signed_in(Role.AUDITOR).post("/audit/export", {"form": "csv"})

    cells = [cell for row in csv.reader(io.StringIO(content_of(answer))) for cell in row]
    assert "'+44" in cells
    assert '\'=HYPERLINK("x") @a' in cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t"))]


@pytest.mark.parametrize("cell", ["=1+1", "+44", "-1", "@SUM(1)", "\t=1", "＝1"])
def test_a_cell_that_begins_like_a_formula_gets_an_apostrophe(cell: str) -> None:
    assert harmless(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", [-1, None, "", "a=1", "2-3", "'x"])
def test_other_cells_stay_as_they_are(cell: object) -> None:
    assert harmless(cell) == cell


def test_chosen_lines_are_verified_each_by_itself(signed_in: SignedIn, looks: None, tmp_path: Path) -> None:
    answer = signed_in(Role.AUDITOR).post("/audit/export", {"course": "C-2", "form": "jsonl"})
    lines = content_of(answer)
    export, changed, out = tmp_path / "chosen.jsonl", tmp_path / "changed.jsonl", StringIO()
    export.write_text(lines)
    changed.write_text(lines.replace('"C-2"', '"C-3"', 3))

    call_command("audit_verify", "--file", str(export), stdout=out)

    assert "Each entry of this selection is as it was written." in out.getvalue()
    with pytest.raises(SystemExit) as left:
        call_command("audit_verify", "--file", str(changed), stdout=out)
    assert left.value.code == 5


@pytest.mark.parametrize("path", ["/audit", "/audit/verification"])
def test_only_an_auditor_sees_the_audit(signed_in: SignedIn, path: str) -> None:
    allowed = [role for role in Role if signed_in(role).get(path).status_code == 200]

    assert allowed == [Role.AUDITOR]


def test_who_looked_at_a_course_is_for_supervisor_lead_and_auditor(signed_in: SignedIn, published: Run) -> None:
    course = Case.objects.filter(force=published.force).earliest("part").course_id

    allowed = {role for role in Role if signed_in(role).get(f"/courses/{course}/looks").status_code == 200}

    assert allowed == {Role.SUPERVISOR, Role.STALKING_LEAD, Role.AUDITOR}


def test_who_looked_at_a_course_is_shown_for_the_own_force_alone(
    signed_in: SignedIn, member: Of, published: Run, elsewhere: Force
) -> None:
    course = Case.objects.filter(force=published.force).earliest("part").course_id
    record(Kind.CONSULTATION, by=member(Role.OFFICER), place="case", subject=course)

    shown = text_of(signed_in(Role.SUPERVISOR).get(f"/courses/{course}/looks"))

    assert f"Officer northmoor looked at the account of course {course} on " in shown
    assert signed_in(Role.SUPERVISOR, force=elsewhere).get(f"/courses/{course}/looks").status_code == 404


def test_looks_at_a_course_that_was_merged_are_counted_with_it(member: Of, published: Run) -> None:
    kept, gone = Case.objects.filter(force=published.force).order_by("pk")[:2]
    Case.objects.filter(pk=gone.pk).update(merged_into=kept.course_id, gone=True)
    record(Kind.CONSULTATION, by=member(Role.OFFICER), place="case", subject=gone.course_id)

    assert looks_at(kept.course_id, published.force).count() == 1


def test_verifying_goes_on_in_pieces(signed_in: SignedIn, looks: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verifying, "PIECE", 50)
    monkeypatch.setattr(verifying, "SECONDS", -1.0)
    auditor = signed_in(Role.AUDITOR)

    reached = []
    for _ in range(3):
        auditor.post("/audit/verification")
        reached.append(Verification.objects.get().reached)

    assert reached[:2] == [50, 100]
    done = Verification.objects.get()
    assert (done.state, done.reached) == ("sound", done.goal)
    assert "Whole and unchanged" in text_of(auditor.get("/audit/verification"))
    assert Entry.objects.filter(place="verification").count() == 1


def test_a_fault_found_from_the_page_is_said(signed_in: SignedIn, looks: None) -> None:
    guards.take_down(connection)
    Entry.objects.filter(number=7).update(subject="C-other")
    guards.put_up(connection)
    auditor = signed_in(Role.AUDITOR)

    auditor.post("/audit/verification")

    assert "Entry 7 was changed after it was written." in text_of(auditor.get("/audit/verification"))
    assert "The audit is not as it was written." in text_of(auditor.get("/audit"))


def places() -> Iterator[tuple[str, str]]:
    """Give kind and place of every call that records, as the sources have them."""
    for path in Path(heeded_desk.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "record":
                place = next(k.value for k in node.keywords if k.arg == "place")
                if isinstance(node.args[0], ast.Attribute) and isinstance(place, ast.Constant):
                    yield Kind[node.args[0].attr].value, place.value


def test_every_act_that_is_recorded_has_its_sentence() -> None:
    found = set(places())

    assert len(found) > 10
    assert found - DID.keys() == set()


@pytest.mark.trial
@pytest.mark.django_db
def test_pages_are_quick_on_a_million_entries(northmoor: Force, member: Of) -> None:
    many, officer, at = 1_000_000, member(Role.OFFICER), datetime(2026, 1, 1, tzinfo=UTC)
    guards.take_down(connection)
    last = FIRST
    for start in range(0, many, 10_000):
        rows = []
        for number in range(start + 1, start + 10_001):
            entry = Entry(number=number, at=at + timedelta(seconds=number), kind="consultation", by=officer)
            entry.force, entry.place, entry.subject, entry.previous = northmoor, "case", f"C-{number % 5000}", last
            entry.hash = last = hash_of(entry)
            rows.append(entry)
        Entry.objects.bulk_create(rows, batch_size=1000)
    Head.objects.update(number=many, hash=last)
    guards.put_up(connection)
    slowest = 0.0
    for chosen in ({}, {"course": "C-77"}, {"member": officer, "since": at.date(), "until": at.date()}):
        began = datetime.now(UTC)
        assert len(page_of(entries_of(northmoor, chosen), before=500_000).entries) == 50
        slowest = max(slowest, (datetime.now(UTC) - began).total_seconds())
    began = datetime.now(UTC)
    assert verifying.verify({})[1] is None
    took = (datetime.now(UTC) - began).total_seconds()
    sys.stderr.write(f"slowest page {slowest:.3f} s, verifying {took:.1f} s\n")
    assert slowest < 0.5
