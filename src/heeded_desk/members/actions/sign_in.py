"""What a member does to their own sign-in."""

from django.db import transaction
from django.http import HttpRequest

from heeded_desk.members.ending import end_others
from heeded_desk.members.models import Member
from heeded_desk.members.on_record import record_sign_in


def change_own_password(*, by: Member, password: str, request: HttpRequest) -> None:
    """Give the member the password they chose; every other session of theirs ends."""
    with transaction.atomic():
        by.set_password(password)
        by.must_change_password, by.one_time_until = False, None
        by.save(update_fields=["password", "must_change_password", "one_time_until"])
        record_sign_in("password changed", member=by, request=request, **end_others(by, request))
