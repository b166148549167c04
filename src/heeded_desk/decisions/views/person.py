"""Deciding whether the people of two reports of one course are one, as linking held them to be."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from heeded_desk.decisions.matters import about_persons
from heeded_desk.decisions.mentions import beside, links_between, people_in
from heeded_desk.decisions.queries import Decided, folder_of
from heeded_desk.decisions.views.deciding import Asked, answer, decided_on
from heeded_desk.decisions.views.sameness import ROLES, side_of
from heeded_desk.members.policies import may_decide
from heeded_desk.places import guarded


@guarded(may_decide)
def person(request: HttpRequest, course_id: str) -> HttpResponse:
    """Show two mentions side by side, and ask whether they are one person.

    The address names a role and the number of a report in the account; where it names no second report, the one by
    which linking held them to be one. Where a report has several people in that role it may name which.
    """
    course = decided_on(request, course_id)
    role = request.GET.get("role", "")
    first = _numbered(course, request.GET.get("a", ""))
    people = [m for m in people_in(folder_of(course.case.force_id), sorted(course.reports)) if m["role"] == role]
    second = _numbered(course, request.GET["b"]) if "b" in request.GET else _linked(course, first, people)
    reports = [first, second]
    named = [[m for m in people if m["report_id"] == r["report_id"]] for r in reports]
    if role not in ROLES or first is second or not all(named):
        raise Http404
    chosen = [_chosen(request.GET.get(name, ""), those) for name, those in zip(("pa", "pb"), named, strict=True)]
    view = course.view(about_persons(*chosen), "decide-person", query=request.GET.urlencode())
    shown = _shown(course, role, reports, chosen) | {"others": _others(course, role, people, reports, named, chosen)}
    return answer(request, Asked(view, "decisions/page_person.html", shown))


def _linked(course: Decided, first: Any, people: list[Any]) -> Any:
    """Give the report whose mention linking held strongest to be the same; else the one before it in the account."""
    report_of = {m["mention_id"]: m["report_id"] for m in people}
    by_id = {r["report_id"]: r for r in course.account["reports"]}
    for link in links_between(folder_of(course.case.force_id), list(report_of)):
        ends = {report_of[link["mention_a"]], report_of[link["mention_b"]]}
        if first["report_id"] in ends and len(ends) == 2:
            return by_id[(ends - {first["report_id"]}).pop()]
    others = [r for i, r in by_id.items() if r is not first and i in report_of.values()]
    return min(others, key=lambda r: abs(r["number"] - first["number"]), default=first)


def _shown(course: Decided, role: str, reports: list[Any], chosen: list[Any]) -> dict[str, Any]:
    links = links_between(folder_of(course.case.force_id), [m["mention_id"] for m in chosen])
    sides = [side_of(course.case, r["report_id"], course.account) for r in reports]
    return {
        "role": ROLES[role],
        "rows": beside(*chosen),
        "sides": sides,
        "why": links[0]["reason"] if links else "",
    }


def _numbered(course: Decided, number: str) -> Any:
    found = next((r for r in course.account["reports"] if str(r["number"]) == number), None)
    if found is None:
        raise Http404
    return found


def _chosen(position: str, those: list[Any]) -> Any:
    """Give the mention that the address names; the first where it names none."""
    return next((m for m in those if str(m["position"]) == position), those[0])


def _others(
    course: Decided, role: str, people: list[Any], reports: list[Any], named: list[list[Any]], chosen: list[Any]
) -> list[dict[str, str]]:
    """Give what else may be compared: the same report with others, and other people of these two in that role."""
    a, b = (r["number"] for r in reports)
    there = {m["report_id"] for m in people}
    rest = [r["number"] for r in course.account["reports"] if r["report_id"] in there and r not in reports]
    return [
        {"query": f"role={role}&a={a}&b={n}", "words": f"The {role} of report {a} and of report {n}"} for n in rest
    ] + [
        {
            "query": f"role={role}&a={a}&b={b}&pa={x['position']}&pb={y['position']}",
            "words": f"{role.capitalize()} {x['position'] + 1} of report {a} and {y['position'] + 1} of report {b}",
        }
        for x in named[0]
        for y in named[1]
        if [x, y] != chosen
    ]
