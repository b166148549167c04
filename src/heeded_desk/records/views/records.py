"""The first page about records, and the one of a course."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from heeded_desk.audit.actions import record
from heeded_desk.audit.models import Kind
from heeded_desk.cases.queries import case_of
from heeded_desk.places import guarded
from heeded_desk.records.menu import entries_for, entries_of_course
from heeded_desk.records.policies import may_see_course, may_see_records


@guarded(may_see_records)
def records(request: HttpRequest) -> HttpResponse:
    """Lead to what may be done with records, with how many wait."""
    return render(request, "records/records.html", {"entries": entries_for(request.user)})


@guarded(may_see_course)
def case_records(request: HttpRequest, course_id: str) -> HttpResponse:
    """Lead to what may be done with the records of one course."""
    case = case_of(request.user, course_id)
    if case.gone:
        return redirect("case", course_id)
    record(Kind.CONSULTATION, by=request.user, place="case-records", subject=course_id)
    return render(request, "records/case_records.html", {"case": case, "entries": entries_of_course(request.user)})
