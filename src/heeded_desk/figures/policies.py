"""Who may see figures, who sees small numbers, and who may give them out."""

from heeded_desk.answer import YES, Answer, no
from heeded_desk.members.models import Member
from heeded_desk.members.roles import Role

SEE = {Role.SUPERVISOR, Role.STALKING_LEAD, Role.CRIME_REGISTRAR, Role.ANALYST}
SEE_SMALL = {Role.SUPERVISOR, Role.STALKING_LEAD, Role.CRIME_REGISTRAR}
"""They may open every account that is counted, so that a number hides nothing from them. An analyst may not."""


def may_see_figures(member: Member) -> Answer:
    """Whether the figures of the force may be seen."""
    if member.is_one_of(SEE):
        return YES
    return no("The figures are for supervisors, the stalking lead, the crime registrar and analysts. Ask one of them.")


def may_see_small_numbers(member: Member) -> Answer:
    """Whether numbers under the threshold are shown on pages; in files they are withheld from everybody."""
    if member.is_one_of(SEE_SMALL):
        return YES
    return no("Small numbers are withheld from those who may not open the accounts that are counted.")


def may_give_figures(member: Member) -> Answer:
    """Whether figures may be given out as a file; all who see them may, as files hold no small number."""
    if member.is_one_of(SEE):
        return YES
    return no("To give out figures you need to be a supervisor, stalking lead, crime registrar or analyst.")
