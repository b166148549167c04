"""Deciding whether one duty of the police was done for a course."""

from django.http import Http404, HttpRequest, HttpResponse

from heeded_desk.decisions.views.deciding import Asked, answer, decided_on
from heeded_desk.decisions.wording import wording
from heeded_desk.members.policies import may_decide
from heeded_desk.places import guarded


@guarded(may_decide)
def duty(request: HttpRequest, course_id: str, check_id: str) -> HttpResponse:
    """Ask whether it was done, and where that shows."""
    course = decided_on(request, course_id)
    view = course.duty(check_id)
    asked_of = next((d for d in course.account["duties"] if d["check_id"] == check_id), None)
    if asked_of is None and not view.decisions:  # one that was said not to apply is no longer among the duties
        raise Http404
    shown = {"duty": asked_of, "title": wording().duty(check_id)}
    return answer(request, Asked(view, "decisions/page_duty.html", shown))
