"""Members decide: who may say what, what is kept, what is told when two decide at once, and what is never stored."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from heeded.model.decision import load_decisions
from heeded_desk.audit.models import Entry
from heeded_desk.cases.models import Case, CaseReport
from heeded_desk.decisions.forms import LONGEST
from heeded_desk.decisions.models import Decision, Question, Subject, Supersession
from heeded_desk.decisions.tickets import read_ticket
from heeded_desk.decisions.writing import write_decisions
from heeded_desk.deliveries.models import Run
from heeded_desk.members.models import Force, Member
from heeded_desk.members.roles import Role

WHY = "Both are in one rowing club and agreed to meet."
Signed = Callable[..., Client]


@pytest.fixture
def course(published: Run) -> Case:
    """An unrecognised course of several reports, with duties and marks."""
    return Case.objects.filter(force=published.force, unrecognised=True, reports__gt=1).earliest("part", "pk")


def ticket_of(client: Client, path: str) -> str:
    """Give the ticket that a page hands out, as a browser reads it."""
    page = client.get(path)
    assert page.status_code == 200, page.content[:400]
    return page.content.decode().split('name="ticket" value="')[1].split('"')[0]


def decide(client: Client, path: str, verdict: str, reason: str = WHY, ticket: str | None = None, **more: str) -> Any:
    """Decide as a member does: open the page, choose, say why, save."""
    given = {"ticket": ticket or ticket_of(client, path), "verdict": verdict, "reason": reason, **more}
    return client.post(path, given)


def stalking_of(case: Case) -> str:
    return f"/courses/{case.course_id}/decide/stalking"


def finding_of(case: Case) -> str:
    """Give the page of the first mark in what was reported."""
    report = next(r for r in case.account.words["reports"] if r["narrative"]["marks"])
    mark = report["narrative"]["marks"][0]
    place = f"report={report['number']}&field=narrative&start={mark['start']}&end={mark['end']}&code={mark['code']}"
    return f"/courses/{case.course_id}/decide/finding?{place}"


def every_kind(case: Case) -> dict[str, tuple[str, str]]:
    """Give the page and a verdict of each kind that a course's own page asks for."""
    check = case.account.words["duties"][0]["check_id"]
    base = f"/courses/{case.course_id}/decide"
    return {
        "stalking": (f"{base}/stalking", "not_stalking"),
        "risk_heeded": (f"{base}/risk", "not_heeded"),
        "duty": (f"{base}/duty/{check}", "met"),
        "finding": (finding_of(case), "rejected"),
    }


@pytest.mark.parametrize("kind", ["stalking", "risk_heeded", "duty", "finding"])
def test_a_decision_is_kept_with_who_when_why_and_what_was_seen(
    kind: str, course: Case, signed_in: Signed, member: Callable[..., Member]
) -> None:
    path, verdict = every_kind(course)[kind]
    answer = decide(signed_in(Role.STALKING_LEAD), path, verdict)

    assert answer.status_code == 302
    made = Decision.objects.get()
    assert (made.kind, made.verdict, made.reason) == (kind, verdict, WHY)
    assert made.made_by == member(Role.STALKING_LEAD)
    look = Entry.objects.get(number=made.seen["entry"])
    assert (look.kind, look.place, look.subject) == ("consultation", f"decide-{kind}", course.course_id)
    assert made.seen["run"] == course.run_id
    act = Entry.objects.get(kind="alteration", subject=course.course_id)
    assert act.details["decision"] == made.decision_id
    assert WHY not in str(act.details)


def test_subjects_are_reports_and_places_and_never_a_computed_id(course: Case, signed_in: Signed) -> None:
    client = signed_in(Role.STALKING_LEAD)
    reports = set(CaseReport.objects.filter(case=course).values_list("report_id", flat=True))
    for path, verdict in every_kind(course).values():
        decide(client, path, verdict)

    for made in Decision.objects.all():
        about = {s["report_id"] for s in made.subjects}
        assert about == reports if made.kind != "finding" else about < reports
        assert course.course_id not in str(made.subjects)
        assert set(Subject.objects.filter(decision=made).values_list("report_id", flat=True)) == about


def test_a_decision_shows_at_once_on_the_account(course: Case, signed_in: Signed) -> None:
    client = signed_in(Role.STALKING_LEAD)
    for path, verdict in every_kind(course).values():
        decide(client, path, verdict)

    page = client.get(f"/courses/{course.course_id}").content.decode()

    for words in ("It is not stalking", "It was not acted on", "It was done", "No, the words are read wrongly", WHY):
        assert words in page
    assert "It will be taken into the next run" in page


