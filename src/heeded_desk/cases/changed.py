"""What changed since a member last looked, and what left the list meanwhile."""

from datetime import datetime

from django.db.models import Q, QuerySet

from heeded_desk.cases.filters import Filters, courses
from heeded_desk.cases.listing import COUNTED
from heeded_desk.cases.models import Case, Part
from heeded_desk.cases.queries import visible_to
from heeded_desk.members.models import Member

SHOWN = 50


def news(member: Member, look: datetime, now: datetime) -> int:
    """Count the courses on the list that changed after a look, up to one more than COUNTED."""
    changed = courses(member, Filters(), now).filter(changed_at__gt=look, part__lt=Part.REST)
    return changed.order_by().values("pk")[: COUNTED + 1].count()


def left(member: Member, look: datetime) -> QuerySet[Case]:
    """Give the courses that were on the list and are no longer: joined to another, erased, or not indicated any more.

    A course drops out in silence nowhere: whoever had it in mind must be able to see where it went.
    """
    fell = Q(gone=False, part=Part.REST, change__contains="was “")
    return visible_to(member).filter(Q(gone=True) | fell, changed_at__gt=look).order_by("-changed_at", "pk")[:SHOWN]
