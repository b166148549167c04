"""A subject's file: everything about one person, confirmed by a person; others masked; what is withheld is marked."""

import hashlib
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.test import Client
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from people import traces_in
from pypdf import PdfReader
from records_force import finished_run

from heeded_desk.audit.models import Entry, Kind
from heeded_desk.deliveries.actions.adopting import adopt
from heeded_desk.members.models import Force
from heeded_desk.members.roles import Role
from heeded_desk.records.models import SubjectDisclosure, SubjectFile
from heeded_desk.records.subject.content import content_of
from heeded_desk.records.subject.masking import letters, masking

pytestmark = pytest.mark.slow
OTHERS = ("ottoline", "quarmby", "ludmila", "ullswater", "900555", "1991-04-02", "beth", "ormskirk", "colin", "marsk")
GIVE = {"form": "json", "to_whom": "Himself", "why": "He asked on 3 March, with his passport."}


@pytest.fixture
def desk(northmoor: Force, tmp_path: Path, settings: LazySettings) -> Force:
    """A force with two courses on the desk."""
    settings.DELIVERIES = tmp_path / "forces"
    adopt(northmoor, finished_run())
    return northmoor


def begun(browser: Client, terms: str = "zellweger") -> SubjectFile:
    """Look somebody up, say that the first is the person; gives the file."""
    page = browser.post("/records/subjects", {"terms": terms}).content.decode()
    ticket = page.split('name="chosen" type="checkbox" value="')[1].split('"')[0]
    browser.post("/records/subjects", {"confirm": "1", "chosen": ticket})
    return SubjectFile.objects.get()


def test_everything_about_the_person_is_in_it_and_nobody_else(desk: Force, signed_in: Callable[..., Client]) -> None:
    browser = signed_in(Role.CRIME_REGISTRAR)
    file = begun(browser)

    answer = browser.post(f"/records/subjects/{file.pk}", GIVE)

    assert answer.headers["Content-Type"] == "application/json"
    told = json.loads(answer.content)
    said = answer.content.decode()
    assert [p["title"].split(",")[0] for p in told["parts"][:3]] == ["Report RX1", "Report RX2", "Report RX3"]
    assert "Surname: Zellweger; Date of birth: 1988-09-13; Number: 07700 900666" in said
    assert "He said that he would kill her." in said and "forty-one messages" in said
    assert [word for word in OTHERS if word in said.lower()] == []
    assert "Dorian waited by the almshouse; Person B saw him." in said
    assert "Person A was rung back by PC Tollgate" in said
    assert "ico.org.uk" in told["complaint"]


def test_the_same_person_has_the_same_letter_everywhere(desk: Force, signed_in: Callable[..., Client]) -> None:
    file = begun(signed_in(Role.CRIME_REGISTRAR))

    entries = [p.text for part in content_of(file) for p in part.paragraphs if "rung back" in p.text]

    assert [text.split(" was")[0] for text in entries] == ["Person A"] * 3


def test_what_is_withheld_is_marked_with_its_reason(desk: Force, signed_in: Callable[..., Client]) -> None:
    browser = signed_in(Role.STALKING_LEAD)
    file = begun(browser)
    paragraphs = [p for part in content_of(file) for p in part.paragraphs]
    number = next(n for n, p in enumerate(paragraphs) if "almshouse" in p.text)

    browser.post(
        f"/records/subjects/{file.pk}", {"withhold": "1", f"w{number}": "crime", "w0": "spite", "w999": "crime"}
    )
    answer = browser.post(f"/records/subjects/{file.pk}", {**GIVE, "form": "pdf"})

    text = " ".join("".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages).split())
    assert "almshouse" not in text
    assert "Data Protection Act 2018, s. 45(4)(b)" in text
    assert "Zellweger" in text and "What is held about you" in text
    file.refresh_from_db()
    assert list(file.withheld.values()) == ["crime"]


def test_nothing_goes_out_where_what_was_withheld_reads_otherwise_by_now(
    desk: Force, signed_in: Callable[..., Client]
) -> None:
    browser = signed_in(Role.CRIME_REGISTRAR)
    file = begun(browser)
    browser.post(f"/records/subjects/{file.pk}", {"withhold": "1", "w3": "crime"})
    file.refresh_from_db()
    ((place, code),) = file.withheld.items()
    SubjectFile.objects.update(withheld={place[:-1] + ("0" if place[-1] != "0" else "1"): code})

    page = browser.post(f"/records/subjects/{file.pk}", GIVE).content.decode()

    assert "Look at the file and save it again first" in page
    assert not SubjectDisclosure.objects.exists()


