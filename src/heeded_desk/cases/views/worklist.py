"""The worklist: what to look at first, and why."""

from dataclasses import replace
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from heeded_desk.audit.actions import record
from heeded_desk.audit.models import Kind
from heeded_desk.cases.changed import left, news
from heeded_desk.cases.filters import FilterForm, Filters, courses, looked_at
from heeded_desk.cases.listing import counted, in_words, page_of, place_from
from heeded_desk.cases.models import Case, SavedView
from heeded_desk.cases.rows import PARTS, rows_of
from heeded_desk.members.models import Member
from heeded_desk.members.policies import may_decide, may_open_cases, may_see_worklist
from heeded_desk.places import guarded


@guarded(may_see_worklist)
def worklist(request: HttpRequest) -> HttpResponse:
    """Show one page of the worklist, and put on record which courses were on it."""
    member, now = request.user, timezone.now()
    form = FilterForm(request.GET, member)
    filters = form.filters()
    places = {name: place_from(request.GET.get(name, "")) for name in ("after", "before")}
    found = courses(member, filters, now).select_related("assigned_to")
    page, look = page_of(found, filters.parts(), **places), looked_at(member)
    gone = list(left(member, look)) if filters.changed == "look" and look else []
    record(Kind.CONSULTATION, by=member, place="worklist", details=_told([*page.rows, *gone], filters))
    shown = {
        "form": form,
        "filters": filters,
        "applied": form.applied(filters),
        "page": page,
        "sections": [(part, PARTS[part], rows_of(cases, member, now, look)) for part, cases in page.sections()],
        "counts": _counts(member, filters, now),
        "first": not any(places.values()),
        "look": look,
        "news": in_words(news(member, look, now)) if look else "",
        "left": rows_of(gone, member, now, look),
        "views": SavedView.objects.filter(member=member),
        "opens": bool(may_open_cases(member)),
        "decides": bool(may_decide(member)),
        "now": now,
    }
    return render(request, "cases/worklist.html", shown)


def _told(cases: list[Case], filters: Filters) -> dict[str, object]:
    """Give what the audit keeps of a look at the list: ids and codes."""
    return {"courses": [case.course_id for case in cases], "filters": filters.given()}


def _counts(member: Member, filters: Filters, now: datetime) -> list[dict[str, object]]:
    """Give how many courses stand in each part under the other filters, and the way to that part alone."""
    every = replace(filters, part=None)
    found = courses(member, every, now)
    return [
        {
            "part": part,
            "count": in_words(count),
            "none": not count,
            "query": filters.query(part=str(part.value)),
            "here": filters.part == str(part.value),
        }
        for part, count in counted(found, every.parts())
    ]
