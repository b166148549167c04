"""How often a page may be asked for, and what is measured of each answer: a middleware behind the sign-in.

Members and addresses are counted in one file for all processes of a machine, never in the database. An address is kept
as a keyed hash. Static files are served before, and are not counted.
"""

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.utils.crypto import salted_hmac

from heeded_desk.members.lock_out import address_of
from heeded_desk.running.counts import Counts

Answering = Callable[[HttpRequest], HttpResponseBase]
TITLE = "Please wait a minute"
SENTENCE = (
    "So many pages were asked for in the last minute that the desk has paused. Nothing that was saved is lost. Wait a"
    " minute, then go on; if you were just sending something, go back and send it again. If it was not you who asked,"
    " tell your administrator."
)
counts = Counts(settings.DESK_FOLDER)


class Limits:
    """Answers with 429 and a sentence where somebody asks too often."""

    def __init__(self, answering: Answering) -> None:
        self._answering = answering

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Count, answer, and measure."""
        began = time.perf_counter()
        answer = too_often(request) if asks_too_often(request, int(time.time() // 60)) else self._answering(request)
        place = request.resolver_match.url_name if request.resolver_match else ""
        counts.answer(place or "none", answer.status_code, time.perf_counter() - began)
        return answer


def asks_too_often(request: HttpRequest, minute: int) -> bool:
    """Count this request for its member and its address, and say whether either asks more often than may be.

    minute: minutes since 1970.
    """
    most = {asker: number for asker, number in _askers(request) if number}
    asked = counts.ask(list(most), minute) if most else []
    return any(times > number for times, number in zip(asked, most.values(), strict=False))


def _askers(request: HttpRequest) -> list[tuple[str, int]]:
    address = salted_hmac("limits", str(address_of(request)), algorithm="sha256").hexdigest()[:32]
    member = request.session.get(SESSION_KEY)
    found = [(f"address-{address}", settings.PAGES_A_MINUTE_FROM_ONE_ADDRESS)]
    if member:
        found.append((f"member-{member}", settings.PAGES_A_MINUTE))
    elif request.method == "POST" and not request.path.startswith("/api/"):
        found.append((f"try-{address}", settings.TRIES_A_MINUTE))
    return found


def too_often(request: HttpRequest) -> HttpResponse:
    """Say that it is too often: as a page, and to systems as JSON."""
    if request.path.startswith("/api/"):
        answer: HttpResponse = JsonResponse({"detail": SENTENCE}, status=429)
    else:
        answer = render(request, "desk/refused.html", {"title": TITLE, "sentence": SENTENCE}, status=429)
    answer.headers["Retry-After"] = "60"
    return answer
