"""What was sent, how far its reading is, and the form by which more is sent."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from heeded.explain.plain import count
from heeded_desk.deliveries.actions.sending import Outcome, send
from heeded_desk.deliveries.forms import DeliveryForm
from heeded_desk.deliveries.places import mapping_file
from heeded_desk.deliveries.queries import deliveries_of, is_open, refusals_of, runs_of
from heeded_desk.deliveries.uploading import largest
from heeded_desk.members.policies import may_deliver
from heeded_desk.places import guarded


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(may_deliver)
def deliveries(request: HttpRequest) -> HttpResponse:
    """Show what was sent, or take in what is sent now."""
    if request.method != "POST":
        return _page(request, DeliveryForm(), Outcome())
    posted, files = request.POST, request.FILES  # by then all has come in, and what was too large is known
    too_large = getattr(request, "too_large", [])
    form = DeliveryForm(posted, files, too_large=tuple(too_large))
    if not form.is_valid():
        return _page(request, form, Outcome())
    given = form.cleaned_data
    outcome = send(request.user.force, given["files"], given["mapping"], too_large, by=request.user)
    if outcome.refused:
        return _page(request, form, outcome)
    messages.success(request, f"{count(len(outcome.taken), 'file').capitalize()} taken in.")
    return redirect("run", outcome.run.pk) if outcome.run else redirect("deliveries")


def _page(request: HttpRequest, form: DeliveryForm, outcome: Outcome) -> HttpResponse:
    member = request.user
    runs = runs_of(member)
    shown = {
        "form": form,
        "outcome": outcome,
        "page": Paginator(deliveries_of(member), 20).get_page(request.GET.get("page")),
        "open": next((run for run in runs[:5] if is_open(run)), None),
        "runs": runs[:10],
        "refusals": refusals_of(member)[:10],
        "has_mapping": mapping_file(member.force).is_file(),
        "largest": largest(),
    }
    return render(request, "deliveries/deliveries.html", shown)
