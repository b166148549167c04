"""Deciding at a review: keep until a day, or ask for erasure; the machine does neither by itself."""

from datetime import date

from django.db import transaction

from heeded_desk.audit.actions import record
from heeded_desk.audit.models import Kind
from heeded_desk.cases.models import Case
from heeded_desk.deliveries.told import now
from heeded_desk.members.models import Member
from heeded_desk.places import insist
from heeded_desk.records.actions.erasures import ask_erasure
from heeded_desk.records.models import Erasure, Review, ReviewDecision
from heeded_desk.records.periods import periods_of, years_after
from heeded_desk.records.policies import may_keep_records

Verdict = ReviewDecision.Verdict


@transaction.atomic
def keep(case: Case, *, reason: str, today: date, by: Member) -> ReviewDecision:
    """Keep a course until as many years from today as its group has; raises PermissionDenied."""
    insist(may_keep_records(by))
    review = Review.objects.select_for_update().get(case=case)
    until = years_after(today, periods_of(case.force).group(review.group)["years"])
    review.kept_until = until
    review.save(update_fields=["kept_until"])
    return _decide(review, Verdict.KEEP, reason, until, by)


@transaction.atomic
def erase(case: Case, *, reason: str, by: Member) -> Erasure:
    """Put down that a course is no longer needed, and ask for its erasure, which a second person confirms.

    Raises PermissionDenied, AlreadyAskedError.
    """
    insist(may_keep_records(by))
    review = Review.objects.select_for_update().get(case=case)
    reports = frozenset(case.report_ids.values_list("report_id", flat=True))
    asked = ask_erasure(case, reports=reports, what=Erasure.What.COURSE, reason="no_longer_needed", by=by)
    _decide(review, Verdict.ERASE, reason, None, by)
    return asked


def _decide(review: Review, verdict: str, reason: str, until: date | None, by: Member) -> ReviewDecision:
    made = ReviewDecision.objects.create(
        force_id=review.force_id, case_id=review.case_id, verdict=verdict, reason=reason, group=review.group,
        until=until, by=by, at=now(),
    )  # fmt: skip
    details = {
        "review": made.pk,
        "verdict": verdict,
        "group": review.group,
        "until": until.isoformat() if until else None,
    }
    record(Kind.ALTERATION, by=by, place="case-review", subject=review.case.course_id, details=details)
    return made
