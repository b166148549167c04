"""Reading the audit: always the entries of one force, found by where a page before ended, never counted."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Q, QuerySet

from heeded_desk.audit.models import Entry, Kind
from heeded_desk.cases.models import Case
from heeded_desk.members.models import Force, Member

TOGETHER = 50
PIECE = 2000
SLACK = timedelta(days=1)
"""By how much the clock of the machine may have been put back: numbers follow one another, times almost."""


@dataclass(frozen=True, slots=True)
class Page:
    """Some entries, latest first, and the numbers by which the pages beside it are found; None where there is none."""

    entries: list[Entry]
    newer: int | None
    older: int | None


def entries_of(force: Force, chosen: Mapping[str, Any]) -> QuerySet[Entry]:
    """Give the entries of a force that fit: by member, kind, course, first and last day, each where it is given."""
    found = Entry.objects.filter(force=force).select_related("by")
    if chosen.get("member"):
        found = found.filter(by=chosen["member"])
    if chosen.get("kind"):
        found = found.filter(kind=chosen["kind"])
    if chosen.get("course"):
        found = found.filter(subject=chosen["course"])
    return found.filter(_between(chosen.get("since"), chosen.get("until")))


def _between(since: date | None, until: date | None) -> Q:
    """Give the days as a condition: exactly by time, and roughly by number, so that few entries are gone through."""
    fits = Q()
    if since:
        begins = _midnight(since)
        first = Entry.objects.filter(at__gte=begins - SLACK).order_by("at", "number").values_list("number", flat=True)
        fits &= Q(at__gte=begins, number__gte=first.first() or 0)
    if until:
        ends = _midnight(until + timedelta(days=1))
        last = Entry.objects.filter(at__lt=ends + SLACK).order_by("-at", "-number").values_list("number", flat=True)
        fits &= Q(at__lt=ends, number__lte=last.first() or 0)
    return fits


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=ZoneInfo(settings.TIME_ZONE))


def page_of(found: QuerySet[Entry], before: int | None = None, after: int | None = None) -> Page:
    """Give the page of entries older than `before`, or newer than `after`, or the latest."""
    if after is not None:
        rows = list(found.filter(number__gt=after).order_by("number")[: TOGETHER + 1])
        more, rows = len(rows) > TOGETHER, rows[:TOGETHER][::-1]
        return Page(rows, rows[0].number if more else None, rows[-1].number if rows else None)
    older = found.filter(number__lt=before) if before is not None else found
    rows = list(older.order_by("-number")[: TOGETHER + 1])
    more, rows = len(rows) > TOGETHER, rows[:TOGETHER]
    return Page(rows, rows[0].number if rows and before is not None else None, rows[-1].number if more else None)


def pieces_of(found: QuerySet[Entry], most: int) -> Iterator[Entry]:
    """Give all entries that fit up to a number, oldest first, a piece at a time."""
    number = 0
    while True:
        piece = list(found.filter(number__gt=number, number__lte=most).order_by("number")[:PIECE])
        yield from piece
        if len(piece) < PIECE:
            return
        number = piece[-1].number


def looks_at(course_id: str, force: Force) -> QuerySet[Entry]:
    """Give who looked at a course or gave its account out, latest first; those merged into it are counted with it.

    Lists on which it merely stood are left out.
    """
    merged = Case.objects.filter(force=force, merged_into=course_id).values_list("course_id", flat=True)
    kinds = (Kind.CONSULTATION, Kind.DISCLOSURE)
    found = Entry.objects.filter(force=force, subject__in=[course_id, *merged], kind__in=kinds)
    return found.select_related("by").order_by("-number")


def names_for(entries: list[Entry]) -> dict[int, str]:
    """Give the names of the members that entries are about."""
    numbers = [e.subject.removeprefix("member-") for e in entries if e.subject.startswith("member-")]
    members = Member.objects.filter(pk__in=[int(n) for n in numbers if n.isdecimal()])
    return {m.pk: m.get_full_name() or m.username for m in members}
