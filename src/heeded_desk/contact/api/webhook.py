"""A webhook: a record system that can only post its own JSON names its key and signs what it sends."""

import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pydantic
from django.db import transaction
from django.http import HttpRequest
from ninja import Router, Status

from heeded.ingest import Mapping as ColumnNames
from heeded.ingest import load_mapping
from heeded.ingest.place_rows import Raw
from heeded.ingest.refusals import Refusals
from heeded_desk.contact.actions.keeping import keep
from heeded_desk.contact.actions.keys import key_numbered, signing_secret
from heeded_desk.contact.api.doors import admitted
from heeded_desk.contact.api.problems import ProblemError
from heeded_desk.contact.api.schemas import KeptOut, Problem, Report
from heeded_desk.contact.models import ApiKey, Message, Scope
from heeded_desk.deliveries.places import mapping_file
from heeded_desk.deliveries.told import now
from heeded_desk.members.models import Force
from heeded_desk.second_lock import for_force

WITHIN = 300
"""Seconds by which a message's time may differ from the desk's."""
HEADERS = {
    "Heeded-Key": "the number of the key, such as 3-17",
    "Heeded-Time": "when it was sent, in seconds since 1970",
    "Heeded-Message": "a number of the sender's own, another for each message",
    "Heeded-Signature": "sha256= and the HMAC-SHA256 in hex, with the key's secret, of time, message and body "
    "joined by full stops",
}
router = Router()
_DESCRIBED = {
    "parameters": [
        {"name": name, "in": "header", "required": True, "description": words, "schema": {"type": "string"}}
        for name, words in HEADERS.items()
    ],
    "requestBody": {"required": True, "content": {"application/json": {"schema": {"type": "object"}}}},
}
OLD = "The time of the message is more than five minutes from the desk's, or is no time."
BEFORE = "A message of this number was taken in. Nothing was taken in twice; there is no need to send it again."
NO_OBJECT = "The body must be one JSON object in UTF-8."
NO_NUMBER = "The message names no report. The force's mapping says which of its columns is report_id."
UNFIT = "The message cannot be read as a report by the force's mapping: {why}"


@router.post(
    "reports",
    url_name="api-webhook",
    operation_id="send_signed_report",
    response={200: KeptOut, 201: KeptOut, **dict.fromkeys((400, 401, 403, 405, 409, 413, 422, 429), Problem)},
    summary="Send a report in the force's own columns, signed",
    openapi_extra=_DESCRIBED,
)
def message(request: HttpRequest) -> Any:
    """Keep the report of a signed message, read by the mapping that the force's deliveries are read by."""
    key = admitted(request, key_numbered(request.headers.get("Heeded-Key", ""), now(), _proved(request)), Scope.REPORT)
    number = hashlib.sha256(request.headers.get("Heeded-Message", "").encode()).hexdigest()
    _refuse_again(key, request.headers.get("Heeded-Time", ""), number)
    report = report_of(key.force, request.body)
    try:
        kept = keep(key, report, now())
    except ValueError as error:
        raise ProblemError(422, str(error)) from error
    _remember(key, number)
    said = {"report_id": kept.row.report_id, "new": kept.new, "note": kept.note, "told": None}
    return Status(201 if kept.new else 200, said)


def signature(secret: str, time: str, number: str, body: bytes) -> str:
    """Give the signature of a message."""
    signed = b".".join((time.encode(), number.encode(), body))
    return "sha256=" + hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()


def _proved(request: HttpRequest) -> Any:
    """Give the question whether this request was signed with a key's secret."""
    given = request.headers.get("Heeded-Signature", "")
    time, number = (request.headers.get(name, "") for name in ("Heeded-Time", "Heeded-Message"))

    def by(key: ApiKey) -> bool:
        right = signature(signing_secret(key), time, number, request.body)
        return bool(number) and hmac.compare_digest(right.encode(), given.encode())

    return by


def _refuse_again(key: ApiKey, time: str, number: str) -> None:
    """Refuse a message that is old, or came before; raises ProblemError."""
    if not (time.isascii() and time.isdecimal() and abs(int(time[:12]) - now().timestamp()) <= WITHIN):
        raise ProblemError(401, OLD)
    with transaction.atomic(), for_force(key.force_id):
        if Message.objects.filter(key=key, number=number).exists():
            raise ProblemError(409, BEFORE)


def _remember(key: ApiKey, number: str) -> None:
    """Remember a message for as long as its time would let it in again."""
    with transaction.atomic(), for_force(key.force_id):
        Message.objects.filter(key=key, at__lt=now() - timedelta(seconds=4 * WITHIN)).delete()
        Message.objects.get_or_create(key=key, number=number, defaults={"at": now()})


def report_of(force: Force, body: bytes) -> dict[str, Any]:
    """Read a force's own JSON by its mapping; gives the report in our columns. Raises ProblemError."""
    try:
        row = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise ProblemError(400, NO_OBJECT) from error
    if not isinstance(row, dict):
        raise ProblemError(400, NO_OBJECT)
    raw = Raw(load_mapping(mapping_file(force)) if mapping_file(force).is_file() else ColumnNames(), Refusals())
    raw.place("reports", "message", 1, row)
    if raw.refusals.rows:
        raise ProblemError(422, UNFIT.format(why=raw.refusals.rows[0]["reason"]))
    report = {**_filled(raw.reports[0]), "persons": [_person(p) for p in raw.persons]}
    report["log"] = [_filled(entry) for entry in raw.log]
    for entry in report["log"]:
        entry.pop("report_id")
    if report["report_id"] == "message:1":
        raise ProblemError(422, NO_NUMBER)
    return _checked(report)


def _filled(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if value and name not in ("file", "line")}


def _person(row: Mapping[str, Any]) -> dict[str, Any]:
    person = _filled(row)
    person.pop("report_id")
    return {**person, "role": str(person.get("role", "")).lower()}


def _checked(report: dict[str, Any]) -> dict[str, Any]:
    """Hold a report against the same description as one that is sent by key."""
    try:
        return Report.model_validate({"narrative": "", **report}).model_dump(exclude_none=True)  # type: ignore[no-any-return]
    except pydantic.ValidationError as error:
        column = str(error.errors()[0]["loc"][0])  # of our own columns, never of what was sent
        raise ProblemError(422, UNFIT.format(why=f"see the column {column}.")) from error
