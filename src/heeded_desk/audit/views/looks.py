"""Who looked at one course."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from heeded_desk.audit.actions import record
from heeded_desk.audit.models import Kind
from heeded_desk.audit.policies import may_see_looks
from heeded_desk.audit.queries import looks_at, page_of
from heeded_desk.audit.wording import sentence
from heeded_desk.cases.queries import case_of
from heeded_desk.members.policies import may_audit, may_open_cases
from heeded_desk.places import guarded


@guarded(may_see_looks)
def looks(request: HttpRequest, course_id: str) -> HttpResponse:
    """Show who looked at the course, latest first; this look is put on record as well."""
    found = case_of(request.user, course_id)
    before = request.GET.get("before", "")
    number = int(before) if before.isascii() and before.isdecimal() and len(before) < 19 else None
    page = page_of(looks_at(found.course_id, request.user.force), number)
    record(Kind.CONSULTATION, by=request.user, place="looks", subject=found.course_id)
    shown = {
        "course_id": found.course_id,
        "page": page,
        "rows": [(entry, sentence(entry)) for entry in page.entries],
        "opens": bool(may_open_cases(request.user)),
        "audits": bool(may_audit(request.user)),
        "first": number is None,
    }
    return render(request, "audit/looks.html", shown)