def test_the_account_says_why_not_and_its_box_decides(course: Case, signed_in: Signed) -> None:
    client = signed_in(Role.STALKING_LEAD)
    page = client.get(f"/courses/{course.course_id}").content.decode()
    assert "Why not stalking?" in page
    assert "checked" not in page.split('class="deciding"')[1].split("</form>")[0]  # no answer is pushed
    ticket = page.split('name="ticket" value="')[1].split('"')[0]

    decide(client, stalking_of(course), "unsure", ticket=ticket)

    look = Entry.objects.get(number=Decision.objects.get().seen["entry"])
    assert look.place == "case"


@pytest.mark.parametrize(
    ("role", "allowed"),
    [(Role.OFFICER, False), (Role.SUPERVISOR, True), (Role.STALKING_LEAD, True), (Role.CRIME_REGISTRAR, True)],
)
def test_not_stalking_is_for_those_who_answer_for_it(
    role: Role, allowed: bool, course: Case, signed_in: Signed
) -> None:
    page = signed_in(role).get(stalking_of(course)).content.decode()
    assert ('value="not_stalking"' in page) is allowed
    assert ("may be said by a stalking lead" in page) is not allowed

    decide(signed_in(role), stalking_of(course), "not_stalking")

    assert Decision.objects.exists() is allowed


@pytest.mark.parametrize("verdict", ["stalking", "unsure"])
def test_an_officer_may_say_that_it_is_or_that_more_must_be_known(
    verdict: str, course: Case, signed_in: Signed
) -> None:
    assert decide(signed_in(Role.OFFICER), stalking_of(course), verdict).status_code == 302
    assert Decision.objects.get().verdict == verdict


@pytest.mark.parametrize("role", [Role.CALL_HANDLER, Role.ANALYST, Role.AUDITOR, Role.ADMINISTRATOR])
def test_others_decide_nothing_and_are_told_so_in_a_sentence(role: Role, course: Case, signed_in: Signed) -> None:
    for path, verdict in every_kind(course).values():
        answer = signed_in(role).post(path, {"verdict": verdict, "reason": WHY})
        assert answer.status_code in (302, 403)  # some must first take their second step
    assert not Decision.objects.exists()


def test_another_force_cannot_decide(course: Case, signed_in: Signed, elsewhere: Force) -> None:
    ours = ticket_of(signed_in(Role.STALKING_LEAD), stalking_of(course))
    theirs = signed_in(Role.STALKING_LEAD, force=elsewhere)

    assert decide(theirs, stalking_of(course), "not_stalking", ticket=ours).status_code == 404
    assert not Decision.objects.exists()


def test_the_second_of_two_is_told_what_the_first_decided_and_asked_again(course: Case, signed_in: Signed) -> None:
    first, second = signed_in(Role.STALKING_LEAD), signed_in(Role.SUPERVISOR)
    seen_by_second = ticket_of(second, stalking_of(course))
    decide(first, stalking_of(course), "not_stalking", "They run a shop together.")

    answer = decide(second, stalking_of(course), "stalking", "She asked him to stop.", ticket=seen_by_second)

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Stalking lead northmoor decided this in the meantime" in page
    assert "They run a shop together." in page
    assert "She asked him to stop." in page  # what was typed is not lost
    assert Decision.objects.count() == 1
    again = page.split('name="ticket" value="')[1].split('"')[0]
    assert decide(second, stalking_of(course), "stalking", ticket=again).status_code == 302
    assert Supersession.objects.get().old.reason == "They run a shop together."


def test_a_later_decision_takes_the_place_and_the_earlier_is_kept(
    course: Case, signed_in: Signed, tmp_path: Path
) -> None:
    client = signed_in(Role.STALKING_LEAD)
    for verdict in ("not_stalking", "stalking", "unsure"):
        decide(client, stalking_of(course), verdict, f"Reason for {verdict}")

    page = client.get(stalking_of(course)).content.decode()
    assert "2 earlier decisions" in page
    assert "Reason for not_stalking" in page
    assert write_decisions(course.force, tmp_path / "decisions.jsonl") == 3
    assert [d.verdict for d in load_decisions(tmp_path / "decisions.jsonl")] == ["unsure"]


