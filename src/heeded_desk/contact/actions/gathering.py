"""What came by the API is gathered into a delivery, which the next run reads with everything else."""

import json
import os
import tempfile
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction

from heeded.ingest import load_mapping
from heeded_desk.contact.models import KeptReport
from heeded_desk.deliveries.actions.asking import ask_for_run
from heeded_desk.deliveries.actions.taking import Sent, check, take
from heeded_desk.deliveries.content import NotTakenError
from heeded_desk.deliveries.models import Delivery
from heeded_desk.deliveries.places import made, mapping_file
from heeded_desk.members.models import Force
from heeded_desk.second_lock import for_force

MOST = 10_000
"""Reports of one delivery."""
LABEL = "from-api.jsonl"
BY_API = "api"
"""How such a delivery came."""


def gather_all(now: datetime) -> int:
    """Gather what has waited long enough, for each force; gives how many deliveries were made."""
    return sum(gather(force, now) for force in Force.objects.all())


def gather(force: Force, now: datetime, *, wait: float | None = None) -> bool:
    """Make a delivery of what waits for a force and ask for a run, where the eldest has waited long enough.

    wait: seconds, else what is set. May be cut off anywhere and begun again: what is in no delivery yet is still in
    the database, and a report that comes twice is one report.
    """
    longest = timedelta(seconds=settings.REPORTS_WAIT if wait is None else wait)
    with transaction.atomic(), for_force(force.pk):
        waiting = list(KeptReport.objects.filter(force=force, delivery=None).order_by("pk")[:MOST])
    if not waiting or waiting[0].kept_at > now - longest:
        return False
    delivery = _delivered(force, [json.loads(row.content) for row in waiting])
    with transaction.atomic(), for_force(force.pk):
        KeptReport.objects.filter(pk__in=[row.pk for row in waiting]).update(delivery=delivery, content="")
    ask_for_run(force)
    return True


def _delivered(force: Force, reports: Iterable[Mapping[str, object]]) -> Delivery:
    theirs = _their_columns(force)
    handle, name = tempfile.mkstemp(dir=made(Path(settings.FILE_UPLOAD_TEMP_DIR)))
    path = Path(name)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        for report in reports:
            row = {theirs.get(column, column): value for column, value in report.items()}
            file.write(json.dumps(row, ensure_ascii=False, sort_keys=True) + "\n")
    sent = Sent(path, LABEL, BY_API)  # type: ignore[arg-type]
    try:
        return take(force, sent)
    except NotTakenError:  # cut off after it was taken in: the same rows are the same file
        with transaction.atomic(), for_force(force.pk):
            found = Delivery.objects.get(force=force, sha256=check(path).sha256)
        path.unlink()
        return found


def _their_columns(force: Force) -> Mapping[str, str]:
    """Give what a force's mapping calls our columns, for a run reads every file of the force by it."""
    if not mapping_file(force).is_file():
        return {}
    return {ours: names[0] for ours, names in load_mapping(mapping_file(force)).columns.get("reports", {}).items()}
