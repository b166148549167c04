"""Who may come in: a key of the force with the right scope, and not too often."""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from ninja.security import HttpBearer

from heeded_desk.contact.actions.keys import key_of
from heeded_desk.contact.api.problems import ProblemError, problem
from heeded_desk.contact.limits import key_may_ask, stranger_may_ask
from heeded_desk.contact.models import ApiKey, Scope
from heeded_desk.deliveries.told import now

OFTEN = "Wait until the next minute. An administrator of the desk can allow more."
NO_KEY = "This is no key that opens anything today. An administrator of your force makes keys on the page API keys."
SCOPE = "This key is not for that. An administrator of your force can make one that is."
View = Callable[..., HttpResponseBase]


class Keyed(HttpBearer):
    """Asks for a key in `Authorization: Bearer`, of this scope."""

    def __init__(self, scope: Scope) -> None:
        super().__init__()
        self.scope = scope

    def __call__(self, request: HttpRequest) -> ApiKey:
        """Give the key; raises ProblemError."""
        word, _, text = request.headers.get("Authorization", "").partition(" ")
        return self.authenticate(request, text.strip() if word.lower() == "bearer" else "")

    def authenticate(self, request: HttpRequest, token: str) -> ApiKey:
        """Give the key that a text is; raises ProblemError."""
        return admitted(request, key_of(token, now()) if token else None, self.scope)


def admitted(request: HttpRequest, key: ApiKey | None, scope: Scope) -> ApiKey:
    """Give a key that may do this now; raises ProblemError where it may not, or where there is none."""
    if key is None:
        if not stranger_may_ask(request, now()):
            raise ProblemError(429, OFTEN)
        raise ProblemError(401, NO_KEY)
    if not key_may_ask(key, now()):
        raise ProblemError(429, OFTEN)
    if scope not in key.scopes:
        raise ProblemError(403, SCOPE)
    return key


def by_key_alone(view: View) -> View:
    """Mark a view of the API, which no signed-in member reaches and a key opens; refuse what is too large unread."""

    @wraps(view)
    def seen(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if request.method != "POST":
            answer = problem(405, "Send a POST with a JSON body.")
            answer["Allow"] = "POST"
            return answer
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not length.isdecimal() or int(length) > settings.LARGEST_REPORT:
            return problem(413, f"One report may have {settings.LARGEST_REPORT // 1024} kB.")
        return view(request, *args, **kwargs)

    seen.policy = None  # type: ignore[attr-defined]
    seen.csrf_exempt = True  # type: ignore[attr-defined]
    return seen
