"""Who uses the desk, and for which force."""

from heeded_desk.members.models.force import Force
from heeded_desk.members.models.member import Member
from heeded_desk.members.models.session import Session

__all__ = ["Force", "Member", "Session"]
