"""Signing in: the page, lock-out, the second step, one's own password; and each of them on record."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from axes.models import AccessAttempt
from django.conf import LazySettings
from django.core.cache import cache
from django.test import Client

from heeded_desk.audit.models import Entry, Kind
from heeded_desk.members.lock_out import address_of
from heeded_desk.members.models import Member
from heeded_desk.members.recovery_codes import HashedCodes
from heeded_desk.members.roles import Role
from heeded_desk.members.settled import still_to_do
from heeded_desk.setting_reading import SettingError, read_settings

PASSWORD = "a-long-password"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def acts() -> list[str]:
    """What the audit tells of sign-ins, in order."""
    return [entry.details["act"] for entry in Entry.objects.filter(kind=Kind.SIGN_IN)]


def sign_in(client: Client, username: str, password: str = PASSWORD, **extra: str) -> object:
    """Send the sign-in page's form."""
    return client.post("/sign-in", {"username": username, "password": password}, **extra)


def code_now() -> str:
    """The code that an app with the secret shows now."""
    return format_hotp_value(hotp_value(SECRET, next(iter(yield_hotp_counters_from_time()))))


@pytest.fixture(autouse=True)
def _codes_unused() -> None:
    """Forget the codes that an earlier test used: each is good for one sign-in."""
    cache.clear()


@pytest.fixture
def officer(member: Callable[..., Member]) -> Member:
    return member(Role.OFFICER)


@pytest.fixture
def lead(member: Callable[..., Member], settings: LazySettings) -> Member:
    """A stalking lead, on a desk that asks for the second step."""
    settings.SECOND_FACTOR = "most"
    return member(Role.STALKING_LEAD)


def test_a_right_password_opens_the_desk_and_is_on_record(client: Client, officer: Member) -> None:
    answer = sign_in(client, officer.username)
    assert answer.headers["Location"] == "/"
    entry = Entry.objects.get(kind=Kind.SIGN_IN)
    assert (entry.by, entry.details["act"], entry.details["steps"]) == (officer, "signed in", ["password"])


def test_the_page_has_the_fields_by_which_it_is_filled(client: Client, db: None) -> None:
    page = client.get("/sign-in").content.decode()
    assert 'id="id_username"' in page
    assert 'id="id_password"' in page


def test_nobody_is_sent_on_to_another_site(client: Client, officer: Member) -> None:
    answer = client.post(
        "/sign-in", {"username": officer.username, "password": PASSWORD, "next": "https://elsewhere.example/"}
    )
    assert answer.headers["Location"] == "/"


def test_what_was_typed_is_not_kept(client: Client, officer: Member) -> None:
    sign_in(client, "my-secret-typed-here", "another-secret-typed")
    sign_in(client, officer.username, "another-secret-typed")
    kept = json.dumps([list(AccessAttempt.objects.values()), list(Entry.objects.values())], default=str)
    assert "secret-typed" not in kept
    assert acts() == ["sign-in failed", "sign-in failed"]
    assert [e.by for e in Entry.objects.order_by("number")] == [None, officer]


def test_five_failures_lock_a_user_name_whatever_the_address(client: Client, officer: Member) -> None:
    for number in range(5):
        answer = sign_in(client, officer.username, "wrong-password-here", REMOTE_ADDR=f"10.0.0.{number}")
    assert answer.status_code == 429
    assert "closed for 15 minutes" in answer.content.decode()
    assert sign_in(client, officer.username, REMOTE_ADDR="10.0.1.1").status_code == 429
    assert acts() == ["sign-in failed"] * 4 + ["locked out", "sign-in failed", "locked out"]


def test_five_failures_lock_an_address_whatever_the_user_name(client: Client, officer: Member) -> None:
    for number in range(5):
        sign_in(client, f"nobody-{number}", "wrong-password-here", REMOTE_ADDR="10.0.0.9")
    assert sign_in(client, officer.username, REMOTE_ADDR="10.0.0.9").status_code == 429
    assert sign_in(client, officer.username, REMOTE_ADDR="10.0.0.10").status_code == 302


def test_four_failures_do_not_lock(client: Client, officer: Member) -> None:
    for _ in range(4):
        sign_in(client, officer.username, "wrong-password-here")
    assert sign_in(client, officer.username).status_code == 302


def test_a_lock_out_ends_by_itself(client: Client, officer: Member) -> None:
    for _ in range(5):
        sign_in(client, officer.username, "wrong-password-here")
    for attempt in AccessAttempt.objects.all():
        AccessAttempt.objects.filter(pk=attempt.pk).update(attempt_time=attempt.attempt_time.replace(year=2000))
    assert sign_in(client, officer.username).status_code == 302


