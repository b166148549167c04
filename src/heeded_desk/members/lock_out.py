"""Five failures lock a user name and an address out for a quarter of an hour; django-axes counts, this tells it how."""

from axes.handlers.proxy import AxesProxyHandler
from django.conf import settings
from django.contrib.auth.signals import user_login_failed
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.crypto import salted_hmac

from heeded_desk.members.models import Member

SENTENCE = (
    "There were five sign-ins with a wrong password or code, with this user name or from where you are, so sign-in is "
    "closed for 15 minutes. Trying again meanwhile does not make it longer. Whoever is signed in already can go on "
    "working. If it was not you, or you have forgotten your password, tell your administrator."
)


def kept_name(request: HttpRequest, credentials: dict[str, object] | None) -> str | None:
    """Give what is kept of a user name that was tried: enough to count, not enough to read.

    People type passwords into the wrong field, so that no name that was tried is stored as it was typed.
    """
    name = (credentials or {}).get("username")
    return salted_hmac("lock-out", str(name).casefold(), algorithm="sha256").hexdigest() if name else None


def address_of(request: HttpRequest) -> str | None:
    """Give the address that a request came from, behind as many proxies as the force says it has.

    Each proxy adds the address it saw at the right; what stands further left anybody may have sent.
    """
    seen = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    if settings.PROXIES and len(seen) >= settings.PROXIES:
        return seen[-settings.PROXIES]
    return request.META.get("REMOTE_ADDR")


def is_locked(request: HttpRequest, member: Member) -> bool:
    """Say whether the member or the address is locked out, and mark the request so that the page says so."""
    allowed = AxesProxyHandler.is_allowed(request, {"username": member.get_username()})
    if not allowed:
        request.axes_locked_out = True  # type: ignore[attr-defined]
    return not allowed


def count_failure(request: HttpRequest, member: Member) -> None:
    """Count a wrong code or key like a wrong password."""
    credentials = {"username": member.get_username(), "step": "second"}
    user_login_failed.send(sender=__name__, credentials=credentials, request=request)


def locked_out(request: HttpRequest, response: HttpResponse, credentials: object) -> HttpResponse:
    """Say that sign-in is closed for a while, the same whether or not there is such a member."""
    shown = {"title": "Sign-in is closed for 15 minutes", "sentence": SENTENCE}
    return render(request, "desk/refused.html", shown, status=429)
