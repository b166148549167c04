"""Who may see who looked at one course."""

from heeded_desk.answer import YES, Answer, no
from heeded_desk.members.models import Member
from heeded_desk.members.roles import Role

SEE_LOOKS = {Role.SUPERVISOR, Role.STALKING_LEAD, Role.AUDITOR}


def may_see_looks(member: Member) -> Answer:
    """Whether the member may see who looked at a course."""
    if member.is_one_of(SEE_LOOKS):
        return YES
    return no("To see who looked at a course you need another role: auditor, stalking lead or supervisor.")
