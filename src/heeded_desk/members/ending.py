"""Ending sessions: their rows are taken out, and whoever holds one is signed out at the next request."""

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from heeded_desk.members.models import Member, Session


def ended(sessions: QuerySet[Session]) -> list[str]:
    """End these sessions; gives when each was begun, for the audit."""
    begun = [row.begun.isoformat(timespec="seconds") for row in sessions if row.begun]
    sessions.delete()
    return sorted(begun)


def end_others(member: Member, request: HttpRequest | None) -> dict[str, object]:
    """End a member's sessions but the one that asks; gives the details for the audit, empty where there was none."""
    found = Session.objects.filter(member=member)
    if request is not None and request.user == member:
        found = found.exclude(session_key=request.session.session_key)
    begun = ended(found)
    return {"sessions_ended": begun} if begun else {}


def open_sessions(member: Member) -> QuerySet[Session]:
    """Give a member's sessions that still open the desk, the last used first."""
    now = timezone.now()
    longest = now - timezone.timedelta(seconds=settings.LONGEST_SIGN_IN)
    return Session.objects.filter(member=member, expire_date__gt=now, begun__gt=longest).order_by("-seen")


def clear_away() -> None:
    """Take out the rows of sessions whose time is over."""
    Session.objects.filter(expire_date__lt=timezone.now()).delete()


def counted(sessions: int) -> str:
    """Give a number of sessions in words."""
    return "1 session" if sessions == 1 else f"{sessions} sessions"
