"""The API: what opens it, what it answers, what it keeps, and what it never says."""

import json
import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client
from test_desk_contact import found

from heeded.first_contact import Found
from heeded.first_contact.looking_up import OTHER_VERSION
from heeded_desk.audit.models import Entry
from heeded_desk.cases.models import Case
from heeded_desk.contact.actions.gathering import gather
from heeded_desk.contact.actions.keeping import forget_erased
from heeded_desk.contact.actions.keys import end_key, make_key, name_of, signing_secret
from heeded_desk.contact.api.webhook import signature
from heeded_desk.contact.looking import NotReadyError
from heeded_desk.contact.models import ApiKey, KeptReport
from heeded_desk.deliveries.models import Delivery, Run
from heeded_desk.deliveries.places import delivery_folder, force_folder, mapping_file
from heeded_desk.members.models import Force, Member
from heeded_desk.members.roles import Role
from heeded_desk.records.marks import add_marks
from heeded_desk.records.models import Erasure
from heeded_desk.second_lock import for_force

LOOK_UPS, REPORTS, WEBHOOK = "/api/v1/look-ups", "/api/v1/reports", "/api/v1/webhooks/reports"
NOW = datetime.now(UTC)
NOTHING = Found((), (), ())
REPORT = {"report_id": "NM-1", "recorded_at": "2026-03-01T10:00:00", "narrative": "Qwertz waits outside."}
SECRETIVE = {"Zebedee", "Quillon", "07700900123", "Xyzzy waits"}
PERSON = {"role": "victim", "forename": "Zebedee", "surname": "Quillon", "phone": "07700900123"}


@pytest.fixture
def key(member: Callable[..., Member]) -> Callable[..., str]:
    """Give the text of a key."""

    def of(*scopes: str, force: Force | None = None, days: int = 30) -> str:
        by = member(Role.ADMINISTRATOR, **({"force": force} if force else {}))
        ends = (NOW + timedelta(days=days)).date()
        with transaction.atomic(), for_force(by.force_id):
            return make_key(by=by, name="the call system", scopes=scopes, ends_on=ends, now=NOW)[1]

    return of


@pytest.fixture(autouse=True)
def engine(monkeypatch: pytest.MonkeyPatch, settings, tmp_path: Path) -> Callable[[object], list[tuple[str, object]]]:
    """The engine left out: it answers that nothing is on file, or what a test says."""
    settings.DELIVERIES, settings.FILE_UPLOAD_TEMP_DIR = tmp_path / "forces", tmp_path / "incoming"

    def answering(answer: object) -> list[tuple[str, object]]:
        asked: list[tuple[str, object]] = []

        def told(force: Force, report: object) -> Found:
            asked.append((force.code, report))
            if isinstance(answer, Exception):
                raise answer
            return answer

        monkeypatch.setattr("heeded_desk.contact.api.routes.look", told)
        monkeypatch.setattr("heeded_desk.contact.actions.keeping.add", told)
        return asked

    answering(NOTHING)
    return answering


def post(place: str, body: object, key: str = "", **headers: str) -> object:
    given = {"Authorization": f"Bearer {key}"} if key else {}
    text = body if isinstance(body, str | bytes) else json.dumps(body)
    return Client().post(place, text, content_type="application/json", headers={**given, **headers})


SPECIFICATION = (
    # what comes, with which key, to which place, and what is answered
    ("no key", LOOK_UPS, {}, 401),
    ("look-up", LOOK_UPS, {}, 200),
    ("report", LOOK_UPS, {}, 403),
    ("look-up", REPORTS, REPORT, 403),
    ("report", REPORTS, REPORT, 201),
    ("ended", REPORTS, REPORT, 401),
    ("over", REPORTS, REPORT, 401),
    ("wrong", LOOK_UPS, {}, 401),
    ("look-up", LOOK_UPS, "{", 400),
    ("look-up", LOOK_UPS, "[]", 422),
    ("look-up", LOOK_UPS, b"\xff\xfe", 400),
    ("look-up", LOOK_UPS, {"persons": [PERSON]}, 200),
    ("look-up", LOOK_UPS, {"persons": [{**PERSON, "role": "Xyzzy waits"}]}, 422),
    ("look-up", LOOK_UPS, {"Zebedee Quillon": "Xyzzy waits"}, 422),
    ("look-up", LOOK_UPS, {"narrative": "Xyzzy waits\u0000"}, 422),
    ("look-up", LOOK_UPS, '{"narrative": "\\ud800"}', 422),
    ("look-up", LOOK_UPS, {"narrative": "x" * 100_001}, 422),
    ("look-up", LOOK_UPS, "x" * 1_100_000, 413),
    ("report", REPORTS, {"report_id": "NM-1"}, 422),
    ("report", REPORTS, {**REPORT, "report_id": " "}, 422),
    ("report", REPORTS, {**REPORT, "persons": [PERSON]}, 201),
    ("report", WEBHOOK, REPORT, 401),
)


