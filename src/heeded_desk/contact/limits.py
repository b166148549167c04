"""How often somebody may ask in a minute; counted in the database, so that it holds whatever process answers."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from heeded_desk.contact.models import Allowance, ApiKey
from heeded_desk.members.lock_out import address_of
from heeded_desk.members.models import Member


def may_ask(asker: str, most: int, now: datetime) -> bool:
    """Count one more; gives False, and counts nothing, where the minute's allowance is used up."""
    minute = int(now.timestamp() // 60)
    with transaction.atomic():
        row, _ = Allowance.objects.select_for_update().get_or_create(asker=asker)
        if row.minute < minute:  # a clock that goes back gives nobody another allowance
            row.minute, row.asked = minute, 0
        if row.asked >= most:
            return False
        row.asked += 1
        row.save(update_fields=["minute", "asked"])
    return True


def member_may_ask(member: Member, now: datetime) -> bool:
    """Count a member's look-up."""
    return may_ask(f"member-{member.pk}", settings.LOOK_UPS_A_MINUTE, now)


def key_may_ask(key: ApiKey, now: datetime) -> bool:
    """Count a call with a key."""
    return may_ask(f"key-{key.pk}", settings.CALLS_A_MINUTE, now)


def stranger_may_ask(request: HttpRequest, now: datetime) -> bool:
    """Count a call without a key that opens anything, by the address that it came from, which is kept as a hash."""
    address = salted_hmac("api-address", str(address_of(request)), algorithm="sha256").hexdigest()
    return may_ask(f"address-{address[:40]}", settings.STRANGERS_A_MINUTE, now)
