"""How far a run is."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from heeded_desk.deliveries.queries import is_open, run_of, steps_of
from heeded_desk.members.policies import may_deliver
from heeded_desk.places import guarded


@guarded(may_deliver)
def run(request: HttpRequest, number: int) -> HttpResponse:
    """Show the steps of a run; the page looks again by itself while the run is at work."""
    found = run_of(request.user, number)
    shown = {"run": found, "steps": steps_of(found), "open": is_open(found)}
    return render(request, "deliveries/run.html", shown)