@pytest.mark.parametrize(("held", "place", "body", "status"), SPECIFICATION)
def test_the_api_answers_as_specified(key, member, held: str, place: str, body: object, status: int) -> None:
    text = {"no key": "", "wrong": "heeded_1_x", "over": key("report", days=-1)}.get(held)
    if text is None:
        text = key("report" if held == "ended" else held)
    if held == "ended":
        end_key(by=member(Role.ADMINISTRATOR), number=ApiKey.objects.latest("pk").pk, now=NOW)

    answer = post(place, body, text)

    assert answer.status_code == status
    if status >= 400:
        assert answer["Content-Type"] == "application/problem+json"
        told = answer.json()
        assert told["status"] == status and told["title"] and told["detail"].endswith(".")
        assert not [word for word in SECRETIVE if word in answer.content.decode()]


def test_the_description_lists_every_place_and_is_the_apis_own() -> None:
    described = Client().get("/api/v1/openapi.json").json()

    assert set(described["paths"]) == {LOOK_UPS, REPORTS, WEBHOOK}
    assert described["openapi"].startswith("3.1")


@pytest.mark.parametrize("place", [LOOK_UPS, REPORTS, WEBHOOK])
def test_nothing_is_asked_for_in_an_address(place: str) -> None:
    answer = Client().get(place + "?surname=Quillon")

    assert answer.status_code == 405 and answer["Allow"] == "POST" and b"Quillon" not in answer.content


def test_a_look_up_tells_what_the_page_tells(key, engine, published: Run) -> None:
    case = Case.objects.filter(force=published.force, flags__gt=0).earliest("part", "pk")
    engine(found(case))

    told = post(LOOK_UPS, {"persons": [PERSON]}, key("look-up")).json()

    assert [k["person_id"] for k in told["known"]] == ["P-victim", "P-suspect"]
    course = told["courses"][0]
    assert course["course_id"] == case.course_id and course["red_flags"][0]["quotes"][0]["words"]
    assert [r["report_id"] for r in course["reports"]] and told["questions"] and told["secure"]
    entry = Entry.objects.get(place="api-look-ups")
    assert entry.kind == "consultation" and entry.details["courses"] == [case.course_id]
    assert entry.details["key"] == ApiKey.objects.get().pk and entry.by is None and entry.force == published.force


def test_a_key_asks_its_own_force_alone(key, engine, elsewhere: Force) -> None:
    asked = engine(NOTHING)

    post(LOOK_UPS, {"persons": [PERSON]}, key("look-up", force=elsewhere))

    assert [force for force, _ in asked] == ["elsewhere"]


def test_a_report_is_kept_once_and_stands_in_the_next_delivery(key, northmoor: Force) -> None:
    text = key("report")

    answers = [post(REPORTS, REPORT, text) for _ in range(2)]
    waits = gather(northmoor, NOW + timedelta(seconds=1))
    gathered = gather(northmoor, NOW + timedelta(days=1))

    assert [(a.status_code, a.json()["new"]) for a in answers] == [(201, True), (200, False)]
    assert (waits, gathered) == (False, True)
    delivery = Delivery.objects.get(force=northmoor)
    lines = (delivery_folder(northmoor) / delivery.stored_as).read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["report_id"] for line in lines] == ["NM-1"]
    assert Run.objects.filter(force=northmoor, state="waiting").exists()
    kept = KeptReport.objects.get()
    assert kept.delivery == delivery and kept.content == ""
    assert Entry.objects.filter(place="api-reports", kind="collection").count() == 1


