"""E-mails about alerts: to whom, when, how often, and that nothing of anybody is in them."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from smtplib import SMTPServerDisconnected

import pytest
from django.conf import LazySettings
from django.core import mail
from django.test import Client
from people import traces_in

from heeded_desk.alerts.actions.mail import choose, set_address
from heeded_desk.alerts.mailing import MOST_ATTEMPTS, message, send_waiting
from heeded_desk.alerts.models import Alert, Mail, MailAddress
from heeded_desk.alerts.queueing import queue_mails
from heeded_desk.audit.models import Entry
from heeded_desk.cases.models import Case, Part
from heeded_desk.deliveries.models import Run
from heeded_desk.deliveries.publish import publish
from heeded_desk.members.models import Force, Member
from heeded_desk.members.roles import Role

NOW = datetime(2026, 8, 14, 7, 0, tzinfo=UTC)
LATER = NOW + timedelta(days=1)
Members = Callable[..., Member]
Signed = Callable[..., Client]


@pytest.fixture(autouse=True)
def server(settings: LazySettings) -> None:
    """A desk that has a mail server."""
    settings.MAIL_SERVER = "smtp://mail.northmoor.example"
    settings.DESK_ADDRESS = "https://heeded.northmoor.example/"
    settings.DEFAULT_FROM_EMAIL = "heeded@northmoor.example"


def wants(member: Member, address: str = "lead@northmoor.example", *, wanted: bool = True) -> Member:
    """Let a member have an address, and want e-mails."""
    MailAddress.objects.create(member=member, force=member.force, address=address, wanted=wanted)
    return member


@pytest.fixture
def lead(member: Members) -> Member:
    """A stalking lead who wants e-mails."""
    return wants(member(Role.STALKING_LEAD))


@pytest.fixture
def raised(lead: Member, published: Run) -> Run:
    """The small run, published while the lead wanted e-mails."""
    return published


def test_one_e_mail_tells_the_lead_how_many_are_new_and_where(raised: Run) -> None:
    assert send_waiting(datetime.now(UTC)) == 1
    (sent,) = mail.outbox
    number = Alert.objects.count()

    assert (sent.to, sent.subject) == (["lead@northmoor.example"], f"Heeded: {number} new alerts")
    assert f"{number} new alerts" in sent.body and "https://heeded.northmoor.example/" in sent.body
    assert send_waiting(datetime.now(UTC) + timedelta(days=1)) == 0 and len(mail.outbox) == 1


def test_nothing_of_anybody_and_no_course_is_in_an_e_mail(raised: Run) -> None:
    send_waiting(datetime.now(UTC))
    whole = mail.outbox[0].message().as_string()
    parts = [whole, mail.outbox[0].subject, mail.outbox[0].body]

    assert traces_in([Entry(number=n, place="", details={"text": part}) for n, part in enumerate(parts)]) == []
    known = [*Case.objects.values_list("course_id", flat=True), *Case.objects.values_list("title", flat=True)]
    assert not [told for told in known if told in whole]
    assert not [a.why for a in Alert.objects.all() if a.why[:20] in whole]


def test_two_e_mails_differ_in_their_figure_alone() -> None:
    one, many = message(1, "a@b.example"), message(7, "a@b.example")

    assert one.body.replace("1 new alert", "X") == many.body.replace("7 new alerts", "X")


@pytest.mark.parametrize("how", ["not wanted", "no address", "no server", "another role"])
def test_who_does_not_ask_for_e_mails_gets_none(
    how: str, member: Members, northmoor: Force, small_run: Path, settings: LazySettings
) -> None:
    if how == "no server":
        settings.MAIL_SERVER = ""
    if how != "no address":
        wants(member(Role.SUPERVISOR if how == "another role" else Role.STALKING_LEAD), wanted=how != "not wanted")
    run = Run.objects.create(force=northmoor, asked_at=NOW, folder=str(small_run))
    publish(run, small_run)

    assert Alert.objects.exists()
    assert not Mail.objects.exists() and send_waiting(datetime.now(UTC)) == 0 and mail.outbox == []


def test_whoever_has_a_course_is_told_of_it_alone(published: Run, member: Members) -> None:
    officer = wants(member(Role.OFFICER), "officer@northmoor.example")
    case = Case.objects.filter(part=Part.UNRECOGNISED_FLAGS).first()
    Case.objects.filter(pk=case.pk).update(assigned_to=officer)
    queue_mails(published, NOW)
    send_waiting(NOW)

    assert [(m.to, m.subject) for m in mail.outbox] == [(["officer@northmoor.example"], "Heeded: 1 new alert")]


def test_a_run_that_is_followed_again_is_told_once(raised: Run) -> None:
    for _ in range(3):
        queue_mails(raised, NOW)

    assert Mail.objects.count() == 1


def test_what_waits_for_one_member_goes_as_one_e_mail(raised: Run, lead: Member) -> None:
    other = Run.objects.create(force=raised.force, asked_at=NOW, state=Run.State.PUBLISHED)
    Mail.objects.create(force=raised.force, run=other, member=lead, alerts=2, made_at=NOW, next_at=NOW)

    assert send_waiting(datetime.now(UTC)) == 1
    assert mail.outbox[0].subject == f"Heeded: {Alert.objects.count() + 2} new alerts"


@pytest.mark.parametrize("fault", [SMTPServerDisconnected("lead@northmoor.example"), ConnectionRefusedError("no")])
def test_what_could_not_be_sent_is_tried_again_later_and_says_nothing_of_the_fault(
    raised: Run, monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    def fails(message: object) -> int:
        raise fault

    now = datetime.now(UTC)
    with monkeypatch.context() as broken:
        broken.setattr("django.core.mail.EmailMessage.send", fails)
        assert send_waiting(now) == 0
    waiting = Mail.objects.get()
    assert (waiting.sent_at, waiting.fault, waiting.attempts) == (None, type(fault).__name__, 1)
    assert send_waiting(now) == 0 and waiting.next_at > now

    assert send_waiting(waiting.next_at) == 1 and len(mail.outbox) == 1


def test_a_worker_that_is_cut_off_while_it_sends_sends_again(raised: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def cut_off(message: object) -> int:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr("django.core.mail.EmailMessage.send", cut_off)
        with pytest.raises(KeyboardInterrupt):
            send_waiting(datetime.now(UTC))

    assert send_waiting(datetime.now(UTC) + timedelta(hours=1)) == 1


def test_pauses_grow_to_an_hour_and_end(raised: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(message: object) -> int:
        raise TimeoutError

    monkeypatch.setattr("django.core.mail.EmailMessage.send", fails)
    now, pauses = datetime.now(UTC), []
    for _ in range(MOST_ATTEMPTS + 5):
        send_waiting(now)
        waiting = Mail.objects.get()
        pauses.append(waiting.next_at - now)
        now = max(now, waiting.next_at)

    assert pauses[:3] == [timedelta(minutes=2), timedelta(minutes=4), timedelta(minutes=8)]
    assert max(pauses) == timedelta(hours=1) and waiting.attempts == MOST_ATTEMPTS


def test_publishing_does_not_wait_for_a_mail_server(
    lead: Member, northmoor: Force, small_run: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("django.core.mail.EmailMessage.send", lambda message: pytest.fail("sent while publishing"))
    run = Run.objects.create(force=northmoor, asked_at=NOW, folder=str(small_run))
    publish(run, small_run)

    assert (run.state, run.stage) == ("published", "") and Mail.objects.count() == 1


@pytest.mark.parametrize("how", ["not wanted now", "sign-in closed", "address removed"])
def test_what_waits_goes_nowhere_when_the_member_is_not_to_have_it(
    raised: Run, lead: Member, member: Members, how: str
) -> None:
    if how == "not wanted now":
        choose(False, by=lead)
    elif how == "address removed":
        set_address(lead, "", by=member(Role.ADMINISTRATOR))
    else:
        Member.objects.filter(pk=lead.pk).update(is_active=False)

    assert send_waiting(datetime.now(UTC)) == 0 and mail.outbox == [] and not Mail.objects.exists()


def test_an_administrator_enters_the_address_and_the_member_chooses(
    published: Run, member: Members, signed_in: Signed
) -> None:
    lead, client = member(Role.STALKING_LEAD), signed_in(Role.STALKING_LEAD)
    assert "No address of yours is known" in client.get("/alerts/e-mail").content.decode()
    page = f"/members/{lead.pk}/e-mail"
    assert signed_in(Role.ADMINISTRATOR).post(page, {"address": "no address"}).status_code == 422
    signed_in(Role.ADMINISTRATOR).post(page, {"address": "ruth@northmoor.example"})
    assert "No e-mail is sent to you" in client.get("/alerts/e-mail").content.decode()
    client.post("/alerts/e-mail", {"wanted": "yes"})

    held = MailAddress.objects.get()
    assert (held.member, held.address, held.wanted) == (lead, "ruth@northmoor.example", True)
    details = list(
        Entry.objects.filter(place="alert-mail").exclude(kind="consultation").values_list("details", flat=True)
    )
    assert details == [{"act": "address entered"}, {"wanted": True}]


def test_a_changed_address_is_used_once_the_member_asks_again(lead: Member, member: Members) -> None:
    set_address(lead, "other@northmoor.example", by=member(Role.ADMINISTRATOR))

    assert not MailAddress.objects.get().wanted


def test_an_administrator_enters_no_address_in_another_force(lead: Member, elsewhere: Force, signed_in: Signed) -> None:
    client = signed_in(Role.ADMINISTRATOR, force=elsewhere)

    assert client.post(f"/members/{lead.pk}/e-mail", {"address": "x@y.example"}).status_code == 404
    assert MailAddress.objects.get().address == "lead@northmoor.example"
