"""The findings that members rejected, by rule: to mend the catalogue by."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from heeded_desk.audit.actions import record
from heeded_desk.audit.models import Kind
from heeded_desk.decisions.policies import may_review
from heeded_desk.decisions.rejected import as_csv, by_rule, quoted, reviewed
from heeded_desk.places import guarded

TOGETHER = 20


@guarded(may_review)
def rejected(request: HttpRequest) -> HttpResponse:
    """Show how often each rule was rejected, and the words, the latest first."""
    force = request.user.force_id
    page = Paginator(reviewed(force).filter(verdict="rejected"), TOGETHER).get_page(request.GET.get("page"))
    listed = list(quoted(page.object_list))
    details = {"reports": sorted({d.subjects[0]["report_id"] for d in page.object_list})}
    record(Kind.CONSULTATION, by=request.user, place="rejected-findings", details=details)
    return render(request, "decisions/rejected.html", {"rules": by_rule(force), "page": page, "listed": listed})


@guarded(may_review)
def rejected_file(request: HttpRequest) -> HttpResponse:
    """Give the counts by rule as a file without names."""
    rows = by_rule(request.user.force_id)
    record(Kind.DISCLOSURE, by=request.user, place="rejected-findings", details={"rules": len(rows), "names": False})
    answer = HttpResponse(as_csv(rows), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="rejected-findings.csv"'
    return answer