def test_gathering_that_was_cut_off_is_begun_again(key, northmoor: Force, monkeypatch: pytest.MonkeyPatch) -> None:
    post(REPORTS, REPORT, key("report"))
    gather(northmoor, NOW, wait=-86400)
    KeptReport.objects.update(delivery=None, content=json.dumps({**REPORT, "persons": [], "log": []}))

    gather(northmoor, NOW, wait=-86400)

    assert Delivery.objects.count() == 1
    assert KeptReport.objects.get().delivery is not None


def test_a_report_is_delivered_in_the_columns_of_the_forces_mapping(key, northmoor: Force) -> None:
    mapping_file(northmoor).write_text(MAPPING, encoding="utf-8")
    post(REPORTS, REPORT, key("report"))

    gather(northmoor, NOW, wait=-86400)

    delivery = Delivery.objects.get(force=northmoor)
    row = json.loads((delivery_folder(northmoor) / delivery.stored_as).read_text(encoding="utf-8"))
    assert row["Crime Ref"] == "NM-1" and row["MO"] == REPORT["narrative"]


@pytest.mark.parametrize(
    ("said", "status", "kept"),
    [
        (ValueError("recorded_at: no day."), 422, 0),
        (ValueError(OTHER_VERSION), 201, 1),
        (NotReadyError("Soon."), 201, 1),
    ],
)
def test_what_cannot_be_read_is_not_kept_and_all_else_is(key, engine, said, status: int, kept: int) -> None:
    engine(said)

    answer = post(REPORTS, REPORT, key("report"))

    assert answer.status_code == status and KeptReport.objects.count() == kept
    if kept:
        assert answer.json()["note"] and answer.json()["told"] is None


def test_a_fault_of_our_own_names_nobody(key, engine, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    engine(RuntimeError("Quillon"))

    answer = post(LOOK_UPS, {"persons": [PERSON], "narrative": "Xyzzy waits"}, key("look-up"))

    assert answer.status_code == 500
    said = answer.content.decode() + caplog.text
    assert "RuntimeError" in caplog.text and not [word for word in SECRETIVE if word in said]


def test_a_key_is_kept_as_a_hash_alone(key) -> None:
    text = key("look-up")
    row = ApiKey.objects.get()

    assert text.split("_", 2)[2] not in json.dumps([str(v) for v in vars(row).values()])
    assert signing_secret(row) not in str(vars(row)) and len(row.hash) == 64


def test_a_key_ends_on_its_day_and_says_when_it_was_used(key) -> None:
    text = key("look-up", days=0)
    post(LOOK_UPS, {}, text)
    used = ApiKey.objects.get()

    ApiKey.objects.update(ends_on=(NOW - timedelta(days=1)).date())

    assert used.last_used_at is not None and post(LOOK_UPS, {}, text).status_code == 401


def test_a_key_that_asks_too_often_waits(key, settings) -> None:
    settings.CALLS_A_MINUTE = 0

    answer = post(LOOK_UPS, {}, key("look-up"))

    assert answer.status_code == 429 and answer["Retry-After"] == "60"


def test_guessing_at_keys_is_slowed_down(settings, db) -> None:
    settings.STRANGERS_A_MINUTE = 0

    assert post(LOOK_UPS, {}, "heeded_1_guess").status_code == 429


MAPPING = (
    '[reports]\nreport_id = "Crime Ref"\nrecorded_at = "Created"\nnarrative = "MO"\n[victim]\nsurname = "IP Surname"\n'
)
THEIRS = {"Crime Ref": "NM-2", "Created": "2026-03-01T10:00:00", "MO": "Waits outside.", "IP Surname": "Quillon"}
GOOD = json.dumps(THEIRS).encode()


@pytest.fixture
def signed(key, northmoor: Force) -> Callable[..., object]:
    """Send a signed message; what is given differs from a good one."""
    key("report")
    mapping_file(northmoor).write_text(MAPPING, encoding="utf-8")

    def send(number: str = "1", body: bytes = GOOD, shift: int = 0, secret: str = "", sent: bytes = b"") -> object:
        row = ApiKey.objects.get()
        time = str(int(datetime.now(UTC).timestamp()) + shift)
        made = signature(secret or signing_secret(row), time, number, body)
        headers = {"Heeded-Key": name_of(row), "Heeded-Time": time, "Heeded-Message": number, "Heeded-Signature": made}
        return post(WEBHOOK, sent or body, "", **headers)

    return send


def test_a_signed_message_is_read_by_the_forces_mapping_and_kept(signed, engine) -> None:
    asked = engine(NOTHING)

    assert signed().status_code == 201
    report = asked[0][1]
    assert report["report_id"] == "NM-2" and report["persons"] == [{"role": "victim", "surname": "Quillon"}]
    assert KeptReport.objects.get().report_id == "NM-2"


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ({"secret": "another"}, 401), ({"sent": b'{"Crime Ref": "NM-3"}'}, 401), ({"shift": -301}, 401),
        ({"shift": 400}, 401), ({"number": ""}, 401), ({"body": b"[]"}, 400), ({"body": b"{"}, 400),
        ({"body": b'{"Crime Ref": ""}'}, 422), ({"body": b'{"Crime Ref": "NM-3"}'}, 422),
    ],
)  # fmt: skip
def test_a_message_that_is_not_right_is_refused_and_nothing_kept(signed, given: dict[str, object], status: int) -> None:
    answer = signed(**given)

    assert answer.status_code == status and not KeptReport.objects.exists()
    assert not [word for word in SECRETIVE if word in answer.content.decode()]


