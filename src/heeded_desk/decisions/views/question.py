"""One question of the queue, with its evidence side by side."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from heeded_desk.cases.queries import visible_to
from heeded_desk.decisions.matters import Matter, about_persons, about_reports
from heeded_desk.decisions.mentions import beside, links_between, people_in
from heeded_desk.decisions.models import Question
from heeded_desk.decisions.queries import folder_of
from heeded_desk.decisions.views.deciding import Asked, answer, decided_on
from heeded_desk.decisions.views.sameness import people_beside, side_of
from heeded_desk.members.policies import may_decide
from heeded_desk.places import guarded


@guarded(may_decide)
def question(request: HttpRequest, question_id: str) -> HttpResponse:
    """Ask about two people or two reports; why a course is not recorded as stalking is asked on its own page."""
    asked = Question.objects.filter(force=request.user.force_id, question_id=question_id).first()
    if asked is None or not visible_to(request.user).filter(pk=asked.case_a_id).exists():
        raise Http404
    if asked.kind == Question.Kind.WHY_NOT_STALKING:
        return redirect(reverse("decide-stalking", args=[asked.case_a.course_id]) + "?queue=1")
    sides = [side_of(case, report) for case, report in _ends(asked)]
    if not all(sides):
        raise Http404
    course = decided_on(request, asked.case_a.course_id)
    matter, shown = _about(asked)
    view = course.view(matter, "decide-person")
    shown |= {"question": asked, "sides": sides, "queue": True}
    other = asked.case_b.course_id if asked.case_b else None
    looked_at = {"question": asked.question_id, "beside": other}
    return answer(request, Asked(view, "decisions/page_question.html", shown, {"question": question_id}, looked_at))


def _ends(asked: Question) -> list[tuple[Any, str]]:
    return [(asked.case_a, asked.report_a), (asked.case_b or asked.case_a, asked.report_b)]


def _about(asked: Question) -> tuple[Matter, dict[str, Any]]:
    """Give what is asked about: two mentions where linking says which, else the two reports as wholes."""
    folder = folder_of(asked.force_id)
    people = people_in(folder, [asked.report_a, asked.report_b])
    pair = _pair(asked, people, folder) if asked.kind == Question.Kind.SAME_PERSON else None
    if pair:
        a, b = pair
        return about_persons(a, b), {"pairs": [{"label": _roles(a, b), "rows": beside(a, b)}]}
    pairs = people_beside(people, asked.report_a, asked.report_b)
    return about_reports(asked.report_a, asked.report_b), {"pairs": pairs}


def _pair(asked: Question, people: list[Any], folder: Any) -> tuple[Any, Any] | None:
    """Give the two mentions that linking left to be asked about, in the order of the reports."""
    by_id = {m["mention_id"]: m for m in people}
    for link in links_between(folder, list(by_id)):
        ends = [by_id[link["mention_a"]], by_id[link["mention_b"]]]
        ends.sort(key=lambda m: m["report_id"] != asked.report_a)
        between = {m["report_id"] for m in ends} == {asked.report_a, asked.report_b}
        if between and not link["held"] and link["reason"] in asked.reason:
            return ends[0], ends[1]
    return None


def _roles(a: Any, b: Any) -> str:
    """Say in what role either report names them."""
    if a["role"] == b["role"]:
        return str(a["role"]).capitalize()
    return f"The {a['role']} of the first report and the {b['role']} of the second"
