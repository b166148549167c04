"""Ending one's own sessions elsewhere: asked again who one is, then a page that says what will end."""

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from heeded_desk.members.actions.sessions import OTHERS, end_own, own_elsewhere
from heeded_desk.members.ending import counted
from heeded_desk.places import anybody_signed_in, guarded


@never_cache
@guarded(anybody_signed_in, settled=False)
@reauthentication_required
def end(request: HttpRequest, which: str) -> HttpResponse:
    """Say which sessions will end, and end them; one that has ended meanwhile, or is another's, is not there.

    which: the reference of one, or `others` for all but this one.
    """
    if request.method == "POST":
        count = end_own(by=request.user, which=which, request=request)
        messages.success(request, f"{counted(count)} ended. Whoever was there is signed out.")
        return redirect("your-sign-in")
    found = own_elsewhere(request.user, which, request)
    if not found and which != OTHERS:
        raise Http404
    return render(request, "members/your_session_end.html", {"sessions": found, "all": which == OTHERS})
