"""Reading cases: always through what a member may see."""

from django.db.models import QuerySet
from django.http import Http404

from heeded_desk.cases.models import Case
from heeded_desk.members.models import Member


def visible_to(member: Member) -> QuerySet[Case]:
    """Give the cases of the member's own force."""
    return Case.objects.filter(force=member.force_id)


def case_of(member: Member, course_id: str) -> Case:
    """Give one case; raises Http404 in the same words where there is none or it is another force's."""
    case = visible_to(member).filter(course_id=course_id).first()
    if case is None:
        raise Http404
    return case
