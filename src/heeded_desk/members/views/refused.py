"""What is shown where a page is refused, missing or broken: a sentence, and never a person's words."""

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def refused(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say in the policy's words why the page may not be seen."""
    sentence = str(exception) or "You may not see this page."
    return render(request, "desk/refused.html", {"title": "You may not see this", "sentence": sentence}, status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that there is no such page, in the same words whether it is missing or another force's."""
    sentence = "There is no such page, or it belongs to another force."
    return render(request, "desk/refused.html", {"title": "Not found", "sentence": sentence}, status=404)


def fault(request: HttpRequest) -> HttpResponse:
    """Say that the fault is the desk's own, without asking the database, which may be what is at fault."""
    request.user, request._messages = AnonymousUser(), []
    sentence = "The desk met a fault of its own. Nothing that you had saved before is lost. Please try again."
    shown = {"title": "Something went wrong", "sentence": sentence, "at_home": True}
    return render(request, "desk/refused.html", shown, status=500)
