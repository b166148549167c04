"""What an administrator does to the members of their force. Nobody is deleted: what they did stays theirs."""

from allauth.mfa.models import Authenticator
from django.db import transaction

from heeded_desk.audit.actions import record
from heeded_desk.audit.models import Kind
from heeded_desk.members.ending import end_others
from heeded_desk.members.models import Force, Member
from heeded_desk.members.on_record import subject_of
from heeded_desk.members.passwords import one_time_password
from heeded_desk.members.policies import may_change, may_take_out
from heeded_desk.members.roles import Role
from heeded_desk.places import insist


def add_force(force: Force, *, username: str, first_name: str, last_name: str) -> str:
    """Add a force with its first administrator; give the password for one sign-in, which is not kept."""
    password = one_time_password()
    names = {"username": username, "first_name": first_name, "last_name": last_name}
    with transaction.atomic():
        force.save(force_insert=True)
        member = Member(**names, force=force, role=Role.ADMINISTRATOR)
        member.give_one_time(password)
        member.save(force_insert=True)
        said = {"act": "force added", "force": force.pk}
        record(Kind.ADMINISTRATION, by=None, place="add-force", subject=subject_of(member), force=force, details=said)
    return password


def add_member(*, by: Member, username: str, first_name: str, last_name: str, role: Role) -> tuple[Member, str]:
    """Add a member to the administrator's force; give them and a password that is good for one sign-in.

    The password is not kept. Raises IntegrityError where the user name is taken.
    """
    password = one_time_password()
    with transaction.atomic():
        member = Member(username=username, first_name=first_name, last_name=last_name, force=by.force, role=role)
        member.give_one_time(password)
        member.save(force_insert=True)
        _record(by, member, "member added", role=role)
    return member, password


def change_role(*, by: Member, member: Member, role: Role) -> None:
    """Put a member into another role; raises PermissionDenied with the policy's sentence."""
    with transaction.atomic():
        locked = _locked(by, member)
        if locked.role == role:
            return
        insist(may_take_out(by, locked) if locked.role == Role.ADMINISTRATOR else may_change(by, locked))
        before, locked.role = locked.role, role
        locked.save(update_fields=["role"])
        _record(by, locked, "role changed", before=before, after=role)


def deactivate(*, by: Member, member: Member) -> None:
    """Close the desk to a member; their sessions end. Raises PermissionDenied."""
    with transaction.atomic():
        locked = _locked(by, member)
        insist(may_take_out(by, locked))
        locked.is_active = False
        locked.save(update_fields=["is_active"])
        _record(by, locked, "member deactivated", **end_others(locked, None))


def reactivate(*, by: Member, member: Member) -> None:
    """Open the desk to a member again; raises PermissionDenied."""
    with transaction.atomic():
        locked = _locked(by, member)
        insist(may_change(by, locked))
        locked.is_active = True
        locked.save(update_fields=["is_active"])
        _record(by, locked, "member reactivated")


def renew_password(*, by: Member, member: Member) -> str:
    """Give a member who forgot theirs a password for one sign-in; their sessions end. Raises PermissionDenied."""
    password = one_time_password()
    with transaction.atomic():
        locked = _locked(by, member)
        insist(may_change(by, locked))
        locked.give_one_time(password)
        locked.save(update_fields=["password", "must_change_password", "one_time_until"])
        _record(by, locked, "one-time password given", **end_others(locked, None))
    return password


def reset_second_factor(*, by: Member, member: Member) -> None:
    """Forget apps, passkeys and recovery codes of a member who lost theirs; raises PermissionDenied.

    The secrets are the one thing that is deleted: a lost telephone must not open the desk.
    """
    with transaction.atomic():
        locked = _locked(by, member)
        insist(may_change(by, locked))
        held = Authenticator.objects.filter(user=locked)
        kinds = sorted(set(held.values_list("type", flat=True)))
        held.delete()
        _record(by, locked, "second factor reset", factors=kinds)


def _locked(by: Member, member: Member) -> Member:
    """Give the member anew, holding the force's administrators, so that two cannot take each other out at once."""
    list(Member.objects.select_for_update().filter(force=by.force_id, role=Role.ADMINISTRATOR).order_by("pk"))
    return Member.objects.select_for_update().get(pk=member.pk, force=by.force_id)


def _record(by: Member, member: Member, act: str, **details: object) -> None:
    said = {"act": act, **details}
    record(Kind.ADMINISTRATION, by=by, place="member", subject=subject_of(member), details=said)
