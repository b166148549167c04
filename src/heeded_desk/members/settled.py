"""What a member must do before the desk opens: a password of their own, and a second factor where it is asked."""

from django.conf import settings

from heeded_desk.members import roles
from heeded_desk.members.models import Member


def needs_second_factor(member: Member) -> bool:
    """Say whether this desk asks the member for a second factor."""
    asked = {"all": set(roles.Role), "most": roles.SECOND_FACTOR}.get(settings.SECOND_FACTOR, set())
    return member.is_one_of(asked)


def still_to_do(member: Member) -> str:
    """Give the name of the page on which the member has something to do first; empty where there is nothing."""
    from allauth.mfa.utils import is_mfa_enabled  # needs the models, which are not there when settings are read

    if member.must_change_password:
        return "your-password"
    return "your-sign-in" if needs_second_factor(member) and not is_mfa_enabled(member) else ""
