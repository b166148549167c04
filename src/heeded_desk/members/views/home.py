"""Where a member lands: what their role is there for, else the first place that it may see."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from heeded_desk.members.roles import Role
from heeded_desk.pages import PLACES
from heeded_desk.places import anybody_signed_in, guarded

FIRST = {Role.CALL_HANDLER: "first-contact", Role.AUDITOR: "audit"}
"""Whoever takes calls has somebody on the line; an auditor is there for the looks."""


@guarded(anybody_signed_in)
def home(request: HttpRequest) -> HttpResponse:
    """Send the member on."""
    places = (name for name, _, policy in PLACES if policy(request.user))
    return redirect(FIRST.get(request.user.role) or next(places, "your-sign-in"))
