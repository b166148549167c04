"""Who may do what with a course on the list; the sentences tell what to do instead."""

from heeded_desk.answer import YES, Answer, no
from heeded_desk.cases.models import Case, Part
from heeded_desk.members import roles
from heeded_desk.members.models import Member
from heeded_desk.members.policies import may_assign, may_decide


def may_take(member: Member, case: Case) -> Answer:
    """Whether a member may take a course: anybody who may decide, where nobody else has it."""
    if not may_decide(member):
        return may_decide(member)
    if case.gone:
        return no("This course is no longer on the list. Look where its reports went.")
    if case.assigned_to_id == member.pk:
        return no("You have this course already.")
    if case.assigned_to_id and not may_assign(member):
        return no("Somebody has this course. A supervisor or the stalking lead can move it to you.")
    return YES


def may_assign_to(member: Member, case: Case, to: Member) -> Answer:
    """Whether a course may be given to another: by a supervisor or the stalking lead, to whom may decide on it."""
    if not may_assign(member):
        return may_assign(member)
    if case.gone:
        return no("This course is no longer on the list. Look where its reports went.")
    if to.force_id != case.force_id or not to.is_one_of(roles.DECIDE):
        return no("Choose somebody of your force who may record decisions.")
    return YES


def may_release(member: Member, case: Case) -> Answer:
    """Whether a course may be given back to the list: by whoever has it, a supervisor or the stalking lead."""
    if not case.assigned_to_id:
        return no("Nobody has this course.")
    if case.assigned_to_id == member.pk or may_assign(member):
        return YES
    return no("Only whoever has this course, a supervisor or the stalking lead can give it back.")


def may_snooze(member: Member, case: Case) -> Answer:
    """Whether a course may be put off. What the words show with red flags on file, a second pair of eyes puts off."""
    if not may_decide(member):
        return may_decide(member)
    if case.gone:
        return no("This course is no longer on the list. Look where its reports went.")
    if case.part == Part.UNRECOGNISED_FLAGS and not may_assign(member):
        return no(
            "The words indicate stalking, red flags are on file and nothing is recorded as stalking. Only a supervisor "
            "or the stalking lead can snooze this course. Open it, or ask them."
        )
    return YES


def may_wake(member: Member, case: Case) -> Answer:
    """Whether a snoozed course may be brought back: by anybody who may decide."""
    if not case.snoozed_until:
        return no("This course is not snoozed.")
    return may_decide(member)
