"""Who may decide what; each answers with a sentence."""

from heeded_desk.answer import YES, Answer, no
from heeded_desk.cases.models import Case
from heeded_desk.members.models import Member
from heeded_desk.members.policies import may_decide
from heeded_desk.members.roles import Role

SAY_NOT_STALKING = {Role.SUPERVISOR, Role.STALKING_LEAD, Role.CRIME_REGISTRAR}
"""To take a pattern that the words bear off the list of the unrecognised is for those who answer for it."""
REVIEW = {Role.STALKING_LEAD, Role.CRIME_REGISTRAR}


def may_say(member: Member, case: Case, verdict: str) -> Answer:
    """Whether this verdict may be given on this course; everything else that may be decided, every decider may say.

    An officer may say that it is stalking, or that more must be known: both keep the question in view.
    """
    general = may_decide(member)
    if not general or verdict != "not_stalking" or case.stalking != "indicated":
        return general
    if member.is_one_of(SAY_NOT_STALKING):
        return YES
    return no(
        "The words on file indicate stalking. That it is not stalking may be said by a stalking lead, a supervisor or "
        "a crime registrar; tell them what you know, or say that more must be known."
    )


def may_review(member: Member) -> Answer:
    """Whether the findings that members rejected may be seen, to mend the catalogue."""
    if member.is_one_of(REVIEW):
        return YES
    return no("To see which findings were rejected you need another role: stalking lead or crime registrar.")
