"""What may be done with a course, beyond opening it."""

from heeded_desk.answer import YES, Answer, no
from heeded_desk.members import roles
from heeded_desk.members.models import Member


def may_disclose(member: Member) -> Answer:
    """Whether an account may be given out as a file."""
    if member.is_one_of(roles.DECIDE):
        return YES
    return no("To give out a file you need a role that records decisions. A supervisor or the stalking lead can do it.")