@pytest.mark.parametrize(("proxies", "address"), [(0, "10.9.9.9"), (1, "198.51.100.7"), (2, "203.0.113.5")])
def test_an_address_is_believed_from_the_forces_own_proxies_alone(
    rf: object, settings: LazySettings, proxies: int, address: str
) -> None:
    settings.PROXIES = proxies
    request = rf.get("/", REMOTE_ADDR="10.9.9.9", HTTP_X_FORWARDED_FOR="192.0.2.1, 203.0.113.5, 198.51.100.7")
    assert address_of(request) == address


def test_signing_out_ends_the_session_and_is_on_record(client: Client, officer: Member) -> None:
    sign_in(client, officer.username)
    client.post("/sign-out")
    assert client.get("/worklist").headers["Location"].startswith("/sign-in")
    assert acts()[-1] == "signed out"


def test_a_session_ends_after_an_hour_without_use(client: Client, officer: Member) -> None:
    sign_in(client, officer.username)
    assert client.session.get_expiry_age() == 60 * 60
    assert client.session.get_expire_at_browser_close()


def test_a_lead_must_set_up_a_second_step_before_anything_opens(client: Client, lead: Member) -> None:
    sign_in(client, lead.username)
    assert client.get("/worklist").headers["Location"] == "/your-sign-in"
    page = client.get("/your-sign-in").content.decode()
    assert "You need a second step" in page
    assert 'href="/worklist"' not in page


@pytest.mark.parametrize(
    ("asked", "of"),
    [("all", set(Role)), ("most", {Role.STALKING_LEAD, Role.ADMINISTRATOR}), ("off", set())],
)
def test_a_second_step_is_asked_of_all_of_most_or_of_nobody(
    member: Callable[..., Member], settings: LazySettings, asked: str, of: set[Role]
) -> None:
    settings.SECOND_FACTOR = asked
    assert {role for role in Role if still_to_do(member(role)) == "your-sign-in"} == of


@pytest.mark.parametrize(
    ("given", "meant"),
    [({}, "all"), ({"HEEDED_SECOND_FACTOR": "on"}, "all"), ({"HEEDED_SECOND_FACTOR": "Most"}, "most"),
     ({"HEEDED_SECOND_FACTOR": "off"}, "off"), ({"HEEDED_SECOND_FACTOR": "0"}, "off")],
)  # fmt: skip
def test_a_desk_on_which_nothing_is_set_asks_all_for_a_second_step(
    given: dict[str, str], meant: str, tmp_path: Path
) -> None:
    assert read_settings(given, tmp_path)["second_factor"] == meant


def test_a_misspelt_answer_is_refused_rather_than_taken_for_off(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match="all, most or off"):
        read_settings({"HEEDED_SECOND_FACTOR": "everybody"}, tmp_path)


def test_with_an_app_the_desk_opens_to_a_call_handler_too(
    client: Client, member: Callable[..., Member], settings: LazySettings
) -> None:
    settings.SECOND_FACTOR = "all"
    handler = member(Role.CALL_HANDLER)
    sign_in(client, handler.username)
    assert client.get("/worklist").headers["Location"] == "/your-sign-in"
    TOTP.activate(handler, SECRET)
    sign_in(client, handler.username)
    client.post("/sign-in/second-step", {"code": code_now()})
    assert client.get("/worklist").status_code == 200


def test_setting_up_an_app_asks_for_the_password_again_and_gives_recovery_codes_once(
    client: Client, lead: Member
) -> None:
    sign_in(client, lead.username)
    again = client.get("/your-sign-in/app").headers["Location"]
    assert again.startswith("/your-sign-in/again")
    client.post(again, {"password": PASSWORD})
    assert "<svg" in client.get("/your-sign-in/app").content.decode()
    session = client.session
    session["mfa.totp.secret"] = SECRET
    session.save()
    codes = client.post("/your-sign-in/app", {"code": code_now()}, follow=True).content.decode()
    shown = re.findall(r"<li>(\d{4} \d{4} \d{4})</li>", codes)
    assert len(set(shown)) == 10
    assert shown[0] not in client.get("/your-sign-in/recovery-codes").content.decode()
    assert HashedCodes(Authenticator.objects.get(type="recovery_codes")).validate_code(shown[0].replace(" ", ""))
    assert client.get("/worklist").status_code == 200
    assert acts().count("second factor added") == 2


