"""Where a member is signed in: seen and ended by themselves and by an administrator, and refused at once after."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.sessions.backends.base import UpdateError
from django.db import connection
from django.test import Client
from django.utils import timezone

from heeded_desk.audit.models import Entry, Kind
from heeded_desk.members.browsers import UNKNOWN, family_of
from heeded_desk.members.ending import open_sessions
from heeded_desk.members.models import Force, Member, Session
from heeded_desk.members.roles import Role

PASSWORD = "a-long-password"
EDGE = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML) Chrome/126.0 Safari/537.36 Edg/126.0"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0"
CHROME = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML) Chrome/126.0.0.0 Mobile Safari/537.36"
SAFARI = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605 (KHTML) Version/17.5 Safari/604.1"


def sign_in(member: Member, browser: str = EDGE) -> Client:
    """Give a browser in which the member signed in."""
    client = Client(headers={"user-agent": browser})
    assert client.post("/sign-in", {"username": member.username, "password": PASSWORD}).status_code == 302
    return client


def is_in(client: Client) -> bool:
    """Whether the desk is open to this browser."""
    return client.get("/your-sign-in").status_code == 200


def again(client: Client) -> None:
    """Show once more who one is."""
    client.post("/your-sign-in/again", {"password": PASSWORD})


def last() -> Entry:
    """The last entry of the audit."""
    return Entry.objects.latest("number")


@pytest.fixture
def officer(member: Callable[..., Member]) -> Member:
    return member(Role.OFFICER)


@pytest.mark.parametrize(
    ("told", "family"),
    [
        (EDGE, "Edge on Windows"), (FIREFOX, "Firefox on Linux"), (CHROME, "Chrome on Android"),
        (SAFARI, "Safari on iPhone"), ("", UNKNOWN), ("<script>Firefox", "Firefox"), ("x" * 5000 + "Firefox", UNKNOWN),
    ],
)  # fmt: skip
def test_of_a_browser_its_family_is_kept_and_nothing_that_it_wrote(told: str, family: str) -> None:
    assert family_of(told) == family


def test_a_member_sees_where_they_are_signed_in_and_no_address(officer: Member) -> None:
    here, _ = sign_in(officer), sign_in(officer, FIREFOX)

    page = here.get("/your-sign-in").content.decode()

    assert "Edge on Windows" in page and "Firefox on Linux" in page
    assert page.count("Sign out there<") == 1 and page.count("This is where you are now") == 1
    assert "127.0.0.1" not in page
    assert not any(key in page for key in Session.objects.values_list("session_key", flat=True))


def test_a_session_that_is_ended_is_refused_at_once_and_is_on_record(officer: Member) -> None:
    here, there, third = sign_in(officer), sign_in(officer, FIREFOX), sign_in(officer, SAFARI)
    other = Session.objects.get(browser="Firefox on Linux")
    again(here)

    assert "Firefox on Linux" in here.get(f"/your-sign-in/sessions/{other.reference}/end").content.decode()
    here.post(f"/your-sign-in/sessions/{other.reference}/end")

    assert (is_in(here), is_in(there), is_in(third)) == (True, False, True)
    assert (last().by, last().place, last().details["act"]) == (officer, "sessions", "session ended")
    assert last().details["sessions_ended"] == [other.begun.isoformat(timespec="seconds")]


def test_all_others_are_ended_together(officer: Member, member: Callable[..., Member]) -> None:
    here, there, colleague = sign_in(officer), sign_in(officer, FIREFOX), sign_in(member(Role.SUPERVISOR))
    again(here)

    here.post("/your-sign-in/sessions/others/end")

    assert (is_in(here), is_in(there), is_in(colleague)) == (True, False, True)
    assert last().details["act"] == "other sessions ended" and len(last().details["sessions_ended"]) == 1


def test_whoever_ends_a_session_shows_again_who_they_are(officer: Member) -> None:
    here, there = sign_in(officer), sign_in(officer, FIREFOX)

    answer = here.post("/your-sign-in/sessions/others/end")

    assert answer.headers["Location"].startswith("/your-sign-in/again")
    assert is_in(there)


def test_a_session_of_somebody_else_is_not_there(officer: Member, member: Callable[..., Member]) -> None:
    here, theirs = sign_in(officer), sign_in(member(Role.SUPERVISOR))
    reference = Session.objects.get(member=member(Role.SUPERVISOR)).reference
    again(here)

    assert here.get(f"/your-sign-in/sessions/{reference}/end").status_code == 404
    here.post(f"/your-sign-in/sessions/{reference}/end")

    assert is_in(theirs)


def test_an_administrator_ends_all_sessions_of_a_member(officer: Member, member: Callable[..., Member]) -> None:
    theirs, admin = [sign_in(officer), sign_in(officer, FIREFOX)], sign_in(member(Role.ADMINISTRATOR))
    assert "In 2 browsers" in admin.get(f"/members/{officer.pk}").content.decode()

    admin.post(f"/members/{officer.pk}/sessions")

    assert [is_in(each) for each in theirs] == [False, False]
    assert (last().kind, last().subject, last().by.role) == (
        Kind.ADMINISTRATION, f"member-{officer.pk}", "administrator",
    )  # fmt: skip
    assert len(last().details["sessions_ended"]) == 2
    assert "Nowhere" in admin.get(f"/members/{officer.pk}").content.decode()


def test_nobody_ends_sessions_of_another_force(member: Callable[..., Member], elsewhere: Force) -> None:
    theirs = member(Role.OFFICER, force=elsewhere)
    there, admin = sign_in(theirs), sign_in(member(Role.ADMINISTRATOR))

    assert admin.post(f"/members/{theirs.pk}/sessions").status_code == 404
    assert is_in(there)


def test_a_session_of_before_the_closing_is_not_open_after_it(officer: Member, member: Callable[..., Member]) -> None:
    there, admin = sign_in(officer), sign_in(member(Role.ADMINISTRATOR))

    for act in ("close", "open"):
        admin.post(f"/members/{officer.pk}/sign-in", {"sign_in": act})

    assert not is_in(there)
    assert is_in(sign_in(officer))


def test_a_change_of_the_second_step_ends_the_other_sessions(officer: Member) -> None:
    there = sign_in(officer)

    TOTP.activate(officer, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")

    assert not is_in(there)
    assert last().details["act"] == "second factor added" and len(last().details["sessions_ended"]) == 1


def test_what_was_going_on_while_a_session_ended_cannot_bring_it_back(officer: Member) -> None:
    here = sign_in(officer)
    going_on = here.session

    Session.objects.all().delete()

    with pytest.raises(UpdateError):
        going_on.save()
    assert not Session.objects.exists() and not is_in(here)


def test_what_ended_by_time_is_not_shown_and_is_cleared_away(officer: Member, member: Callable[..., Member]) -> None:
    sign_in(officer)
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    assert not open_sessions(officer).exists()

    sign_in(member(Role.SUPERVISOR))

    assert not Session.objects.filter(member=officer).exists()


def test_a_sign_in_that_is_half_done_is_nobodys_session(officer: Member) -> None:
    TOTP.activate(officer, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    sign_in(officer)

    assert not open_sessions(officer).exists()
    assert Session.objects.get().member is None


@pytest.mark.parametrize("browser", [EDGE, FIREFOX])
def test_no_row_keeps_what_the_browser_wrote(officer: Member, browser: str) -> None:
    sign_in(officer, browser)

    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM members_session")
        assert browser not in str(cursor.fetchall())
    assert browser not in str(Session.objects.get().get_decoded())
