"""Whether the desk is well, for whatever watches over it: words and one age, nothing of anybody."""

from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from heeded_desk.places import open_to_all
from heeded_desk.running.state import State, age, state


@open_to_all
@never_cache
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """Answer 200 where all is well, else 503; what is not well stands in the words."""
    found = state()
    return JsonResponse(told(found), status=200 if found.well else 503)


def told(found: State) -> dict[str, object]:
    """Give the state in words."""
    seconds = age(found)
    return {
        "well": found.well,
        "database": "answers" if found.database_seconds is not None else "does not answer",
        "migrations": {True: "through", False: "not through", None: "cannot tell"}[found.migrated],
        "worker": "alive" if found.worker else "not there",
        "disk": "enough" if found.enough_disk else "nearly full",
        "last_run_hours_ago": round(seconds / 3600, 1) if seconds is not None else None,
    }
