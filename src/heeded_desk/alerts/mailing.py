"""Sending what waits: e-mails that say how many alerts are new, and nothing about anybody.

What is sent is claimed first and marked afterwards, so that no page waits while a mail server thinks. A worker that is
killed in between sends again: an e-mail may come twice, it is never lost.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction

from heeded.explain.plain import count
from heeded_desk.alerts.models import Mail, MailAddress
from heeded_desk.members.models import Force
from heeded_desk.second_lock import for_force

LONGEST_PAUSE = timedelta(hours=1)
MOST_ATTEMPTS = 60
"""About two days; who is not reached by then finds the alerts on the desk."""
BODY = """{alerts} on the desk of Heeded wait for you.

{address}

This e-mail names nobody and says nothing of any report, so that it can be read by whoever passes by.
You asked for it on the page “E-mails about alerts”, where you can also stop it.
"""


def send_waiting(now: datetime) -> int:
    """Send what is due for every force; gives how many e-mails left. What fails is tried again later."""
    if not settings.MAIL_SERVER:
        return 0
    return sum(_send(force, now) for force in Force.objects.all())


def _send(force: Force, now: datetime) -> int:
    claimed = _claim(force, now)
    return sum(_one(force, mails, address) for address, mails in claimed.items())


def _claim(force: Force, now: datetime) -> dict[str, list[Mail]]:
    """Take what is due, by address, and leave it for later in case that we are cut off."""
    with transaction.atomic(), for_force(force.pk):
        due = Mail.objects.filter(force=force, sent_at=None, next_at__lte=now, attempts__lt=MOST_ATTEMPTS)
        if not due.exists():
            return {}
        wanted = MailAddress.objects.filter(force=force, wanted=True, member__is_active=True)
        addresses = dict(wanted.values_list("member", "address"))
        due.exclude(member__in=addresses).delete()
        claimed: dict[str, list[Mail]] = {}
        for mail in due.select_for_update(of=("self",)):
            mail.attempts += 1
            mail.next_at = now + min(timedelta(minutes=2 ** min(mail.attempts, 10)), LONGEST_PAUSE)
            mail.save(update_fields=["attempts", "next_at"])
            claimed.setdefault(addresses[mail.member_id], []).append(mail)
        return claimed


def _one(force: Force, mails: Sequence[Mail], address: str) -> int:
    """Send one member's e-mails as one; gives 1 where it left."""
    fault = ""
    try:
        message(sum(mail.alerts for mail in mails), address).send()
    except (SMTPException, OSError, ValueError) as error:
        fault = type(error).__name__[:60]  # its words may hold an address
    with transaction.atomic(), for_force(force.pk):
        sent_at = None if fault else datetime.now(UTC)
        Mail.objects.filter(pk__in=[mail.pk for mail in mails]).update(sent_at=sent_at, fault=fault)
    return 0 if fault else 1


def message(alerts: int, address: str) -> EmailMessage:
    """Give the e-mail: a figure, and the address of the desk."""
    new = count(alerts, "new alert", figures=True)
    body = BODY.format(alerts=new, address=settings.DESK_ADDRESS)
    return EmailMessage(f"Heeded: {new}", body, settings.DEFAULT_FROM_EMAIL, [address])
