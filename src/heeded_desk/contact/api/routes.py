"""The places of the API. A name or a number never stands in an address; all is posted."""

from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern, path
from ninja import NinjaAPI, Status

from heeded_desk.audit.actions import record
from heeded_desk.audit.models import Kind
from heeded_desk.contact.actions.keeping import Kept, keep
from heeded_desk.contact.answering import Told, tell
from heeded_desk.contact.api import webhook
from heeded_desk.contact.api.doors import Keyed, by_key_alone
from heeded_desk.contact.api.problems import ProblemError, handle
from heeded_desk.contact.api.schemas import COLUMNS, KeptOut, LookUp, Problem, Report, ToldOut
from heeded_desk.contact.api.telling import told_out
from heeded_desk.contact.looking import NotReadyError, look
from heeded_desk.contact.models import ApiKey, Scope
from heeded_desk.deliveries.told import now
from heeded_desk.places import open_to_all
from heeded_desk.second_lock import for_force

BASE = "api/v1/"
ABOUT = (
    "At first contact: who is on file, and reports that are kept at once. Every call is put on record by ids alone. "
    "What is sent is never written into a log. Unknown is never no."
)
REFUSALS = dict.fromkeys((400, 401, 403, 405, 413, 422, 429), Problem)
api = NinjaAPI(title="Heeded", version="1", description=ABOUT, openapi_url=None, docs_url=None)
handle(api, COLUMNS)


@api.post(
    "look-ups",
    url_name="api-look-ups",
    operation_id="look_up",
    auth=Keyed(Scope.LOOK_UP),
    response={200: ToldOut, 503: Problem, **REFUSALS},
    summary="Look up who is on file",
)
def look_ups(request: HttpRequest, asked: LookUp) -> Any:
    """Tell who the people of a report are likely to be and what is on file; nothing of the report is kept."""
    key: ApiKey = request.auth  # type: ignore[attr-defined]
    try:
        found = look(key.force, asked.model_dump(exclude_none=True))
    except NotReadyError as error:
        raise ProblemError(503, str(error)) from error
    except ValueError as error:
        raise ProblemError(422, str(error)) from error
    return told_out(_on_record(key, found))


@api.post(
    "reports",
    url_name="api-reports",
    operation_id="send_report",
    auth=Keyed(Scope.REPORT),
    response={200: KeptOut, 201: KeptOut, **REFUSALS},
    summary="Send a report",
)
def reports(request: HttpRequest, report: Report) -> Any:
    """Keep a report: 201 where it is new, 200 where it came before. It is on the disk when this answers."""
    return taken_in(request.auth, report.model_dump(exclude_none=True))  # type: ignore[attr-defined]


def taken_in(key: ApiKey, report: dict[str, Any]) -> Any:
    """Keep a report and answer; raises ProblemError where it cannot be read."""
    try:
        kept = keep(key, report, now())
    except ValueError as error:
        raise ProblemError(422, str(error)) from error
    return Status(201 if kept.new else 200, _kept_out(key, kept))


def _kept_out(key: ApiKey, kept: Kept) -> dict[str, Any]:
    """Give what is on file too where the key may look up; else that the report is kept."""
    may = kept.found is not None and Scope.LOOK_UP in key.scopes
    told = told_out(_on_record(key, kept.found)) if may else None
    return {"report_id": kept.row.report_id, "new": kept.new, "note": kept.note, "told": told}


def _on_record(key: ApiKey, found: Any) -> Told:
    """Put the answer together and on record, as the key's own look."""
    with transaction.atomic(), for_force(key.force_id):
        told = tell(key.force, found)
        details = {**told.seen, "key": key.pk}
        record(Kind.CONSULTATION, by=None, place="api-look-ups", force=key.force, details=details)
    return told


@open_to_all
def described(request: HttpRequest) -> HttpResponse:
    """Give the description of the API (OpenAPI 3.1); it holds nothing of any force."""
    return JsonResponse(api.get_openapi_schema(path_prefix=f"/{BASE}"))


def urls() -> list[URLPattern]:
    """Give the addresses of the API, each with its guard."""
    api.add_router("webhooks", webhook.router)
    places = [path(BASE + "openapi.json", described, name="api-description")]
    for found in api.urls[0]:
        if found.name != "api-root":
            places.append(path(BASE + str(found.pattern), by_key_alone(found.callback), name=found.name))
    return places