def test_the_secrets_of_a_second_step_are_not_kept_as_they_are(lead: Member) -> None:
    TOTP.activate(lead, SECRET)
    assert SECRET not in json.dumps(Authenticator.objects.get().data)
    assert TOTP(Authenticator.objects.get()).validate_code(code_now())


def test_the_password_alone_opens_nothing_where_there_is_a_second_step(client: Client, lead: Member) -> None:
    TOTP.activate(lead, SECRET)
    assert sign_in(client, lead.username).headers["Location"] == "/sign-in/second-step"
    assert client.get("/worklist").headers["Location"].startswith("/sign-in")
    assert client.post("/sign-in/second-step", {"code": code_now()}).headers["Location"] == "/"
    assert client.get("/worklist").status_code == 200
    entry = Entry.objects.filter(kind=Kind.SIGN_IN).latest("number")
    assert entry.details["steps"] == ["password", "mfa"]


def test_wrong_codes_lock_like_wrong_passwords(client: Client, lead: Member) -> None:
    TOTP.activate(lead, SECRET)
    sign_in(client, lead.username)
    for _ in range(5):
        answer = client.post("/sign-in/second-step", {"code": "000000"})
    assert answer.status_code == 429
    assert client.post("/sign-in/second-step", {"code": code_now()}).status_code == 429
    assert client.get("/worklist").headers["Location"].startswith("/sign-in")
    failed = Entry.objects.filter(details__act="sign-in failed")
    assert {e.details["step"] for e in failed} == {"second"}


def test_a_code_is_good_for_one_sign_in(lead: Member) -> None:
    TOTP.activate(lead, SECRET)
    code = code_now()
    for expected in (302, 200):
        browser = Client()
        sign_in(browser, lead.username)
        assert browser.post("/sign-in/second-step", {"code": code}).status_code == expected


def test_a_recovery_code_signs_in_once_as_it_is_shown(client: Client, lead: Member) -> None:
    TOTP.activate(lead, SECRET)
    code = HashedCodes.activate(lead).plain[0]
    code = f" {code[:4]} {code[4:]}"
    for expected in (302, 200):
        browser = Client()
        sign_in(browser, lead.username)
        assert browser.post("/sign-in/second-step", {"code": code}).status_code == expected


def test_an_app_is_removed_by_its_owner_and_that_is_on_record(client: Client, officer: Member) -> None:
    TOTP.activate(officer, SECRET)
    sign_in(client, officer.username)
    client.post("/sign-in/second-step", {"code": code_now()})
    client.post("/your-sign-in/again", {"password": PASSWORD})
    assert client.get("/your-sign-in/app/remove").status_code == 200
    client.post("/your-sign-in/app/remove")
    assert not Authenticator.objects.filter(user=officer).exists()
    assert acts()[-1] == "second factor removed"


def test_the_page_for_a_passkey_opens_and_asks_for_the_password_again(client: Client, officer: Member) -> None:
    sign_in(client, officer.username)
    assert client.get("/your-sign-in/passkey").headers["Location"].startswith("/your-sign-in/again")
    client.post("/your-sign-in/again", {"password": PASSWORD})
    page = client.get("/your-sign-in/passkey").content.decode()
    assert 'id="passkey-options"' in page
    assert client.post("/your-sign-in/passkey", {"name": "x", "credential": "{}"}).status_code == 200
    assert not Authenticator.objects.exists()


@pytest.mark.parametrize(
    ("new", "said"),
    [
        ("short", "at least 12 characters"),
        ("password1234", "used by many people"),
        ("northmoor-officer1", "too much like"),
        (PASSWORD, "your password until now"),
    ],
)
def test_a_weak_password_is_refused_in_plain_words(client: Client, officer: Member, new: str, said: str) -> None:
    sign_in(client, officer.username)
    form = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    assert said in client.post("/your-sign-in/password", form).content.decode()


def test_a_new_password_ends_all_other_sessions(client: Client, officer: Member) -> None:
    other = Client()
    for browser in (client, other):
        sign_in(browser, officer.username)
    new = "three-words-apart"
    client.post("/your-sign-in/password", {"old_password": PASSWORD, "new_password1": new, "new_password2": new})
    assert client.get("/worklist").status_code == 200
    assert other.get("/worklist").headers["Location"].startswith("/sign-in")
    assert acts()[-1] == "password changed"


def test_a_wrong_password_on_the_way_to_a_new_one_counts(client: Client, officer: Member) -> None:
    sign_in(client, officer.username)
    form = {"old_password": "guess-number-one", "new_password1": "three-words-apart", "new_password2": "x"}
    for _ in range(5):
        answer = client.post("/your-sign-in/password", form)
    assert answer.status_code == 429
