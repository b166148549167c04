"""Who may look up at first contact, and who may make keys to the API."""

from heeded_desk.answer import YES, Answer, no
from heeded_desk.members.models import Member
from heeded_desk.members.policies import may_administer
from heeded_desk.members.roles import Role

LOOK_UP = {Role.CALL_HANDLER, Role.OFFICER, Role.SUPERVISOR, Role.STALKING_LEAD}
"""Those whom somebody may tell what happened."""


def may_look_up(member: Member) -> Answer:
    """Whether somebody who reports may be looked up, with what is on file about the people they name."""
    if member.is_one_of(LOOK_UP):
        return YES
    return no(
        "To look up people at first contact you need to be a call handler, officer, supervisor or stalking lead. "
        "Your administrator can tell you more."
    )


def may_keep_keys(member: Member) -> Answer:
    """Whether keys to the API may be made and ended."""
    allowed = may_administer(member)
    return allowed or no("To make and end keys to the API you need to be an administrator of your force.")
