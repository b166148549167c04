"""Who may see and do what with alerts, clocks and hand-overs; the sentences say whom to ask."""

from heeded_desk.alerts.models import Alert, HandOver
from heeded_desk.answer import YES, Answer, no
from heeded_desk.members import roles
from heeded_desk.members.models import Member
from heeded_desk.members.roles import Role

OVERSEE = {Role.STALKING_LEAD, Role.SUPERVISOR}
"""Who sees the alerts of every course of the force."""


def may_see_alerts(member: Member) -> Answer:
    """Whether alerts may be seen: all of them, those of one's own courses, or all without names."""
    if member.is_one_of(roles.DECIDE | {Role.ANALYST}):
        return YES
    return no(
        "Alerts reach stalking leads and supervisors, and whoever has a course. Tell one of them what you would have "
        "looked for here."
    )


def may_answer_alerts(member: Member) -> Answer:
    """Whether a member may say of any alert that it is seen: those who may act; of which one is asked below."""
    if member.is_one_of(roles.DECIDE):
        return YES
    return no("You may look at alerts and not answer them. A stalking lead or a supervisor says that one is seen.")


def oversees(member: Member) -> bool:
    """Say whether every course of the force is theirs to watch, and not only those that they have."""
    return member.is_one_of(OVERSEE)


def may_say_seen(member: Member, alert: Alert) -> Answer:
    """Whether a member may say that an alert is seen: a lead, a supervisor, or, of a new report, who has it."""
    if oversees(member):
        return YES
    if alert.reason == Alert.Reason.REPORT and alert.case.assigned_to_id == member.pk:
        return YES
    return no("A stalking lead or a supervisor says that this alert is seen. Tell them what you did about it.")


def may_see_clocks(member: Member) -> Answer:
    """Whether the clocks may be seen: by those who may act on them."""
    if member.is_one_of(roles.DECIDE):
        return YES
    return no("The clocks are for those who may act on a course. A supervisor or the stalking lead can act on yours.")


def may_hand_over(member: Member) -> Answer:
    """Whether a shift may be handed over and taken over."""
    if member.is_one_of(roles.DECIDE):
        return YES
    return no("Shifts are handed over by those who may act on a course. A supervisor or the stalking lead does it.")


def may_take_over(member: Member, hand_over: HandOver) -> Answer:
    """Whether a member may take a shift over: once, and not from themselves."""
    if hand_over.taken_by_id:
        return no("Somebody has taken this over already.")
    if hand_over.by_id == member.pk:
        return no("You handed this over. Whoever comes after you takes it.")
    return may_hand_over(member)


def may_choose_mail(member: Member) -> Answer:
    """Whether a member may choose to be told of new alerts by e-mail: those whom alerts concern."""
    if member.is_one_of(roles.DECIDE):
        return YES
    return no("E-mails about alerts go to stalking leads and to those who have a course. There is nothing to choose.")
