"""What went wrong, as problem details (RFC 9457): plain sentences, and never a value of the request."""

import logging
from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

log = logging.getLogger(__name__)
TITLES = {
    400: "The request cannot be read",
    401: "A key is needed",
    403: "The key does not open this",
    404: "There is nothing here",
    405: "This is asked for by POST",
    409: "This message came before",
    413: "The request is too large",
    422: "The report cannot be used as it is",
    429: "Too many calls in this minute",
    503: "Not ready yet",
    500: "Heeded met a fault of its own",
}
UNKNOWN = "a column that is not known"


class ProblemError(Exception):
    """Ends a call with a status and a sentence."""

    def __init__(self, status: int, detail: str) -> None:
        super().__init__(detail)
        self.status, self.detail = status, detail


def problem(status: int, detail: str) -> HttpResponse:
    """Give a problem as an answer."""
    content = {"type": "about:blank", "title": TITLES[status], "status": status, "detail": detail}
    answer = JsonResponse(content, status=status, content_type="application/problem+json")
    if status == 401:
        answer["WWW-Authenticate"] = "Bearer"
    if status == 429:
        answer["Retry-After"] = "60"
    return answer


def handle(api: NinjaAPI, columns: Iterable[str]) -> None:
    """Have an API answer all that goes wrong so. columns: those that may be named in an answer."""
    known = frozenset(columns)
    told = {
        ProblemError: lambda request, error: problem(error.status, error.detail),
        AuthenticationError: lambda request, error: problem(401, "Send a key in the header Authorization: Bearer."),
        HttpError: lambda request, error: problem(400, "The body must be one JSON object in UTF-8."),
        ValidationError: lambda request, error: problem(422, _faults(error, known)),
        Exception: _fault,
    }
    for kind, handler in told.items():
        api.add_exception_handler(kind, handler)


def _faults(error: ValidationError, known: frozenset[str]) -> str:
    """Say which columns are at fault; what the request itself named is not repeated."""
    places = []
    for fault in error.errors[:5]:
        path = [part for part in fault["loc"] if part not in ("body", "report", "asked")]
        place = ".".join(str(part) if isinstance(part, int) or part in known else UNKNOWN for part in path)
        places.append(place or "the body")
    return f"Not as described: {', '.join(dict.fromkeys(places))}. See /api/v1/openapi.json for what each may hold."


def _fault(request: HttpRequest, error: Exception) -> HttpResponse:
    log.error("A call of the API failed (%s).", type(error).__name__)  # its words may hold a person's
    return problem(500, "Nothing that was acknowledged is lost. Please try again, and tell your administrator.")
