"""Reading about records: always those of the member's own force."""

from datetime import date

from django.db.models import F, Q, QuerySet
from django.http import Http404

from heeded_desk.cases.models import Case
from heeded_desk.members.models import Member
from heeded_desk.records.correcting import fields
from heeded_desk.records.erasing.plan import Plan, planned
from heeded_desk.records.models import Correction, Erasure, Review


def erasures_of(member: Member) -> QuerySet[Erasure]:
    """Give the erasures of the member's force, the latest first."""
    return Erasure.objects.filter(force=member.force_id).select_related("asked_by", "decided_by")


def erasure_of(member: Member, number: int) -> Erasure:
    """Give one; raises Http404 in the same words where there is none or it is another force's."""
    found = erasures_of(member).filter(pk=number).first()
    if found is None:
        raise Http404
    return found


def goes_with(erasure: Erasure) -> Plan | None:
    """Give what goes with an erasure that waits for a second person, as the desk stands now; else None."""
    if erasure.state != Erasure.State.ASKED:
        return None
    return planned(erasure.force, frozenset(erasure.plan["reports"]))


def reviews_due(member: Member, today: date) -> QuerySet[Review]:
    """Give the reviews of the member's force that are due: nobody can tell the day, or it has come and nobody kept it.

    Those without a day come first, then the longest overdue.
    """
    due = Q(due_on=None) | Q(due_on__lte=today)
    kept = Q(kept_until=None) | Q(kept_until__lte=today)
    mine = Review.objects.filter(due, kept, force=member.force_id, case__gone=False)
    return mine.select_related("case").order_by(F("due_on").asc(nulls_first=True), "pk")


def review_of(member: Member, course_id: str) -> Review:
    """Give the review of a course; raises Http404 in the same words where there is none or it is another force's."""
    mine = Review.objects.filter(force=member.force_id, case__gone=False).select_related("case")
    found = mine.filter(case__course_id=course_id).first()
    if found is None:
        raise Http404
    return found


def corrections_of(member: Member) -> QuerySet[Correction]:
    """Give the requests for corrections of the member's force, the latest first."""
    return Correction.objects.filter(force=member.force_id).select_related("by", "decided_by", "case")


def corrections_about(case: Case) -> list[Correction]:
    """Give what was asked to be corrected in a course, the latest first, each with its field in words."""
    reports = list(case.report_ids.values_list("report_id", flat=True))
    mine = Correction.objects.filter(force=case.force_id, report_id__in=reports)
    found = list(mine.select_related("by", "decided_by"))
    for correction in found:
        correction.title = fields()[correction.field]["title"] if correction.field in fields() else correction.field
    return found
