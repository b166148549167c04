"""First contact: who may look up, what is told and in which order, and what is put on record."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from django.test import Client

from heeded.first_contact import Between, Found, Known, Said, Says
from heeded_desk.audit.models import Entry
from heeded_desk.cases.models import Case
from heeded_desk.contact import answering
from heeded_desk.contact.forms import ContactForm
from heeded_desk.contact.looking import NotReadyError
from heeded_desk.contact.typed import is_empty, report_of
from heeded_desk.deliveries.models import Run
from heeded_desk.members.models import Force
from heeded_desk.members.roles import Role

Signed = Callable[..., Client]
TYPED = {"victim_surname": "Harg", "suspect_phone": "07700 9", "words": "He waits outside the house"}
NOTHING = Found((), (), ())


def found(case: Case, *, sure: bool = True, joined: bool = True) -> Found:
    """Give an answer of the engine about one course of the desk."""
    reports = tuple(r["report_id"] for r in reversed(case.account.words["reports"]))
    victim = Known("P-victim", "victim", ("Ann Harg",), ("1981-12-24",), reports, sure, ("Same mobile number.",))
    suspect = Known("P-suspect", "suspect", ("Rob Test",), (), reports, sure, ("Same forename.",))
    between = Between(case.course_id, "P-victim", "P-suspect", reports, joined, "Victim: same number.")
    return Found((suspect, victim), (between,), ())


@pytest.fixture
def flagged(published: Run) -> Case:
    """A course of the desk with red flags."""
    return Case.objects.filter(force=published.force, flags__gt=0).earliest("part", "pk")


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> Callable[[object], list[dict[str, object]]]:
    """Have the engine answer so, and keep what it was asked."""

    def of(answer: object) -> list[dict[str, object]]:
        asked: list[dict[str, object]] = []

        def look(force: Force, report: dict[str, object]) -> Found:
            asked.append({"force": force.code, **report})
            if isinstance(answer, Exception):
                raise answer
            return answer

        monkeypatch.setattr("heeded_desk.contact.views.first_contact.look", look)
        return asked

    return of


def text_of(html: bytes) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html.decode()))


@pytest.mark.parametrize(
    ("typed", "report"),
    [
        ({}, {"persons": []}),
        ({"victim_surname": " Harg "}, {"persons": [{"role": "victim", "surname": "Harg"}]}),
        ({"victim_dob": "3/4/1990"}, {"persons": [{"role": "victim", "dob": "1990-04-03"}]}),
        ({"victim_dob": "03041990"}, {"persons": [{"role": "victim", "dob": "1990-04-03"}]}),
        ({"victim_dob": "31/13/1990", "victim_phone": "07700"}, {"persons": [{"role": "victim", "phone": "07700"}]}),
        ({"suspect_handle": "@x"}, {"persons": [{"role": "suspect", "handle": "@x"}]}),
        ({"words": "He waits."}, {"persons": [], "narrative": "He waits."}),
    ],
)
def test_what_was_typed_is_a_report_and_nothing_is_added(typed: dict[str, str], report: dict[str, object]) -> None:
    form = ContactForm(typed)
    form.is_valid()

    assert report_of(form.cleaned_data) == report
    assert is_empty(report_of(form.cleaned_data)) == (report == {"persons": []})


def test_the_answer_stands_on_the_page_in_the_order_of_need(flagged: Case, signed_in: Signed, answers) -> None:
    answers(found(flagged))

    text = text_of(signed_in(Role.CALL_HANDLER).post("/first-contact", TYPED).content)

    order = ["Ann Harg", "What is on file", flagged.title, "Red flags on file", "Not asked yet", "Secure before it is"]
    places = [text.index(words) for words in order]
    assert places == sorted(places)
    first = flagged.account.words
    assert first["reports"][0]["recorded_as"]["text"] in text
    assert first["red_flags"][0]["evidence"][0]["quote"] in text.replace("&#39;", "'").replace("&#34;", '"')
    assert text.index("Ann Harg") < text.index("Rob Test"), "the victim stands before the suspect"


def test_whoever_is_only_likely_is_a_question(flagged: Case, signed_in: Signed, answers) -> None:
    answers(found(flagged, sure=False, joined=False))

    text = text_of(signed_in(Role.OFFICER).post("/first-contact", TYPED).content)

    assert "Ask: same person?" in text and "Between these two" not in text
    assert "if it is the same person" in text


def test_a_course_of_both_people_who_were_typed_stands_before_others_and_so_do_they(flagged: Case) -> None:
    given = found(flagged, sure=False, joined=False)
    another = Known("P-another", "victim", ("Ann Hargest",), (), ("R-1",), False, ("Surname begins with ‘Harg’.",))
    alone = Between("C-another", "P-another", None, ("R-1",), False, "The victim may be the same.")

    told = answering.tell(flagged.force, Found((another, *given.known), (alone, *given.between), ()))

    assert [k.person_id for k in told.known] == ["P-victim", "P-suspect", "P-another"]
    assert [c.course_id for c in told.others] == [flagged.course_id, ""]


def test_courses_that_the_desk_knows_by_another_name_are_found_by_a_report_however_many_they_are(
    flagged: Case, django_assert_num_queries
) -> None:
    report = flagged.report_ids.first().report_id

    def told(many: int) -> list[str]:
        between = [
            Between(f"C-new-{n}", None, None, (report,), False, "The victim may be the same.") for n in range(many)
        ]
        return [c.course_id for c in answering.tell(flagged.force, Found((), tuple(between), ())).courses]

    told(1)
    with django_assert_num_queries(4) as one:
        assert told(1) == [flagged.course_id]
    with django_assert_num_queries(len(one)):
        assert told(8) == [flagged.course_id] * 8


def test_the_form_stays_filled(signed_in: Signed, answers) -> None:
    answers(NOTHING)

    page = signed_in(Role.CALL_HANDLER).post("/first-contact", TYPED).content.decode()

    assert 'value="Harg"' in page and 'value="07700 9"' in page and "He waits outside the house" in page


def test_nothing_on_file_is_said_with_respect(signed_in: Signed, answers) -> None:
    answers(NOTHING)

    text = text_of(signed_in(Role.CALL_HANDLER).post("/first-contact", TYPED).content)

    assert "Nothing on file" in text and "not to say that nothing happened" in text
    assert "Not asked yet" in text and "Secure before it is gone" in text


def test_where_not_all_could_be_compared_that_is_said_first_of_all(flagged: Case, signed_in: Signed, answers) -> None:
    answers(replace(found(flagged, sure=False, joined=False), crowded=True))

    text = text_of(signed_in(Role.CALL_HANDLER).post("/first-contact", TYPED).content)

    assert text.index("There may be more on file than is shown here") < text.index("Who this may be")
    assert "Ann Harg" in text and "is not known yet" in text


def test_a_crowd_in_which_nobody_is_told_apart_is_never_nothing_on_file(signed_in: Signed, answers) -> None:
    answers(replace(NOTHING, crowded=True))

    text = text_of(signed_in(Role.CALL_HANDLER).post("/first-contact", TYPED).content)

    assert "Nobody can be told apart while you wait" in text and "Nothing on file" not in text
    assert "Not asked yet" in text


def test_what_is_on_file_answers_questions_only_where_it_is_the_same_course(flagged: Case) -> None:
    def codes(joined: bool) -> set[str]:
        told = answering.tell(flagged.force, found(flagged, sure=joined, joined=joined))
        return {code for q in told.questions if not q.always for code in q.codes}

    flags = {f"risk.{flag['code']}" for flag in flagged.account.words["red_flags"]}

    assert flags & codes(joined=False) and not flags & codes(joined=True)


@pytest.mark.parametrize(
    ("context", "asked"),
    [
        ("affirmed", False), ("negated", False), ("denied", False), ("historical", False),
        ("hypothetical", True), ("other_actor", True),
    ],
)  # fmt: skip
def test_what_was_typed_answers_where_it_says_yes_or_no(northmoor: Force, context: str, asked: bool) -> None:
    said = Said("weapon", "risk", context, "a knife", 0, 7)

    told = answering.tell(northmoor, Found((), (), (said,)))

    assert ("weapon" in {q.id for q in told.questions}) == asked


def test_what_was_typed_says_what_to_secure_first(northmoor: Force) -> None:
    said = Said("tracking", "behaviour", "affirmed", "a tag", 0, 5)

    told = answering.tell(northmoor, Found((), (), (said,)))

    assert [f.id for f in told.secure] == ["tags-and-apps"] and told.said == (("Tracks where the victim is", "a tag"),)


def test_a_course_that_changed_its_id_is_found_by_its_reports(flagged: Case) -> None:
    answer = found(flagged)
    moved = Between("C-new", "P-victim", "P-suspect", answer.between[0].reports, True, "Same.")

    told = answering.tell(flagged.force, Found(answer.known, (moved,), ()))

    assert [c.course_id for c in told.courses] == [flagged.course_id]


def test_another_forces_courses_are_never_read(flagged: Case, elsewhere: Force) -> None:
    told = answering.tell(elsewhere, found(flagged))

    assert [(c.course_id, c.flags) for c in told.courses] == [("", ())]
    assert flagged.title not in str(told)


def test_a_member_asks_their_own_force_alone(signed_in: Signed, elsewhere: Force, answers) -> None:
    asked = answers(NOTHING)

    signed_in(Role.CALL_HANDLER, force=elsewhere).post("/first-contact", TYPED)

    assert [a["force"] for a in asked] == ["elsewhere"]


def test_a_look_up_is_on_record_without_what_was_typed(flagged: Case, signed_in: Signed, answers) -> None:
    answers(found(flagged))
    signed_in(Role.CALL_HANDLER).post("/first-contact", TYPED)

    entry = Entry.objects.get(place="first-contact")

    assert entry.kind == "consultation"
    assert entry.details == {"courses": [flagged.course_id], "persons": ["P-victim", "P-suspect"]}


@pytest.mark.parametrize("given", [NotReadyError("It is being made ready."), ValueError("The dob is no day.")])
def test_where_nothing_can_be_looked_up_the_questions_are_still_there(signed_in: Signed, answers, given) -> None:
    answers(given)

    text = text_of(signed_in(Role.CALL_HANDLER).post("/first-contact", TYPED).content)

    assert str(given) in text and "Not asked yet" in text and "Nothing on file" not in text


def test_what_is_typed_into_an_address_is_not_looked_at(signed_in: Signed, answers) -> None:
    asked = answers(NOTHING)

    answer = signed_in(Role.CALL_HANDLER).get("/first-contact?victim_surname=Harg")

    assert asked == [] and "Harg" not in answer.content.decode() and "no-store" in answer["Cache-Control"]


def test_a_member_who_looks_up_too_often_waits_and_keeps_what_was_typed(signed_in: Signed, answers, settings) -> None:
    answers(NOTHING)
    settings.LOOK_UPS_A_MINUTE = 0

    answer = signed_in(Role.CALL_HANDLER).post("/first-contact", TYPED)

    assert answer.status_code == 429 and 'value="Harg"' in answer.content.decode()
    assert not Entry.objects.filter(place="first-contact").exists()


def test_a_call_handler_begins_here(signed_in: Signed) -> None:
    assert signed_in(Role.CALL_HANDLER).get("/")["Location"] == "/first-contact"
    assert signed_in(Role.STALKING_LEAD).get("/")["Location"] == "/worklist"


@pytest.mark.parametrize(
    ("stalking", "recorded", "unrecognised", "words"),
    [
        ("indicated", False, True, "nothing is recorded as stalking"),
        ("indicated", True, False, "It is recorded as stalking"),
        ("possible", False, False, "may be part of stalking"),
        ("not_indicated", False, False, ""),
    ],
)
def test_what_the_words_bear_with_this_report_is_said(
    northmoor: Force, stalking: str, recorded: bool, unrecognised: bool, words: str
) -> None:
    says = Says(stalking, recorded, unrecognised, ())
    course = Between("C-1", "P-1", "P-2", (), True, "Same.", says)

    told = answering.tell(northmoor, Found((), (course,), ())).between[0].with_this

    assert words in told and bool(words) == bool(told)
