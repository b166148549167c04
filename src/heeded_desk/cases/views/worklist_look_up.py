"""Looking up a name or number: what is typed is sent and shown, and stands in no address, log or audit."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from heeded_desk.audit.actions import record
from heeded_desk.audit.models import Kind
from heeded_desk.cases.forms_work import LookUpForm
from heeded_desk.cases.look_up import TooMany, look_up
from heeded_desk.cases.rows import rows_of
from heeded_desk.members.policies import may_see_names
from heeded_desk.places import guarded

SHOWN = 50


@guarded(may_see_names)
@never_cache
def worklist_look_up(request: HttpRequest) -> HttpResponse:
    """Show the form; where something was sent, the first courses that hold it, and put on record which they were."""
    if request.method != "POST":
        return render(request, "cases/worklist_look_up.html", {"form": LookUpForm(None)})
    form = LookUpForm(request.POST)
    shown: dict[str, object] = {"form": form}
    if form.is_valid():
        shown |= _found(request, form)
    return render(request, "cases/worklist_look_up.html", shown)


def _found(request: HttpRequest, form: LookUpForm) -> dict[str, object]:
    first = _page(request.POST.get("from", "0"))
    try:
        found = look_up(request.user, form.cleaned_data["terms"]).select_related("assigned_to")
    except TooMany:
        record(Kind.CONSULTATION, by=request.user, place="look-up", details={"courses": [], "too_many": True})
        return {"too_many": True}
    cases, count = list(found[first : first + SHOWN]), found.count()
    ids = [case.course_id for case in cases]
    record(Kind.CONSULTATION, by=request.user, place="look-up", details={"courses": ids, "of": count})
    more = first + SHOWN if first + SHOWN < count else 0
    rows = rows_of(cases, request.user, timezone.now(), None)
    return {"rows": rows, "count": count, "from": first, "more": more, "before": max(first - SHOWN, 0)}


def _page(text: str) -> int:
    """Read from which course on they are to be shown."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0
