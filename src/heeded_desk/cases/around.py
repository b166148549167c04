"""What stands around a course on the desk: other courses of the same people, as linking holds them to be."""

from django.db.models import Q, QuerySet

from heeded_desk.cases.models import Case, Part
from heeded_desk.cases.queries import visible_to
from heeded_desk.members.models import Member

MOST = 20
"""Other courses that are listed; more are counted."""


def other_victims(member: Member, case: Case) -> QuerySet[Case]:
    """Give the courses whose suspect is held to be this one's, and whose victim is somebody else."""
    if not case.suspect_id:
        return Case.objects.none()
    same_victim = Q(victim_id=case.victim_id) & ~Q(victim_id="")
    return _there(member, case).filter(suspect_id=case.suspect_id).exclude(same_victim)


def counter_allegations(member: Member, case: Case) -> QuerySet[Case]:
    """Give the courses in which this victim is the suspect and this suspect the victim."""
    if not (case.suspect_id and case.victim_id):
        return Case.objects.none()
    return _there(member, case).filter(suspect_id=case.victim_id, victim_id=case.suspect_id)


def other_suspects(member: Member, case: Case) -> QuerySet[Case]:
    """Give the courses of the same victim with another suspect, or an unknown one, that are worth a look."""
    if not case.victim_id:
        return Case.objects.none()
    same = _there(member, case).filter(victim_id=case.victim_id, part__lt=Part.REST)
    return same.exclude(suspect_id=case.suspect_id) if case.suspect_id else same


def _there(member: Member, case: Case) -> QuerySet[Case]:
    return visible_to(member).filter(gone=False).exclude(pk=case.pk).order_by("part", "-last_at", "pk")
