"""Deciding whether a course is stalking."""

from django.http import HttpRequest, HttpResponse

from heeded_desk.decisions.views.deciding import Asked, answer, decided_on
from heeded_desk.members.policies import may_decide
from heeded_desk.places import guarded


@guarded(may_decide)
def stalking(request: HttpRequest, course_id: str) -> HttpResponse:
    """Ask whether it is stalking; of a repeated pattern that is recorded as something else, why it is not."""
    return answer(request, Asked(decided_on(request, course_id).stalking, "decisions/page_stalking.html"))
