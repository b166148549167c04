"""Reading members: always those of one's own force."""

from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404

from heeded_desk.members.models import Member


def members_of(member: Member) -> QuerySet[Member]:
    """Give the members of somebody's force, those who may sign in first, each with `second_factor` yes or no."""
    from allauth.mfa.models import Authenticator

    held = Authenticator.objects.filter(user=OuterRef("pk"))
    mine = Member.objects.filter(force=member.force_id, force__isnull=False)
    return mine.annotate(second_factor=Exists(held)).order_by("-is_active", "last_name", "first_name", "pk")


def member_of(member: Member, pk: int) -> Member:
    """Give one; raises Http404 in the same words where there is none or it is another force's."""
    found = members_of(member).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
