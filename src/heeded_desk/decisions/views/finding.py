"""Deciding whether words say what they are read as."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from heeded_desk.decisions.mentions import rule_of
from heeded_desk.decisions.places_in_text import around, mark_in
from heeded_desk.decisions.queries import folder_of
from heeded_desk.decisions.views.deciding import Asked, answer, decided_on
from heeded_desk.members.policies import may_decide
from heeded_desk.places import guarded


@guarded(may_decide)
def finding(request: HttpRequest, course_id: str) -> HttpResponse:
    """Show the words with what stands around them, and ask whether they are read rightly."""
    course = decided_on(request, course_id)
    wanted = _wanted(request)
    report = next((r for r in course.account["reports"] if r["number"] == wanted["report"]), None)
    mark = mark_in(report, wanted) if report else None
    if report is None or mark is None:
        raise Http404
    seen = {"rule": rule_of(folder_of(course.case.force_id), mark["finding_id"])} if request.method == "POST" else {}
    shown = {"report": report, "mark": mark, "words": around(report, mark)}
    return answer(request, Asked(course.finding(report, mark), "decisions/page_finding.html", shown, seen))


def _wanted(request: HttpRequest) -> dict[str, Any]:
    """Give the place that an address names; raises Http404 where it names none."""
    given = request.GET
    try:
        numbers = {name: int(given.get(name, "")) for name in ("report", "start", "end")}
    except ValueError as error:
        raise Http404 from error
    return {**numbers, "field": given.get("field", ""), "code": given.get("code", "")}
