"""Who may do what with records: nobody erases alone, and the auditor sees what was done."""

from heeded_desk.answer import YES, Answer, no
from heeded_desk.members.models import Member
from heeded_desk.members.policies import may_decide
from heeded_desk.members.roles import Role
from heeded_desk.records.models import Correction, Erasure

KEEP_RECORDS = {Role.CRIME_REGISTRAR, Role.STALKING_LEAD}
"""Who answers for what is held about people, and sees the accounts that it is about."""
CONFIRM = {Role.CRIME_REGISTRAR, Role.ADMINISTRATOR}
SEE = KEEP_RECORDS | CONFIRM | {Role.AUDITOR}


def may_see_records(member: Member) -> Answer:
    """Whether the pages about records may be seen; names stand on none of them."""
    if member.is_one_of(SEE):
        return YES
    return no("The crime registrar and the stalking lead keep the records. Ask one of them.")


def may_keep_records(member: Member) -> Answer:
    """Whether reviews, erasures and corrections may be asked for."""
    if member.is_one_of(KEEP_RECORDS):
        return YES
    return no("To do this you must be the crime registrar or the stalking lead. Ask one of them.")


def may_confirm(member: Member, erasure: Erasure) -> Answer:
    """Whether an erasure may be confirmed: by a crime registrar or an administrator who did not ask for it."""
    if erasure.state != Erasure.State.ASKED:
        return no("This erasure was decided already.")
    if not member.is_one_of(CONFIRM):
        return no("An erasure is confirmed by a crime registrar or an administrator. Ask one of them.")
    if member.pk == erasure.asked_by_id:
        return no("You asked for this erasure. A second person must confirm it: another registrar or an administrator.")
    return YES


def may_refuse(member: Member, erasure: Erasure) -> Answer:
    """Whether an erasure may be refused: by whoever may confirm one, and by whoever asked for it."""
    if erasure.state != Erasure.State.ASKED:
        return no("This erasure was decided already.")
    if member.is_one_of(CONFIRM) or member.pk == erasure.asked_by_id:
        return YES
    return no("An erasure is refused by a crime registrar, an administrator, or whoever asked for it.")


def may_try_again(member: Member, erasure: Erasure) -> Answer:
    """Whether an erasure that stopped may be begun again."""
    if erasure.state != Erasure.State.STOPPED:
        return no("This erasure did not stop.")
    if member.is_one_of(CONFIRM):
        return YES
    return no("An erasure that stopped is begun again by a crime registrar or an administrator.")


def may_see_course(member: Member) -> Answer:
    """Whether what may be done with the records of one course may be seen: whoever may decide may ask to correct."""
    return may_decide(member)


def may_export(member: Member) -> Answer:
    """Whether everything of the force may be exported: by an administrator."""
    if member.is_one_of({Role.ADMINISTRATOR}):
        return YES
    return no("Everything of the force is exported by an administrator. Ask one of them.")


def may_see_corrections(member: Member) -> Answer:
    """Whether requests for corrections may be seen, with their words: by whoever may see the accounts."""
    return may_decide(member)


def may_decide_correction(member: Member, correction: Correction) -> Answer:
    """Whether a correction may be accepted or refused: by the crime registrar or the stalking lead."""
    if correction.state != Correction.State.ASKED:
        return no("This was decided already.")
    return may_keep_records(member)