@pytest.mark.parametrize("change", [{"verdict": "stalking"}, {"reason": "x"}, {"subjects": []}, {"made_at": None}])
def test_the_database_itself_refuses_to_change_a_decision(
    change: dict[str, object], course: Case, signed_in: Signed
) -> None:
    decide(signed_in(Role.STALKING_LEAD), stalking_of(course), "not_stalking")

    if "made_at" in change:
        change = {"made_at": datetime.now(UTC)}
    with pytest.raises(DatabaseError), transaction.atomic():
        Decision.objects.update(**change)

    assert Decision.objects.get().reason == WHY


def test_no_decision_is_superseded_twice(course: Case, signed_in: Signed) -> None:
    client = signed_in(Role.STALKING_LEAD)
    for verdict in ("not_stalking", "stalking"):
        decide(client, stalking_of(course), verdict)
    old, new = Decision.objects.order_by("pk")

    with pytest.raises(DatabaseError), transaction.atomic():
        Supersession.objects.create(old=old, by=new)
    with pytest.raises(DatabaseError), transaction.atomic():
        Supersession.objects.update(old=new)


@pytest.mark.parametrize("gone", [0, 1, 2])
def test_what_is_left_is_valid_when_one_of_a_chain_is_erased(
    gone: int, course: Case, signed_in: Signed, tmp_path: Path
) -> None:
    client = signed_in(Role.STALKING_LEAD)
    for verdict in ("not_stalking", "stalking", "unsure"):
        decide(client, stalking_of(course), verdict)
    Decision.objects.order_by("pk")[gone].delete()

    write_decisions(course.force, tmp_path / "decisions.jsonl")

    stand = [d.verdict for d in load_decisions(tmp_path / "decisions.jsonl")]
    assert stand == ([] if gone == 2 else ["unsure"])  # what stood before does not come to stand again


def test_the_file_is_replaced_whole_and_for_its_owner_alone(
    course: Case, signed_in: Signed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "decisions.jsonl"
    path.write_text("before", encoding="utf-8")
    decide(signed_in(Role.STALKING_LEAD), stalking_of(course), "not_stalking")

    def full(*_: object) -> None:
        raise OSError("no space left")

    with monkeypatch.context() as patched:
        patched.setattr("os.fsync", full)
        with pytest.raises(OSError, match="no space"):
            write_decisions(course.force, path)
    assert path.read_text(encoding="utf-8") == "before"
    assert list(tmp_path.iterdir()) == [path]

    write_decisions(course.force, path)
    assert path.stat().st_mode & 0o077 == 0


def test_script_text_is_shown_harmless(course: Case, signed_in: Signed) -> None:
    client = signed_in(Role.STALKING_LEAD)
    decide(client, stalking_of(course), "not_stalking", "<script>alert(1)</script> \u202egnp \x1b[31mred\x00")

    page = client.get(f"/courses/{course.course_id}").content.decode()

    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "\u202e" not in page
    assert "\x1b" not in Decision.objects.get().reason
    assert "\x00" not in Decision.objects.get().reason


@pytest.mark.parametrize(
    ("reason", "told"),
    [
        ("", "Say why."),
        (" \n\t ", "Say why."),
        ("... !!", "Say why in words."),
        ("\u200b\u200b", "Say why in words."),
        ("a" * (LONGEST + 1), "at most 4,000 characters"),
    ],
)
def test_a_reason_that_says_nothing_or_too_much_is_refused_in_words(
    reason: str, told: str, course: Case, signed_in: Signed
) -> None:
    answer = decide(signed_in(Role.STALKING_LEAD), stalking_of(course), "stalking", reason)

    assert answer.status_code == 200
    assert told in answer.content.decode()
    assert not Decision.objects.exists()


def test_the_longest_reason_is_kept_whole(course: Case, signed_in: Signed, tmp_path: Path) -> None:
    reason = "£" * (LONGEST - 1) + "a"
    decide(signed_in(Role.STALKING_LEAD), stalking_of(course), "stalking", reason)

    write_decisions(course.force, tmp_path / "decisions.jsonl")
    assert load_decisions(tmp_path / "decisions.jsonl")[0].reason == reason


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    ticket=st.one_of(st.none(), st.text(max_size=40)),
    verdict=st.one_of(st.sampled_from(["stalking", "unsure", "met", "same"]), st.text(max_size=30)),
    reason=st.text(max_size=200),
)
def test_no_form_can_break_the_desk(
    ticket: str | None, verdict: str, reason: str, course: Case, signed_in: Signed, tmp_path: Path
) -> None:
    client = signed_in(Role.STALKING_LEAD)
    client.raise_request_exception = False
    before = Decision.objects.count()
    given_ = {"verdict": verdict, "reason": reason}
    given_["ticket"] = ticket_of(client, stalking_of(course)) if ticket is None else ticket

    answer = client.post(stalking_of(course), {k: v.encode("utf-8", "replace").decode() for k, v in given_.items()})

    assert answer.status_code in (200, 302)
    kept = Decision.objects.count() - before
    assert kept == (answer.status_code == 302)
    assert not kept or (ticket is None and verdict in ("stalking", "unsure", "not_stalking"))
    write_decisions(course.force, tmp_path / "decisions.jsonl")
    load_decisions(tmp_path / "decisions.jsonl")  # whatever is kept, the engine can read


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    values=st.dictionaries(
        st.sampled_from(["report", "field", "start", "end", "code", "role", "a", "b", "pa", "pb", "kind", "page"]),
        st.one_of(st.text(max_size=12), st.integers(-3, 10**30).map(str)),
    )
)
def test_no_address_can_break_the_desk(values: dict[str, str], course: Case, signed_in: Signed) -> None:
    client = signed_in(Role.STALKING_LEAD)
    client.raise_request_exception = False
    for place in (f"courses/{course.course_id}/decide/finding", f"courses/{course.course_id}/decide/person"):
        assert client.get(f"/{place}", values).status_code in (200, 404)
    for place in ("questions", "rejected-findings"):
        assert client.get(f"/{place}", values).status_code == 200


