"""What docs/security.md says is met, and what no other test shows: headers, cookies, sign-ins, logs."""

import logging
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.cache import caches
from django.core.exceptions import ValidationError
from django.test import Client, RequestFactory
from django.utils.functional import SimpleLazyObject

from heeded_desk.cases.models import Case
from heeded_desk.deliveries.models import Run
from heeded_desk.members import breached
from heeded_desk.members.models import Force, Member
from heeded_desk.members.passwords import LENGTH, NotCommon, NotOfThePlace, NotTooLong
from heeded_desk.members.roles import Role
from heeded_desk.members.views import refused
from heeded_desk.running import headers
from heeded_desk.running.log_lines import WithoutWords, on_fault

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "security.md"
NUMBER = re.compile(r"^\| (V?\d+\.\d+\.\d+) \|", re.MULTILINE)
NAME = "Quillfeather"
LEVEL_2 = {
    "1.1": 2, "1.2": 9, "1.3": 11, "1.4": 3, "1.5": 2, "2.1": 3, "2.2": 3, "2.3": 4, "2.4": 1, "3.2": 2, "3.3": 4,
    "3.4": 6, "3.5": 5, "3.7": 2, "4.1": 3, "4.2": 1, "4.3": 2, "4.4": 4, "5.1": 1, "5.2": 3, "5.3": 2, "5.4": 3,
    "6.1": 3, "6.2": 12, "6.3": 4, "6.4": 4, "6.5": 5, "6.6": 3, "6.8": 4, "7.1": 3, "7.2": 4, "7.3": 2, "7.4": 5,
    "7.5": 2, "7.6": 2, "8.1": 2, "8.2": 3, "8.3": 1, "8.4": 1, "9.1": 3, "9.2": 4, "10.1": 2, "10.2": 2, "10.3": 4,
    "10.4": 11, "10.5": 5, "10.6": 2, "10.7": 3, "11.1": 2, "11.2": 3, "11.3": 3, "11.4": 4, "11.5": 1, "11.6": 1,
    "12.1": 3, "12.2": 2, "12.3": 4, "13.1": 1, "13.2": 5, "13.3": 2, "13.4": 5, "14.1": 2, "14.2": 4, "14.3": 3,
    "15.1": 3, "15.2": 3, "15.3": 7, "16.1": 1, "16.2": 5, "16.3": 4, "16.4": 3, "16.5": 3, "17.1": 1, "17.2": 4,
    "17.3": 2,
}  # fmt: skip
"""How many requirements of levels 1 and 2 each section of ASVS 5.0.0 has; they are numbered from 1 there."""


def test_the_page_goes_through_every_point_of_level_2() -> None:
    told = [number.removeprefix("V") for number in NUMBER.findall(PAGE.read_text(encoding="utf-8"))]
    wanted = {f"{section}.{n}" for section, most in LEVEL_2.items() for n in range(1, most + 1)}

    assert len(told) == len(set(told))
    assert wanted - set(told) == set()


def test_every_file_that_the_page_points_to_is_there() -> None:
    text = PAGE.read_text(encoding="utf-8")
    files = set(re.findall(r"`((?:tests|src|docs|deploy|catalogue)/[\w./*-]+)`", text))

    assert len(files) > 20
    assert {name for name in files if not list(ROOT.glob(name))} == set()


def test_every_point_is_met_not_met_or_not_applicable_and_says_why() -> None:
    rows = [line.split(" | ") for line in PAGE.read_text(encoding="utf-8").splitlines() if NUMBER.match(line)]

    assert {row[2] for row in rows} <= {"met", "not met", "in part", "not applicable"}
    assert all(len(row) == 4 and len(row[3]) > 4 for row in rows)


def test_the_counts_of_the_page_are_those_of_its_rows() -> None:
    text = PAGE.read_text(encoding="utf-8")
    rows = Counter(line.split(" | ")[2] for line in text.splitlines() if NUMBER.match(line))
    told = f"{rows['met']} are met, {rows['in part']} in part, {rows['not met']} not met, and {rows['not applicable']}"

    assert f"Of {rows.total()} points {told} do not apply." in text


@pytest.mark.parametrize("path", ["/sign-in", "/worklist", "/not/there", "/health", "/audit"])
def test_no_answer_is_kept_framed_or_guessed_at(signed_in: Callable[..., Client], path: str) -> None:
    answer = signed_in(Role.STALKING_LEAD).get(path)

    assert "no-store" in answer.headers["Cache-Control"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    policy = answer.headers["Content-Security-Policy"]
    for rule in ("default-src 'none'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"):
        assert rule in policy
    assert "unsafe" not in policy and "*" not in policy
    assert "Access-Control-Allow-Origin" not in answer.headers


def test_over_https_cookies_are_for_this_host_alone(tmp_path: Path) -> None:
    """The settings are read when they are loaded, so another process loads them."""
    import os
    import subprocess
    import sys

    code = "import heeded_desk.settings as s; print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.SESSION_COOKIE_SECURE,"
    code += (
        "s.CSRF_COOKIE_SECURE, s.SECURE_HSTS_SECONDS, s.SECURE_HSTS_INCLUDE_SUBDOMAINS, s.SECURE_SSL_REDIRECT, s.DEBUG)"
    )
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("HEEDED_", "DJANGO_"))}
    given = {**kept, "HEEDED_HTTPS": "on", "HEEDED_DATA": str(tmp_path)}

    told = subprocess.run([sys.executable, "-c", code], env=given, capture_output=True, text=True, check=True).stdout

    assert told.split() == "__Host-session __Host-csrf True True 31536000 True True False".split()


