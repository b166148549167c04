"""The clocks about to run out, for those who may act."""

from datetime import date, datetime

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from heeded.explain.plain import day
from heeded_desk.alerts import today as clocks
from heeded_desk.alerts.models import Due
from heeded_desk.alerts.policies import may_see_clocks
from heeded_desk.alerts.thresholds import thresholds
from heeded_desk.audit.actions import record
from heeded_desk.audit.models import Kind
from heeded_desk.cases.filters import EARLIEST, LATEST
from heeded_desk.cases.models import Part
from heeded_desk.cases.models.case import UNDATED
from heeded_desk.cases.queries import visible_to
from heeded_desk.members.models import Member
from heeded_desk.places import guarded


class DayForm(forms.Form):
    """The day from which clocks are looked at, as an address gives it."""

    day = forms.DateField(
        label="Another day",
        required=False,
        input_formats=["%Y-%m-%d"],
        error_messages={"invalid": "Write the day as year, month and day, such as 2026-11-30."},
    )

    def clean_day(self) -> date | None:
        """Refuse days that no clock can bear."""
        at = self.cleaned_data["day"]
        if at and not EARLIEST <= at <= LATEST:
            raise forms.ValidationError("Choose a day of this or the last century.")
        return at


@guarded(may_see_clocks)
def today(request: HttpRequest) -> HttpResponse:
    """Show the clocks in their groups, or one group from a place on, and put the look on record."""
    member, form = request.user, DayForm(request.GET)
    asked, latest = form.cleaned_data["day"] if form.is_valid() else None, _latest(member)
    at = asked or clocks.first_day(member, timezone.localdate(), latest)
    whose = clocks.whose_of(member, request.GET.get("whose", ""))
    dues = clocks.dues_of(member, whose)
    groups = [_group(request, span, dues, at) for span in _asked(request, at)]
    courses = sorted({row.course_id for group in groups for row in group["rows"]})
    details = {"courses": courses, "day": at.isoformat(), "whose": whose}
    record(Kind.CONSULTATION, by=member, place="today", details=details)
    shown = {"form": form, "at": at, "day": _day(at), "now": timezone.localdate(), "whose": whose, "groups": groups}
    shown |= {"one": len(groups) == 1, "all_whose": clocks.WHOSE, "older": clocks.older(dues, at)}
    shown |= {"last_before": clocks.last_before(dues, at)}
    shown |= {"chosen": not asked and at != timezone.localdate(), "latest": latest}
    shown |= {"by": thresholds(), "most": clocks.COUNTED}
    return render(request, "alerts/today.html", shown)


def _asked(request: HttpRequest, at: date) -> list[clocks.Span]:
    """Give the groups to be shown: the one that the address names, else all."""
    every = clocks.spans(at)
    return [span for span in every if span.name == request.GET.get("group")] or every


def _group(request: HttpRequest, span: clocks.Span, dues: object, at: date) -> dict[str, object]:
    last = request.GET.get("after", "")
    known = Due.objects.filter(force=request.user.force_id, pk=int(last)).first() if _number(last) else None
    found = list(clocks.beyond(dues, span, known)[: clocks.PER_GROUP + 1].values_list("pk", flat=True))
    some = clocks.within(dues, span).filter(pk__in=found[: clocks.PER_GROUP])
    rows = list(clocks.clocks(some, at, request.user))
    after = found[clocks.PER_GROUP - 1] if len(found) > clocks.PER_GROUP else None
    return {"span": span, "rows": rows, "after": after, "count": clocks.counted(dues, span)}


def _number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 19


def _day(at: date) -> str:
    return day(datetime(at.year, at.month, at.day))


def _latest(member: Member) -> date | None:
    """Give the day of the last report on the desk: what came after it is not known here.

    Each part of the list is asked by itself, since an index gives its courses in order.
    """
    mine = visible_to(member).filter(listed_at__gt=UNDATED)
    found = [mine.filter(part=part).order_by("-listed_at").values_list("listed_at", flat=True)[:1] for part in Part]
    days = [timezone.localdate(at) for some in found for at in some]
    return max(days, default=None)
