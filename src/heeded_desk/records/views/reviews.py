"""Retention reviews: what is due, and deciding about one course."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from heeded_desk.audit.actions import record
from heeded_desk.audit.models import Kind
from heeded_desk.places import guarded
from heeded_desk.records.actions import reviews as actions
from heeded_desk.records.actions.erasures import AlreadyAskedError
from heeded_desk.records.forms import ReviewForm
from heeded_desk.records.knowledge import known
from heeded_desk.records.models import Review, ReviewDecision
from heeded_desk.records.periods import periods_of, years_after
from heeded_desk.records.policies import may_keep_records
from heeded_desk.records.queries import review_of, reviews_due

PER_PAGE = 25


@guarded(may_keep_records)
def reviews(request: HttpRequest) -> HttpResponse:
    """Show the courses whose review is due, and put on record which they were."""
    page = Paginator(reviews_due(request.user, timezone.localdate()), PER_PAGE).get_page(request.GET.get("page"))
    courses = [review.case.course_id for review in page]
    record(Kind.CONSULTATION, by=request.user, place="reviews", details={"courses": courses})
    return render(request, "records/reviews.html", {"page": page, "periods": periods_of(request.user.force)})


@guarded(may_keep_records)
def case_review(request: HttpRequest, course_id: str) -> HttpResponse:
    """Show when a course is to be reviewed and why; take the decision."""
    review = review_of(request.user, course_id)
    form = ReviewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            return _decided(request, review, form)
        except AlreadyAskedError as fault:
            form.add_error("verdict", str(fault))
    record(Kind.CONSULTATION, by=request.user, place="case-review", subject=course_id)
    periods = periods_of(request.user.force)
    group = periods.group(review.group)
    before = ReviewDecision.objects.filter(case=review.case).select_related("by")
    shown = {
        "review": review, "case": review.case, "form": form, "periods": periods, "group": group, "before": before,
        "until": years_after(timezone.localdate(), group["years"]), "known": known("erasure"),
        "due": review.due_on is None or review.due_on <= timezone.localdate(),
    }  # fmt: skip
    return render(request, "records/case_review.html", shown)


def _decided(request: HttpRequest, review: Review, form: ReviewForm) -> HttpResponse:
    reason = form.cleaned_data["reason"]
    if form.cleaned_data["verdict"] == "erase":
        return redirect("erasure", actions.erase(review.case, reason=reason, by=request.user).pk)
    actions.keep(review.case, reason=reason, today=timezone.localdate(), by=request.user)
    return redirect("case-review", review.case.course_id)
