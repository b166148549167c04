"""Ending sessions on purpose: one's own elsewhere, and an administrator all of a member; each goes on record."""

from django.db import transaction
from django.http import HttpRequest

from heeded_desk.audit.actions import record
from heeded_desk.audit.models import Kind
from heeded_desk.members.ending import ended, open_sessions
from heeded_desk.members.models import Member, Session
from heeded_desk.members.on_record import record_sign_in, subject_of
from heeded_desk.members.policies import may_change
from heeded_desk.places import insist

OTHERS = "others"
"""What stands in place of a reference for all sessions but the present one."""


def own_elsewhere(by: Member, which: str, request: HttpRequest) -> list[Session]:
    """Give the member's sessions other than this one that `which` names: a reference, or OTHERS."""
    found = open_sessions(by).exclude(session_key=request.session.session_key)
    return [row for row in found if which in (OTHERS, row.reference)]


def end_own(*, by: Member, which: str, request: HttpRequest) -> int:
    """End sessions of one's own other than this one; gives how many there were."""
    with transaction.atomic():
        keys = [row.session_key for row in own_elsewhere(by, which, request)]
        begun = ended(Session.objects.filter(member=by, session_key__in=keys))
        if begun:
            act = "other sessions ended" if which == OTHERS else "session ended"
            record_sign_in(act, member=by, request=request, place="sessions", sessions_ended=begun)
    return len(begun)


def end_all(*, by: Member, member: Member) -> int:
    """End every session of a member; gives how many there were. Raises PermissionDenied with the policy's sentence."""
    with transaction.atomic():
        insist(may_change(by, member))
        begun = ended(Session.objects.filter(member=member))
        said = {"act": "sessions ended", "sessions_ended": begun}
        record(Kind.ADMINISTRATION, by=by, place="member", subject=subject_of(member), details=said)
    return len(begun)