def test_the_cookies_of_a_sign_in_are_out_of_reach_of_scripts_and_other_sites(
    client: Client, member: Callable[..., Member]
) -> None:
    member(Role.OFFICER)
    client.get("/sign-in")
    client.post("/sign-in", {"username": "northmoor-officer", "password": "a-long-password"})

    assert {"sessionid", "csrftoken"} <= set(client.cookies)
    for cookie in client.cookies.values():
        assert cookie["httponly"] and cookie["samesite"] == "Lax"
        assert len(cookie.OutputString()) < 4096


def test_a_session_given_before_signing_in_is_not_the_one_after(client: Client, member: Callable[..., Member]) -> None:
    member(Role.OFFICER)
    session = client.session
    session["planted"] = "by somebody else"
    session.save()
    planted = session.session_key
    client.cookies["sessionid"] = planted

    client.post("/sign-in", {"username": "northmoor-officer", "password": "a-long-password"})

    other = Client()
    other.cookies["sessionid"] = planted
    assert client.cookies["sessionid"].value != planted
    assert other.get("/worklist").status_code == 302


def test_after_signing_out_the_cookie_opens_nothing(signed_in: Callable[..., Client]) -> None:
    browser = signed_in(Role.OFFICER)
    kept = browser.cookies["sessionid"].value
    assert browser.get("/worklist").status_code == 200

    left = browser.post("/sign-out")

    other = Client()
    other.cookies["sessionid"] = kept
    assert other.get("/worklist").status_code == 302
    assert left.headers["Clear-Site-Data"] == '"cache", "storage"'


