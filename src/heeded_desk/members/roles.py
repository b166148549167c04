"""The roles of the desk and what each is for; what each may do stands in the policies."""

from django.db.models import TextChoices


class Role(TextChoices):
    """What a member is in the force; one each."""

    CALL_HANDLER = "call_handler", "Call handler"
    OFFICER = "officer", "Officer"
    SUPERVISOR = "supervisor", "Supervisor"
    STALKING_LEAD = "stalking_lead", "Stalking lead"
    CRIME_REGISTRAR = "crime_registrar", "Crime registrar"
    ANALYST = "analyst", "Analyst (sees no names)"
    AUDITOR = "auditor", "Auditor"
    ADMINISTRATOR = "administrator", "Administrator"


SEE_CASES = {Role.CALL_HANDLER, Role.OFFICER, Role.SUPERVISOR, Role.STALKING_LEAD, Role.CRIME_REGISTRAR}
"""Who may open the account of a course, with its names and narratives."""
SEE_LIST = SEE_CASES | {Role.ANALYST}
"""Who may see the worklist; an analyst sees it without names."""
DECIDE = {Role.OFFICER, Role.SUPERVISOR, Role.STALKING_LEAD, Role.CRIME_REGISTRAR}
ASSIGN = {Role.SUPERVISOR, Role.STALKING_LEAD}
DELIVER = {Role.STALKING_LEAD, Role.ADMINISTRATOR}
AUDIT = {Role.AUDITOR}
ADMINISTER = {Role.ADMINISTRATOR}
SECOND_FACTOR = {Role.STALKING_LEAD, Role.ADMINISTRATOR}
"""Who see or change most, and must sign in with a second step even where others need not."""
