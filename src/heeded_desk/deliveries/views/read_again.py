"""Reading everything again: after decisions, or with a new mapping."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from heeded_desk.audit.actions import record
from heeded_desk.audit.models import Kind
from heeded_desk.deliveries.actions.asking import ask_for_run
from heeded_desk.deliveries.queries import deliveries_of
from heeded_desk.members.policies import may_deliver
from heeded_desk.places import guarded


@require_POST
@guarded(may_deliver)
def read_again(request: HttpRequest) -> HttpResponse:
    """Ask for a run, where the force has sent anything."""
    if not deliveries_of(request.user).exists():
        messages.info(request, "Nothing was sent yet, so there is nothing to read.")
        return redirect("deliveries")
    run = ask_for_run(request.user.force)
    record(Kind.ADMINISTRATION, by=request.user, place="deliveries", details={"run": run.pk})
    return redirect("run", run.pk)
