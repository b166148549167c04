"""Stalking under any heading."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from heeded_desk.audit.actions import record
from heeded_desk.audit.models import Kind
from heeded_desk.figures.crimes import COUNTED, PER_PAGE, CrimeForm, crimes_of, page_of, query, row_of, worded
from heeded_desk.figures.definitions import definitions
from heeded_desk.figures.policies import may_see_figures
from heeded_desk.members.policies import may_open_cases
from heeded_desk.places import guarded

LONGEST = 60


@guarded(may_see_figures)
def figures_crimes(request: HttpRequest) -> HttpResponse:
    """Show the crimes in whose words an act of stalking is told; words that are searched for are posted, never kept."""
    member, words = request.user, ""
    form = CrimeForm(request.GET, member)
    chosen = form.chosen()
    found = crimes_of(member, chosen)
    if request.method == "POST":
        words = request.POST.get("words", "").strip()[:LONGEST]
        found = worded(member, words) if words else found
    rows, after = page_of(found, request.GET.get("after", ""))
    told: dict[str, object] = {
        "courses": [c.case.course_id for c in rows],
        "filters": dict(chosen),
        "searched": bool(words),
    }
    record(Kind.CONSULTATION, by=member, place="figures-crimes", details=told)
    opens = bool(may_open_cases(member))
    shown = {
        "form": form,
        "words": words,
        "rows": [row_of(crime, opens) for crime in rows],
        "opens": opens,
        "after": "" if words else query(chosen, after=after) if after else "",
        "count": found.order_by().values("pk")[: COUNTED + 1].count(),
        "most": COUNTED,
        "per_page": PER_PAGE,
        "cut": bool(words and after),
        "chosen": chosen,
        "definition": definitions()["any-heading"],
    }
    return render(request, "figures/crimes.html", shown)
