"""What an administrator may do to members, what is refused, and that all of it is on record."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from heeded_desk.audit.models import Entry, Kind
from heeded_desk.members.actions import administer
from heeded_desk.members.models import Force, Member
from heeded_desk.members.policies import may_change, may_take_out
from heeded_desk.members.roles import Role

NEW = {"first_name": "Mina", "last_name": "Okafor", "username": "4711", "role": "officer"}
PASSWORD = re.compile(r'class="one-time">([a-z0-9-]+)<')


@pytest.fixture
def admin(member: Callable[..., Member]) -> Member:
    return member(Role.ADMINISTRATOR)


@pytest.fixture
def browser(signed_in: Callable[..., Client], admin: Member) -> Client:
    return signed_in(Role.ADMINISTRATOR)


def acts() -> list[str]:
    return [entry.details["act"] for entry in Entry.objects.filter(kind=Kind.ADMINISTRATION)]


def test_a_member_is_added_with_a_password_that_is_good_for_one_sign_in(browser: Client, admin: Member) -> None:
    answer = browser.post("/members/add", NEW)
    password = PASSWORD.search(answer.content.decode()).group(1)
    made = Member.objects.get(username="4711")
    assert (made.force, made.role, made.must_change_password) == (admin.force, "officer", True)
    assert "no-store" in answer.headers["Cache-Control"]
    theirs = Client()
    theirs.post("/sign-in", {"username": "4711", "password": password})
    assert theirs.get("/worklist").headers["Location"] == "/your-sign-in/password"
    own = {"old_password": password, "new_password1": "three-words-apart", "new_password2": "three-words-apart"}
    theirs.post("/your-sign-in/password", own)
    assert theirs.get("/worklist").status_code == 200
    entry = Entry.objects.get(kind=Kind.ADMINISTRATION)
    assert (entry.by, entry.subject, entry.details["act"]) == (admin, f"member-{made.pk}", "member added")
    assert password not in str(entry.details)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"username": ""}, "Enter a user name"),
        ({"username": "<b>x"}, "Use small letters"),
        ({"username": "northmoor-administrator"}, "taken"),
        ({"role": "chief"}, "Choose one of the roles"),
        ({"first_name": ""}, "Enter the first name"),
    ],
)
def test_a_wrong_form_says_what_is_wrong(browser: Client, wrong: dict[str, str], said: str) -> None:
    answer = browser.post("/members/add", NEW | wrong)
    assert said in answer.content.decode()
    assert Member.objects.count() == 1


def test_a_role_is_changed_and_both_are_on_record(browser: Client, member: Callable[..., Member]) -> None:
    officer = member(Role.OFFICER)
    browser.post(f"/members/{officer.pk}/role", {"role": "supervisor"})
    officer.refresh_from_db()
    assert officer.role == "supervisor"
    details = Entry.objects.get(kind=Kind.ADMINISTRATION).details
    assert (details["before"], details["after"]) == ("officer", "supervisor")


def test_a_closed_sign_in_ends_the_session_and_deletes_nothing(
    browser: Client, member: Callable[..., Member], signed_in: Callable[..., Client]
) -> None:
    officer, theirs = member(Role.OFFICER), signed_in(Role.OFFICER)
    assert theirs.get("/worklist").status_code == 200
    browser.post(f"/members/{officer.pk}/sign-in", {"sign_in": "close"})
    assert theirs.get("/worklist").status_code == 302
    own = {"username": officer.username, "password": "a-long-password"}
    assert Client().post("/sign-in", own).headers["Location"] == "/sign-in/closed"
    assert Entry.objects.filter(details__act="sign-in failed", by=officer).exists()
    browser.post(f"/members/{officer.pk}/sign-in", {"sign_in": "open"})
    assert Client().post("/sign-in", own).headers["Location"] == "/"
    assert acts() == ["member deactivated", "member reactivated"]


def test_a_forgotten_password_is_replaced_by_one_for_one_sign_in(
    browser: Client, member: Callable[..., Member]
) -> None:
    officer = member(Role.OFFICER)
    password = PASSWORD.search(browser.post(f"/members/{officer.pk}/password").content.decode()).group(1)
    officer.refresh_from_db()
    assert officer.check_password(password)
    assert officer.must_change_password


def test_a_one_time_password_runs_out_after_seven_days_and_ones_own_does_not(
    browser: Client, member: Callable[..., Member]
) -> None:
    officer = member(Role.OFFICER)
    given = browser.post(f"/members/{officer.pk}/password").content.decode()
    own = {"username": officer.username, "password": PASSWORD.search(given).group(1)}
    week = timezone.now() + timedelta(days=7)
    assert abs(Member.objects.get(pk=officer.pk).one_time_until - week) < timedelta(minutes=5)
    Member.objects.filter(pk=officer.pk).update(one_time_until=timezone.now() - timedelta(seconds=1))
    assert "has run out" in Client().post("/sign-in", own).content.decode()
    assert "has run out" not in Client().post("/sign-in", own | {"password": "wrong"}).content.decode()
    Member.objects.filter(pk=officer.pk).update(must_change_password=False)
    assert Client().post("/sign-in", own).headers["Location"] == "/"


def test_a_second_step_is_reset(browser: Client, member: Callable[..., Member]) -> None:
    officer = member(Role.OFFICER)
    TOTP.activate(officer, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    browser.post(f"/members/{officer.pk}/second-factor")
    assert not Authenticator.objects.exists()
    assert Entry.objects.get(kind=Kind.ADMINISTRATION).details["factors"] == ["totp"]


def test_nobody_changes_themselves(browser: Client, admin: Member) -> None:
    for place, given in (("role", {"role": "officer"}), ("sign-in", {"sign_in": "close"}), ("password", {})):
        answer = browser.post(f"/members/{admin.pk}/{place}", given)
        assert answer.status_code == 403
        assert "cannot change your own" in answer.content.decode()
    admin.refresh_from_db()
    assert (admin.role, admin.is_active) == ("administrator", True)
    assert acts() == []


def test_the_last_administrator_cannot_be_taken_out(admin: Member, northmoor: Force) -> None:
    second = Member.objects.create_user("second", force=northmoor, role=Role.ADMINISTRATOR)
    assert may_take_out(second, admin)
    administer.deactivate(by=admin, member=second)
    gone = Member.objects.get(pk=second.pk)
    gone.is_active = True  # as if their page had been open since before
    for act in (lambda: administer.deactivate(by=gone, member=admin),
                lambda: administer.change_role(by=gone, member=admin, role=Role.OFFICER)):  # fmt: skip
        with pytest.raises(PermissionDenied, match="last administrator"):
            act()


def test_another_forces_members_are_not_there(browser: Client, member: Callable[..., Member], elsewhere: Force) -> None:
    theirs = member(Role.OFFICER, force=elsewhere)
    assert browser.get(f"/members/{theirs.pk}").status_code == 404
    assert browser.post(f"/members/{theirs.pk}/role", {"role": "supervisor"}).status_code == 404
    assert theirs.username not in browser.get("/members").content.decode()


def test_every_refusal_is_a_sentence(admin: Member, member: Callable[..., Member], elsewhere: Force) -> None:
    officer, theirs = member(Role.OFFICER), member(Role.OFFICER, force=elsewhere)
    for answer in (may_change(admin, admin), may_change(admin, theirs), may_change(officer, admin)):
        assert not answer
        assert answer.sentence.endswith(".")


def test_a_force_is_added_with_its_first_administrator(db: None, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("add_force", "southmoor", "Southmoor Police", "1234", "Ada", "Brook")
    password = capsys.readouterr().out.split(": ")[-1].strip()
    made = Member.objects.get(username="1234")
    assert (made.force.code, made.role, made.must_change_password) == ("southmoor", "administrator", True)
    assert made.check_password(password)
    assert acts() == ["force added"]


@pytest.mark.parametrize("given", [("Not A Code", "1234"), ("southmoor", "NORTHMOOR-ADMINISTRATOR")])
def test_a_force_is_added_whole_or_not_at_all(admin: Member, given: tuple[str, str]) -> None:
    code, username = given
    with pytest.raises(CommandError):
        call_command("add_force", code, "Southmoor Police", username, "Ada", "Brook")
    assert Force.objects.count() == 1
