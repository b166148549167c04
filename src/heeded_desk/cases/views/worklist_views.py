"""What a member keeps for themselves: saved views, and up to when they have seen what changed."""

from datetime import UTC, datetime, timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from heeded_desk.cases.actions.looks import MOST_VIEWS, mark_seen, remove_view, save_view
from heeded_desk.cases.filters import FilterForm, Filters
from heeded_desk.cases.forms_work import ViewForm
from heeded_desk.cases.models import SavedView
from heeded_desk.members.models import Member
from heeded_desk.members.policies import may_see_worklist
from heeded_desk.places import guarded


@guarded(may_see_worklist)
@require_POST
def worklist_seen(request: HttpRequest) -> HttpResponse:
    """Put down that what changed until the page was made has been seen."""
    until = _moment(request.POST.get("until", ""))
    if until is None:
        messages.info(request, "Nothing was marked: the page was too old. Please look again.")
        return redirect(reverse("worklist") + "?changed=look")
    mark_seen(until=until, by=request.user)
    messages.success(request, "Marked as seen. What changes from now on will be shown as changed.")
    return redirect("worklist")


@guarded(may_see_worklist)
@require_POST
def worklist_save(request: HttpRequest) -> HttpResponse:
    """Keep the filters under a name."""
    filters = filters_of(request.POST.get("filters", ""), request.user)
    form = ViewForm(request.POST)
    if form.is_valid() and save_view(name=form.cleaned_data["name"], filters=filters.query(), by=request.user):
        messages.success(request, "The view is saved. It stands above your list.")
        return redirect(list_with(filters))
    if form.is_valid():
        form.add_error("name", f"You keep {MOST_VIEWS} views already. Remove one first.")
    return render(request, "cases/worklist_save.html", {"form": form, "filters": filters}, status=422)


@guarded(may_see_worklist)
@require_POST
def worklist_remove(request: HttpRequest, view: int) -> HttpResponse:
    """Remove one of the member's own views."""
    remove_view(get_object_or_404(SavedView, pk=view, member=request.user), by=request.user)
    messages.success(request, "The view is removed.")
    return redirect("worklist")


def filters_of(query: str, member: Member) -> Filters:
    """Read filters out of the query of an address; what is not understood is left out."""
    return FilterForm(QueryDict(query[:2000]), member).filters()


def list_with(filters: Filters) -> str:
    """Give the address of the worklist under filters."""
    return "?".join(filter(None, (reverse("worklist"), filters.query())))


def _moment(text: str) -> datetime | None:
    """Read a moment of the last day; None where it is none, so that nobody marks as seen what is still to come."""
    try:
        at = datetime.fromisoformat(text)
        known = at if at.tzinfo else at.replace(tzinfo=UTC)
        return known if timedelta(0) <= timezone.now() - known <= timedelta(days=1) else None
    except (ValueError, OverflowError):
        return None
