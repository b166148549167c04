"""Raising alerts after a run is on the desk, ending those that hold no longer, and queueing the e-mails."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from django.db import connection
from django.db.models import QuerySet

from heeded_desk.alerts.carrying import carry_alerts
from heeded_desk.alerts.models import Alert, KnownReport, Told
from heeded_desk.alerts.queueing import queue_mails
from heeded_desk.alerts.telling import Reports, ended, reports_of, tellings
from heeded_desk.cases.models import Case, CaseReport
from heeded_desk.decisions.models import Decision
from heeded_desk.deliveries.models import Run
from heeded_desk.deliveries.told import now
from heeded_desk.members.models import Force
from heeded_desk.turns import Turns

Row = dict[str, Any]
Thing = TypeVar("Thing")
TOGETHER = 100
"""Courses that are told in one turn: many for one statement, few enough that no page waits for them long."""
ABOUT_FLAGS = (Alert.Reason.UNRECOGNISED, Alert.Reason.FLAG)


@dataclass(slots=True)
class Raising:
    """One run's alerts in the making."""

    force: Force
    run: Run
    at: datetime
    decided: frozenset[Reports]


def raise_alerts(force: Force, folder: Path, accounts: Iterable[Row], ids: dict[str, int]) -> None:
    """Raise what a run brings that was not told before; one of the followers of publishing, and may be called again.

    What is told of a course and the memory that it was told are written together: wherever the work is cut off, the
    next call tells the rest, once.
    """
    turns = Turns(force.pk)
    with turns.reading():
        run = Run.objects.filter(force=force, folder=str(folder)).order_by("-pk").first()
        decided = _decided(force)
    if run is None:
        return
    with turns.turn():
        carry_alerts(force, folder)
        if not KnownReport.objects.filter(force=force).exists():
            _know_all(force)
    raising = Raising(force, run, now(), decided)
    for part in parts(accounts, TOGETHER):
        known = {ids[account["course_id"]]: account for account in part if account["course_id"] in ids}
        with turns.turn():
            _raise(raising, known)
    with turns.turn():
        _open(force).filter(case__gone=True).update(closed_at=raising.at, closed_as=Alert.Closed.GONE)
        queue_mails(raising.run, raising.at)


def parts(things: Iterable[Thing], size: int) -> Iterator[list[Thing]]:
    """Give things some at a time."""
    left = iter(things)
    while part := list(islice(left, size)):
        yield part


def _open(force: Force) -> QuerySet[Alert]:
    return Alert.objects.filter(force=force, closed_at=None)


def _decided(force: Force) -> frozenset[Reports]:
    """Give the reports of each decision whether it is stalking that stands, taken into a run or not."""
    standing = Decision.objects.filter(force=force, kind=Decision.Kind.STALKING, superseded=None)
    said = standing.exclude(verdict="unsure").values_list("subjects", flat=True)
    return frozenset(frozenset(s["report_id"] for s in subjects) for subjects in said.iterator())


def _raise(raising: Raising, accounts: Mapping[int, Row]) -> None:
    """Raise what is new of some courses, by the numbers of their cases."""
    before: dict[int, set[str]] = {pk: set() for pk in accounts}
    for pk, key in Told.objects.filter(case__in=list(accounts)).values_list("case", "key"):
        before[pk].add(key)
    held = set(Case.objects.filter(pk__in=list(accounts), assigned_to__isnull=False).values_list("pk", flat=True))
    new = _new_reports(raising, accounts)
    keys: list[Told] = []
    alerts: list[Alert] = []
    for pk, account in accounts.items():
        for alert, fresh in tellings(account, before[pk], raising.decided, new if pk in held else set()):
            alert.force, alert.run, alert.case_id, alert.raised_at = raising.force, raising.run, pk, raising.at
            alerts.append(alert)
            keys += [Told(case_id=pk, key=key) for key in fresh]
    _end(raising, accounts)
    Told.objects.bulk_create(keys, batch_size=TOGETHER)
    Alert.objects.bulk_create(alerts, batch_size=TOGETHER)


def _end(raising: Raising, accounts: Mapping[int, Row]) -> None:
    """End the alerts about red flags of courses that are recorded as stalking now, answered, or elsewhere."""
    over: dict[str, list[int]] = {}
    for pk, account in accounts.items():
        over.setdefault(ended(account), []).append(pk)
    for how, cases in over.items():
        if how:
            about = _open(raising.force).filter(case__in=cases, reason__in=ABOUT_FLAGS)
            about.update(closed_at=raising.at, closed_as=how)


def _new_reports(raising: Raising, accounts: Mapping[int, Row]) -> set[str]:
    """Give which reports of these courses were never on the desk, and know them from now on."""
    new: set[str] = set()
    for some in parts(sorted({i for account in accounts.values() for i in reports_of(account)}), TOGETHER):
        mine = KnownReport.objects.filter(force=raising.force, report_id__in=some)
        new |= set(some) - set(mine.values_list("report_id", flat=True))
    for some in parts(sorted(new), TOGETHER):
        KnownReport.objects.bulk_create(KnownReport(force=raising.force, report_id=report_id) for report_id in some)
    return new


def _know_all(force: Force) -> None:
    """Know every report that is on the desk when alerts begin there: none of them is new."""
    known, there, case = (model._meta.db_table for model in (KnownReport, CaseReport, Case))
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {known} (force_id, report_id) SELECT DISTINCT c.force_id, r.report_id"
            f" FROM {there} r JOIN {case} c ON c.id = r.case_id WHERE c.force_id = %s",
            [force.pk],
        )
