"""What a member may do by role alone; each answers with a sentence. Policies about one case stand with the cases."""

from heeded_desk.answer import YES, Answer, no
from heeded_desk.members import roles
from heeded_desk.members.models import Member
from heeded_desk.members.roles import Role


def _one_of(member: Member, allowed: set[Role], to_do: str) -> Answer:
    if member.is_one_of(allowed):
        return YES
    names = sorted(Role(role).label.lower() for role in allowed)
    listed = ", ".join(names[:-1]) + (" or " if names[:-1] else "") + names[-1]
    return no(f"To {to_do} you need another role: {listed}. Your administrator can tell you more.")


def may_see_worklist(member: Member) -> Answer:
    """Whether the worklist may be seen; an analyst sees it without names."""
    return _one_of(member, roles.SEE_LIST, "see the worklist")


def may_see_names(member: Member) -> Answer:
    """Whether names and narratives may be seen."""
    return _one_of(member, roles.SEE_CASES, "see names and what was reported")


def may_open_cases(member: Member) -> Answer:
    """Whether the account of a course may be opened."""
    return _one_of(member, roles.SEE_CASES, "open an account")


def may_decide(member: Member) -> Answer:
    """Whether decisions may be recorded."""
    return _one_of(member, roles.DECIDE, "record a decision")


def may_assign(member: Member) -> Answer:
    """Whether courses may be assigned to others; everybody who may decide may take one."""
    return _one_of(member, roles.ASSIGN, "assign a course to somebody else")


def may_deliver(member: Member) -> Answer:
    """Whether deliveries may be uploaded and their progress seen."""
    return _one_of(member, roles.DELIVER, "send a delivery")


def may_audit(member: Member) -> Answer:
    """Whether the record of looks and acts may be seen."""
    return _one_of(member, roles.AUDIT, "see who looked at what")


def may_administer(member: Member) -> Answer:
    """Whether members may be added and changed."""
    return _one_of(member, roles.ADMINISTER, "manage members")


def may_change(by: Member, member: Member) -> Answer:
    """Whether an administrator may change this member: one of their own force, and never themselves."""
    allowed = may_administer(by)
    if not allowed:
        return allowed
    if by.force_id != member.force_id:
        return no("This member belongs to another force.")
    if by.pk == member.pk:
        return no("You cannot change your own role or close your own sign-in. Ask another administrator.")
    return YES


def may_take_out(by: Member, member: Member) -> Answer:
    """Whether an administrator may give this member another role or close their sign-in; one must always be left."""
    allowed = may_change(by, member)
    if not allowed:
        return allowed
    left = Member.objects.filter(force=member.force_id, role=Role.ADMINISTRATOR, is_active=True).exclude(pk=member.pk)
    if member.role == Role.ADMINISTRATOR and not left.exists():
        return no("This is the last administrator of your force. Add another first.")
    return YES
