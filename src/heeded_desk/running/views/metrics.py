"""Counts and times for a monitoring system, in the text format of Prometheus; by the names of places alone."""

import hmac
import ipaddress
from collections.abc import Iterator

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from heeded_desk.members.lock_out import address_of
from heeded_desk.places import open_to_all
from heeded_desk.running.counts import STEPS
from heeded_desk.running.limits import counts
from heeded_desk.running.state import State, age, state

TYPE = "text/plain; version=0.0.4; charset=utf-8"
NO = "The figures of running are given out to the force's monitoring alone."


@open_to_all
@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Give the figures to whoever sends the token, or asks from an address that may."""
    if not (_has_token(request) or _may_ask(str(address_of(request)))):
        raise PermissionDenied(NO)
    return HttpResponse("".join([*_of_state(state()), *_of_places()]), content_type=TYPE)


def _has_token(request: HttpRequest) -> bool:
    sent = request.headers.get("Authorization", "")
    wanted = f"Bearer {settings.METRICS_TOKEN}"
    return bool(settings.METRICS_TOKEN) and hmac.compare_digest(sent.encode(), wanted.encode())


def _may_ask(address: str) -> bool:
    try:
        there = ipaddress.ip_address(address)
        return any(there in ipaddress.ip_network(net, strict=False) for net in settings.METRICS_ADDRESSES)
    except ValueError:
        return False


def _of_state(found: State) -> Iterator[str]:
    yield from _one("heeded_well", "1 where all is as it should be.", int(found.well))
    yield from _one("heeded_database_seconds", "How long the database took to answer.", found.database_seconds)
    yield from _one("heeded_worker_alive", "1 where a worker is there.", int(found.worker))
    yield from _one("heeded_free_disk_bytes", "Free in the folder of the desk.", found.free_disk)
    yield from _one("heeded_queue_length", "What waits for the worker.", found.queue)
    yield from _one("heeded_last_run_age_seconds", "Since a run last came on the desk.", age(found))
    yield from _head("heeded_runs", "Runs by state.", "gauge")
    yield from (f'heeded_runs{{state="{name}"}} {number}\n' for name, number in sorted((found.runs or {}).items()))


def _of_places() -> Iterator[str]:
    """Give a histogram of how long each place took, by its name and the kind of its answers."""
    name = "heeded_answer_seconds"
    yield from _head(name, "How long answers took.", "histogram")
    found: dict[tuple[str, str], dict[int, tuple[int, float]]] = {}
    for place, status, step, times, seconds in counts.answers():
        found.setdefault((place, status), {})[step] = (times, seconds)
    for (place, status), steps in found.items():
        labels, sofar = f'place="{place}",status="{status}"', 0
        for number, up_to in enumerate((*STEPS, "+Inf")):
            sofar += steps.get(number, (0, 0.0))[0]
            yield f'{name}_bucket{{{labels},le="{up_to}"}} {sofar}\n'
        yield f"{name}_sum{{{labels}}} {sum(s for _, s in steps.values()):.6f}\n"
        yield f"{name}_count{{{labels}}} {sofar}\n"


def _one(name: str, told: str, value: float | None) -> Iterator[str]:
    if value is not None:
        yield from _head(name, told, "gauge")
        yield f"{name} {value}\n"


def _head(name: str, told: str, kind: str) -> Iterator[str]:
    yield f"# HELP {name} {told}\n# TYPE {name} {kind}\n"
