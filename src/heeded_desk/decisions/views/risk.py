"""Deciding whether the risk that stands on file was acted on."""

from django.http import HttpRequest, HttpResponse

from heeded_desk.decisions.views.deciding import Asked, answer, decided_on
from heeded_desk.members.policies import may_decide
from heeded_desk.places import guarded


@guarded(may_decide)
def risk(request: HttpRequest, course_id: str) -> HttpResponse:
    """Ask whether it was acted on."""
    return answer(request, Asked(decided_on(request, course_id).risk, "decisions/page_risk.html"))