def test_it_is_on_record_by_number_alone(desk: Force, signed_in: Callable[..., Client]) -> None:
    browser = signed_in(Role.CRIME_REGISTRAR)
    file = begun(browser)
    content = browser.post(f"/records/subjects/{file.pk}", GIVE).content

    row = SubjectDisclosure.objects.get()
    assert (row.to_whom, row.why, row.sha256) == ("Himself", GIVE["why"], hashlib.sha256(content).hexdigest())
    entry = Entry.objects.get(kind=Kind.DISCLOSURE)
    assert entry.subject == f"subject-{file.pk}"
    assert entry.details == {"disclosure": row.pk, "form": "json", "withheld": 0}
    said = json.dumps(list(Entry.objects.values_list("subject", "details")))
    assert "ellweger" not in said and traces_in(Entry.objects.all()) == []


@pytest.mark.parametrize("lacking", sorted(GIVE))
def test_nothing_goes_out_without_an_answer_to_every_question(
    desk: Force, signed_in: Callable[..., Client], lacking: str
) -> None:
    browser = signed_in(Role.CRIME_REGISTRAR)
    file = begun(browser)

    page = browser.post(f"/records/subjects/{file.pk}", {**GIVE, lacking: ""}).content.decode()

    assert f'href="#id_{lacking}"' in page
    assert not SubjectDisclosure.objects.exists()


def test_a_choice_that_is_not_ours_begins_nothing(desk: Force, signed_in: Callable[..., Client]) -> None:
    browser = signed_in(Role.CRIME_REGISTRAR)

    page = browser.post("/records/subjects", {"confirm": "1", "chosen": "RX4:0"}).content.decode()

    assert "Nobody was chosen, or the page was too old." in page
    assert not SubjectFile.objects.exists()
    assert "Nobody on file is typed so." in browser.post("/records/subjects", {"terms": "Nobodysname"}).content.decode()


def test_another_force_s_file_is_not_found(desk: Force, signed_in: Callable[..., Client], elsewhere: Force) -> None:
    file = begun(signed_in(Role.CRIME_REGISTRAR))
    browser = signed_in(Role.CRIME_REGISTRAR, force=elsewhere)

    assert browser.get(f"/records/subjects/{file.pk}").status_code == 404
    assert browser.post(f"/records/subjects/{file.pk}", GIVE).status_code == 404
    assert f"File {file.pk}" not in browser.get("/records/subjects").content.decode()


BARE = dict.fromkeys(
    ("phone", "email", "handle", "vehicle", "nominal_id", "address", "postcode", "dob", "phone_norm", "email_norm",
     "handle_norm", "vehicle_norm")
)  # fmt: skip


def mention(number: int, forename: str, surname: str = "", **more: str) -> dict:
    """A mention with few details."""
    return {**BARE, "mention_id": f"R:{number}", "forename": forename, "surname": surname, **more}


ME, HER, MUM = (
    mention(0, "Sam", "Orrin"),
    mention(1, "Ivy", "Marsh-Hale", phone="07700 900123"),
    mention(2, "Ann", "Orrin"),
)
PERSONS = {"R:0": "me", "R:1": "her", "R:2": "mum"}


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Sam rang IVY MARSH-HALE twice.", "Sam rang Person A twice."),
        ("Ms Marsh Hale and Ms Hale, on 07700-900123", "Ms Person A and Ms Person A, on [number withheld]"),
        ("Ann Orrin is Sam Orrin's mother; Mrs Orrin", "Person B is Sam Orrin's mother; Mrs Orrin"),
        ("He drove to SW1A 1AA. Ivory tower.", "He drove to [postcode withheld]. Ivory tower."),
    ],
)
def test_others_are_masked_consistently_and_the_subject_is_not(text: str, masked: str) -> None:
    assert masking([ME], [HER, MUM], PERSONS, []).masked(text) == masked


def test_a_number_that_only_the_text_names_is_withheld_unless_it_is_the_subject_s_own() -> None:
    text = "Rang 07700 900999 and 07700 900888."
    mine = mention(0, "Sam", "Orrin", phone="07700 900888", phone_norm="+447700900888")
    clues = [
        {"kind": "phone", "value": "+447700900999", "report_id": "R", "field": "narrative", "start": 5, "end": 17},
        {"kind": "phone", "value": "+447700900888", "report_id": "R", "field": "narrative", "start": 22, "end": 34},
    ]

    assert (
        masking([mine], [], PERSONS, clues).masked(text, "R", "narrative") == "Rang [number withheld] and 07700 900888."
    )


@hypothesis_settings(deadline=None)
@given(st.text(max_size=60), st.text("abc XY-", min_size=2, max_size=8))
def test_no_whole_word_of_another_s_name_is_left(text: str, surname: str) -> None:
    her = mention(1, "Ivy", surname)

    left = masking([ME], [her], PERSONS, []).masked(f"{text} Ivy. {text}")

    assert "Ivy" not in left.replace("Person A", "").split()


def test_letters_go_on_after_z() -> None:
    assert [letters(n) for n in (0, 25, 26, 27, 701, 702)] == ["A", "Z", "AA", "AB", "ZZ", "AAA"]
