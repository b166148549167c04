"""Looking up: what is typed finds courses, and stands in no address and in no entry of the audit."""

from collections.abc import Callable

import pytest
from django.test import Client
from test_desk_worklist import a_case, a_run

from heeded_desk.audit.models import Entry
from heeded_desk.cases.keys import compact, words
from heeded_desk.cases.models import Case, SearchKey
from heeded_desk.members.models import Force
from heeded_desk.members.roles import Role

Signed = Callable[..., Client]


@pytest.fixture
def named(northmoor: Force) -> Case:
    """A course that bears a name, a number and a handle."""
    case = a_case(a_run(northmoor), 0)
    case.save()
    for key in ("ZOE", "OBRIEN", "DAY", "07700900123", "AB12CDE", "NM1"):
        SearchKey.objects.create(case=case, key=key)
    return case


@pytest.mark.parametrize(
    "terms", ["Zoë day", "day ZOE", "07700 900 123", "+44 7700 900123", "0044 (0)7700-900123", "ab12 cde", "nm-1"]
)
def test_words_and_numbers_are_found_however_they_are_written(named: Case, signed_in: Signed, terms: str) -> None:
    text = signed_in(Role.OFFICER).post("/worklist/look-up", {"terms": terms}).content.decode()

    assert named.title in text


@pytest.mark.parametrize("terms", ["Zo", "zoe smith", "07700900124", "%%", "__", "--"])
def test_what_no_report_holds_is_not_found(named: Case, signed_in: Signed, terms: str) -> None:
    text = signed_in(Role.OFFICER).post("/worklist/look-up", {"terms": terms}).content.decode()

    assert named.title not in text and "No course holds this" in text


def test_a_look_up_is_on_record_without_what_was_typed(named: Case, signed_in: Signed) -> None:
    signed_in(Role.OFFICER).post("/worklist/look-up", {"terms": "zoe"})
    entry = Entry.objects.filter(place="look-up").latest("number")

    assert entry.kind == "consultation" and entry.details == {"courses": [named.course_id], "of": 1}
    assert "zoe" not in str(entry.details).lower() + entry.subject.lower()


def test_terms_in_an_address_are_not_looked_at(named: Case, signed_in: Signed) -> None:
    answer = signed_in(Role.OFFICER).get("/worklist/look-up?terms=zoe")

    assert named.title not in answer.content.decode() and "no-store" in answer["Cache-Control"]


def test_an_analyst_may_not_look_up(named: Case, signed_in: Signed) -> None:
    assert signed_in(Role.ANALYST).post("/worklist/look-up", {"terms": "zoe"}).status_code == 403


def test_a_list_that_would_help_nobody_is_not_given(
    named: Case, signed_in: Signed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("heeded_desk.cases.look_up.MOST_FOUND", 0)
    text = signed_in(Role.OFFICER).post("/worklist/look-up", {"terms": "zoe"}).content.decode()

    assert "Add another word" in text and named.title not in text


def test_one_way_of_writing() -> None:
    assert words("Zoë O'Brien-Day") == ["ZOE", "O", "BRIEN", "DAY"]
    assert compact("+44 7700 900123") == compact("07700 900 123") == "07700900123"
    assert compact("440") == "440"