def test_a_message_is_taken_in_once(signed) -> None:
    assert [signed("7").status_code, signed("7").status_code, signed("8").status_code] == [201, 409, 200]
    assert KeptReport.objects.count() == 1


def test_an_administrator_makes_a_key_sees_it_once_and_ends_it(signed_in) -> None:
    client, ends = signed_in(Role.ADMINISTRATOR), (NOW + timedelta(days=20)).strftime("%d/%m/%Y")

    made = client.post("/api-keys", {"name": "calls", "scopes": ["look-up"], "ends_on": ends}).content.decode()
    text = made.split('class="one-time">')[1].split("<")[0]
    listed = client.get("/api-keys").content.decode()

    assert post(LOOK_UPS, {}, text).status_code == 200 and text not in listed and "calls" in listed
    client.post(f"/api-keys/{ApiKey.objects.get().pk}/end")
    assert post(LOOK_UPS, {}, text).status_code == 401
    acts = Entry.objects.filter(place="api-keys").order_by("number").values_list("kind", "details__act")
    assert list(acts) == [("administration", "key made"), ("administration", "key ended")]


@pytest.mark.parametrize(
    "given",
    [
        {"name": "", "scopes": ["report"], "ends_on": 9}, {"name": "x", "ends_on": 9},
        {"name": "x", "scopes": ["all"], "ends_on": 9}, {"name": "x", "scopes": ["report"], "ends_on": -1},
        {"name": "x", "scopes": ["report"], "ends_on": 900},
    ],
)  # fmt: skip
def test_a_key_that_is_not_described_is_not_made(signed_in, given: dict[str, object]) -> None:
    ends = (datetime.now(UTC) + timedelta(days=int(given["ends_on"]))).strftime("%d/%m/%Y")

    page = signed_in(Role.ADMINISTRATOR).post("/api-keys", {**given, "ends_on": ends}).content.decode()

    assert "There is a problem" in page and not ApiKey.objects.exists()


def test_another_forces_key_is_neither_seen_nor_ended(key, signed_in, elsewhere: Force) -> None:
    key("report")
    client = signed_in(Role.ADMINISTRATOR, force=elsewhere)

    number = ApiKey.objects.get().pk

    assert "the call system" not in client.get("/api-keys").content.decode()
    assert client.post(f"/api-keys/{number}/end").status_code == 404


def test_what_was_erased_is_not_taken_in_again_and_is_forgotten_on_its_way(key, northmoor: Force, member) -> None:
    text = key("report")
    post(REPORTS, REPORT, text)
    erasure = Erasure.objects.create(
        force=northmoor, course_id="C-1", what="report", reason="x", reports=1, asked_at=NOW,
        asked_by=member(Role.STALKING_LEAD),
    )  # fmt: skip
    force_folder(northmoor)
    add_marks(erasure, ["NM-1"], [])

    assert forget_erased(northmoor) == 1 and not KeptReport.objects.exists()
    assert post(REPORTS, REPORT, text).status_code == 422 and not KeptReport.objects.exists()
