"""What every answer tells a browser beside Django's own headers, how long a sign-in lasts, and who was refused."""

import logging
import time
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponseBase, JsonResponse

from heeded_desk.members.sessions import BEGAN

Answering = Callable[[HttpRequest], HttpResponseBase]
PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
PLAIN_HTTP = "This is reached over https alone. What was sent has come over an open line; change the key that was sent."
log = logging.getLogger("heeded.refused")


class Headers:
    """No page is kept by a browser or a proxy, or loaded by another site; whoever was refused is logged by number."""

    def __init__(self, answering: Answering) -> None:
        self._answering = answering

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """End a sign-in that has lasted long enough, answer, and add what belongs to every answer."""
        end_long_sign_in(request, time.time())
        answer = _over_http(request) or self._answering(request)
        answer.headers.setdefault("Cache-Control", "no-store")
        answer.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        answer.headers.setdefault("Permissions-Policy", PERMISSIONS)
        place = request.resolver_match.url_name if request.resolver_match else "none"
        if place in ("sign-out", "account_logout") and request.method == "POST":
            answer.headers["Clear-Site-Data"] = '"cache", "storage"'
        if answer.status_code in (403, 429):
            who = request.session.get(SESSION_KEY) or "nobody"
            log.warning("%s at %s for member %s", answer.status_code, place, who)
        return answer


def end_long_sign_in(request: HttpRequest, now: float) -> None:
    """Sign a member out who signed in longer ago than a shift lasts, however busy.

    now: seconds since 1970.
    """
    if SESSION_KEY not in request.session:
        return
    began = request.session.setdefault(BEGAN, now)
    if now - began > settings.LONGEST_SIGN_IN:
        request.session.flush()


def _over_http(request: HttpRequest) -> HttpResponseBase | None:
    """Refuse a system that calls without https, which a redirect would hide from it."""
    if settings.HTTPS and request.path.startswith("/api/") and not request.is_secure():
        return JsonResponse({"detail": PLAIN_HTTP}, status=403)
    return None