def test_a_ticket_of_another_matter_or_hand_is_refused(course: Case, signed_in: Signed) -> None:
    client = signed_in(Role.STALKING_LEAD)
    of_risk = ticket_of(client, f"/courses/{course.course_id}/decide/risk")
    good = ticket_of(client, stalking_of(course))

    for ticket in (of_risk, good[:-1] + ("a" if good[-1] != "a" else "b"), "1:2:3"):
        page = decide(client, stalking_of(course), "stalking", ticket=ticket)
        assert "nothing was saved" in page.content.decode()
    assert read_ticket(good) is not None
    assert not Decision.objects.exists()


def test_a_course_that_is_gone_is_not_decided_about(course: Case, signed_in: Signed) -> None:
    Case.objects.filter(pk=course.pk).update(gone=True, merged_into="C-OTHER")

    answer = signed_in(Role.STALKING_LEAD).get(stalking_of(course))

    assert answer.status_code == 403
    assert "C-OTHER" in answer.content.decode()


def test_rejected_findings_are_listed_by_rule_and_exported_without_names(course: Case, signed_in: Signed) -> None:
    client = signed_in(Role.STALKING_LEAD)
    decide(client, finding_of(course), "rejected", "Kelly Marsden means a film by that.")
    made = Decision.objects.get()
    rule = made.seen["rule"]["rule_id"]

    page = client.get("/rejected-findings").content.decode()
    file = client.get("/rejected-findings.csv").content.decode()

    assert rule in page
    assert "means a film" in page
    head, row = file.splitlines()
    assert head == "rule,version,family,code,context,rejected,said_to_stand,first_day,last_day"
    assert row.startswith(f"{rule},")
    assert "Marsden" not in file
    assert course.title.split()[0] not in file
    assert Entry.objects.filter(kind="disclosure", place="rejected-findings").count() == 1
    decide(client, finding_of(course), "stands")
    assert client.get("/rejected-findings.csv").content.decode().splitlines() == [head]


@pytest.mark.parametrize("role", [Role.OFFICER, Role.SUPERVISOR, Role.CALL_HANDLER])
def test_rejected_findings_are_for_lead_and_registrar(role: Role, published: Run, signed_in: Signed) -> None:
    assert signed_in(role).get("/rejected-findings").status_code == 403
    assert signed_in(role).get("/rejected-findings.csv").status_code == 403


def test_publishing_keeps_the_questions_of_the_run(published: Run) -> None:
    why_not = Question.objects.filter(kind="why_not_stalking")
    unrecognised = Case.objects.filter(force=published.force, unrecognised=True, gone=False)
    assert set(why_not.values_list("case_a", flat=True)) == set(unrecognised.values_list("pk", flat=True))
    assert why_not.exists()