def test_a_sign_in_ends_after_a_long_shift_however_busy(
    signed_in: Callable[..., Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    browser, began = signed_in(Role.OFFICER), 1_000_000.0
    answers = []
    for hours in (0.0, 6.0, 11.9, 12.1):
        monkeypatch.setattr(headers.time, "time", lambda at=began + hours * 3600: at)
        answers.append(browser.get("/worklist").status_code)

    assert answers == [200, 200, 200, 302]


def test_a_member_who_is_closed_is_out_at_once(signed_in: Callable[..., Client], member: Callable[..., Member]) -> None:
    browser = signed_in(Role.OFFICER)
    assert browser.get("/worklist").status_code == 200

    Member.objects.filter(pk=member(Role.OFFICER).pk).update(is_active=False)

    assert browser.get("/worklist").status_code == 302


@pytest.mark.parametrize("path", ["/sign-in", "/worklist/seen", "/deliveries", "/sign-out"])
def test_a_form_from_another_site_is_refused(member: Callable[..., Member], path: str) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(member(Role.STALKING_LEAD))

    assert browser.post(path, {"username": "x"}, HTTP_ORIGIN="https://elsewhere.example").status_code == 403


def test_a_password_may_be_long_and_of_any_signs_but_not_endless() -> None:
    NotTooLong().validate("päss wörd 🔑 " * 20)

    with pytest.raises(ValidationError):
        NotTooLong().validate("x" * 257)


@pytest.mark.parametrize(
    "password",
    [
        "Northmoor-Police-2026", "Stalking1234!!", "heededheeded99", "2026-11-27-0815",
        "TomFerris-Northmoor-7", "ferris.ferris.1987", "Ferris4711!heeded",
    ],
)  # fmt: skip
def test_a_password_of_the_words_of_the_place_is_refused(member: Callable[..., Member], password: str) -> None:
    officer = member(Role.OFFICER)
    officer.first_name, officer.last_name = "Tom", "Ferris"

    with pytest.raises(ValidationError, match="words of your own"):
        NotOfThePlace().validate(password, officer)


@pytest.mark.parametrize("password", ["police horse ferry", "northmoor-battery-9", "a-long-password"])
def test_such_words_with_others_are_fine(member: Callable[..., Member], password: str) -> None:
    NotOfThePlace().validate(password, member(Role.OFFICER))


@pytest.mark.parametrize("password", ["1qaz2wsx3edc", "Qwertyqwerty", "qazwsxedcrfv ", "123456QWERTY"])
def test_a_password_that_is_known_from_a_breach_is_refused(password: str) -> None:
    with pytest.raises(ValidationError, match="among the first that are tried"):
        NotCommon().validate(password)


@pytest.mark.parametrize("password", ["police horse ferry", "three-words-apart", "", "qwertyqwertx"])
def test_a_password_that_is_on_no_list_is_fine(password: str) -> None:
    NotCommon().validate(password)


def test_the_list_of_breaches_holds_more_of_our_length_than_are_asked_for_and_no_word_of_them() -> None:
    kept = breached.FILE.read_bytes()
    marks = [kept[n : n + breached.BYTES] for n in range(0, len(kept), breached.BYTES)]

    assert LENGTH == 12 and len(marks) > 40_000
    assert marks == sorted(set(marks))
    assert b"qwerty" not in kept


def test_a_code_that_was_used_is_known_to_every_process(tmp_path: Path, settings: LazySettings) -> None:
    """Each process has a cache object of its own; a mark set by one is seen by the others."""
    one, other = caches.create_connection("default"), caches.create_connection("default")

    assert one.add("used-code", "y", timeout=90) is True
    assert other.add("used-code", "y", timeout=90) is False


@pytest.mark.parametrize("path", ["/worklist?next=https://elsewhere.example", "/sign-in?next=//elsewhere.example/"])
def test_nobody_is_led_to_another_site(client: Client, member: Callable[..., Member], path: str) -> None:
    member(Role.OFFICER)
    answer = client.get(path)
    led = client.post(
        path.replace("/worklist", "/sign-in"), {"username": "northmoor-officer", "password": "a-long-password"}
    )

    for one in (answer, led):
        assert "elsewhere.example" not in one.headers.get("Location", "").split("?")[0]


def test_without_https_the_api_refuses_and_does_not_lead_on(client: Client, settings: LazySettings, db: None) -> None:
    settings.HTTPS = settings.SECURE_SSL_REDIRECT = True

    assert client.post("/api/v1/look-ups").status_code == 403
    assert client.get("/sign-in").status_code == 301
    assert client.get("/sign-in", secure=True).status_code == 200


@pytest.mark.parametrize("method", ["TRACE", "TRACK", "PROPFIND"])
def test_methods_that_are_not_meant_do_nothing(client: Client, db: None, method: str) -> None:
    answer = client.generic(method, "/health")

    assert answer.status_code == 405 and b"HTTP_" not in answer.content


def test_what_is_logged_of_an_error_is_its_kind_and_place(capsys: pytest.CaptureFixture[str]) -> None:
    def fail() -> None:
        try:
            raise KeyError(NAME)
        except KeyError as error:
            raise ValueError(f"Failing row contains ({NAME})") from error

    try:
        fail()
    except ValueError as error:
        given = (ValueError, error, error.__traceback__)
        record = logging.LogRecord("desk", logging.ERROR, "x", 1, "Internal: %s %s", ("/worklist\nERROR", error), given)
        line = WithoutWords().format(record)
        on_fault(*given)

    printed = capsys.readouterr().err
    for text in (line, printed):
        assert NAME not in text and "ValueError at " in text and "KeyError at " in text
    assert "\n" not in line and re.match(
        r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z ERROR desk Internal: /worklist\\nERROR", line
    )


def test_a_fault_of_a_page_logs_and_shows_no_word_of_anybody(
    signed_in: Callable[..., Client], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def break_down(*_: object, **__: object) -> None:
        raise ValueError(f"value too long: {NAME}")

    monkeypatch.setattr("heeded_desk.running.views.health.state", break_down)
    browser = Client(raise_request_exception=False)

    answer = browser.get("/health")

    lines = [WithoutWords().format(record) for record in caplog.records]
    assert answer.status_code == 500 and NAME.encode() not in answer.content
    assert any("ValueError at" in line for line in lines) and not any(NAME in line for line in lines)


def test_every_handler_of_the_desk_logs_without_words(settings: LazySettings) -> None:
    assert {each["formatter"] for each in settings.LOGGING["handlers"].values()} == {"lines"}
    assert settings.DEBUG is False


def test_whoever_is_refused_is_logged_by_number(
    signed_in: Callable[..., Client], member: Callable[..., Member], caplog: pytest.LogCaptureFixture
) -> None:
    signed_in(Role.OFFICER).get("/audit")

    assert f"403 at audit for member {member(Role.OFFICER).pk}" in caplog.text


def test_a_place_of_another_force_is_no_place(
    signed_in: Callable[..., Client], published: Run, elsewhere: Force
) -> None:
    """Whatever number somebody writes into an address, what belongs to another force is not there."""
    course = Case.objects.filter(force=published.force).earliest("part").course_id
    browser = signed_in(Role.STALKING_LEAD, force=elsewhere)

    for path in (f"/courses/{course}", f"/courses/{course}/looks", f"/deliveries/runs/{published.pk}"):
        assert browser.get(path).status_code == 404


def test_a_fault_is_told_where_the_database_is_what_is_at_fault(rf: RequestFactory) -> None:
    request = rf.get("/worklist")
    request.user = SimpleLazyObject(Member.objects.get)  # the database may not be asked in this test: to ask is to fail

    answer = refused.fault(request)

    assert answer.status_code == 500
    assert "Something went wrong" in answer.content.decode() and "Go to your first page" in answer.content.decode()
