"""What the worklist may be filtered by. An address holds codes and numbers of terms alone, never words of a report."""

from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta
from urllib.parse import urlencode

from django import forms
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from heeded.explain.plain import day
from heeded_desk.cases.models import Case, CaseTerm, LastLook, Part, Term
from heeded_desk.cases.queries import visible_to
from heeded_desk.members.models import Member

OFFERED = 300
"""How many terms of one kind a page offers: those that most courses bear."""
EARLIEST = date(1900, 1, 1)
LATEST = date(2200, 1, 1)
DAYS = {"day": 1, "week": 7, "month": 28}
ASSIGNED = {"me": "Me", "nobody": "Nobody", "somebody": "Somebody"}
SNOOZED = {"only": "Show them alone", "with": "Show them too"}
CHANGED = {
    "look": "Since you last looked",
    "day": "In the last 24 hours",
    "week": "In the last 7 days",
    "month": "In the last 28 days",
}
OVERDUE = {"yes": "A duty is overdue"}


class FilterForm(forms.Form):
    """The filters as an address gives them; what is not understood is named and left out."""

    since = forms.DateField(
        label="Reported since",
        required=False,
        input_formats=["%Y-%m-%d"],
        error_messages={"invalid": "Write the day as year, month and day, such as 2026-11-30."},
    )

    def __init__(self, data: object, member: Member) -> None:
        super().__init__(data)
        self.fields["part"] = _choice("Part of the list", Part.choices, "All that are on the list")
        for kind in Term.Kind:
            self.fields[kind.value] = _choice(kind.label, _offered(member, kind, self.data.get(kind.value, "")))
        self.fields["overdue"] = _choice("Duties", OVERDUE.items(), "Overdue or not")
        self.fields["changed"] = _choice("Changed", CHANGED.items(), "At any time")
        self.fields["assigned"] = _choice("Who has it", ASSIGNED.items(), "Anybody or nobody")
        self.fields["snoozed"] = _choice("Snoozed", SNOOZED.items(), "Leave them out")

    def clean_since(self) -> date | None:
        """Refuse days that no report can bear."""
        since = self.cleaned_data["since"]
        if since and not EARLIEST <= since <= LATEST:
            raise forms.ValidationError("Choose a day of this or the last century.")
        return since

    def filters(self) -> "Filters":
        """Give what was understood."""
        self.is_valid()
        return Filters(**{f.name: self.cleaned_data.get(f.name) or None for f in fields(Filters)})

    def applied(self, filters: "Filters") -> list[dict[str, str]]:
        """Give the filters that are set in words, each with the query of the page without it."""
        return [
            {
                "label": self.fields[name].label,
                "words": self._words(name, value),
                "query": filters.query(**{name: None}),
            }
            for name, value in filters.given().items()
        ]

    def _words(self, name: str, value: str) -> str:
        if name == "since":
            return day(datetime.fromisoformat(value))
        return dict(self.fields[name].choices)[value]


def _choice(label: str, choices: object, unset: str = "All") -> forms.ChoiceField:
    offered = [("", unset), *((str(code), words) for code, words in choices)]
    sentence = f"“{label}”: choose one from the list."
    return forms.ChoiceField(choices=offered, required=False, label=label, error_messages={"invalid_choice": sentence})


def _offered(member: Member, kind: str, chosen: str) -> list[tuple[int, str]]:
    """Give the terms that most courses bear, in the order of the alphabet, with the chosen one among them."""
    mine = Term.objects.filter(force=member.force_id, kind=kind)
    terms = {t.pk: t for t in mine.order_by("-courses", "code")[:OFFERED]}
    if chosen.isascii() and chosen.isdigit() and len(chosen) < 18 and int(chosen) not in terms:
        terms |= {t.pk: t for t in mine.filter(pk=int(chosen))}
    return [(t.pk, t.words) for t in sorted(terms.values(), key=lambda t: t.words.casefold())]


@dataclass(frozen=True, slots=True)
class Filters:
    """Which courses are asked for; None where nothing is asked."""

    part: str | None = None
    district: str | None = None
    recorded_as: str | None = None
    relationship: str | None = None
    flag: str | None = None
    overdue: str | None = None
    since: date | None = None
    changed: str | None = None
    assigned: str | None = None
    snoozed: str | None = None

    def given(self) -> dict[str, str]:
        """Give those that are set, as an address holds them."""
        set_ones = ((f.name, getattr(self, f.name)) for f in fields(self))
        return {name: str(value) for name, value in set_ones if value}

    def query(self, **changed: str | None) -> str:
        """Give them as the query of an address; with `changed`, some set or, by None, left out."""
        return urlencode({name: value for name, value in (self.given() | changed).items() if value})

    def parts(self) -> list[int]:
        """Give the parts that are looked through, in their order."""
        return [int(self.part)] if self.part else [part for part in Part if part < Part.REST]


def courses(member: Member, filters: Filters, now: datetime) -> QuerySet[Case]:
    """Give the courses of the member's force that pass the filters, of every part, in no order."""
    found = visible_to(member).filter(gone=False).filter(_snoozed(filters.snoozed, now))
    terms = [getattr(filters, kind.value) for kind in Term.Kind]
    for term in filter(None, terms):
        found = found.filter(Exists(CaseTerm.objects.filter(term=term, case=OuterRef("pk"))))
    if filters.overdue:
        found = found.filter(next_due_at__lt=now)
    if filters.since:
        found = found.filter(last_at__gte=_midnight(filters.since))
    if filters.changed:
        found = found.filter(changed_at__gt=_changed_since(member, filters.changed, now))
    return found.filter(_assigned(member, filters.assigned))


def looked_at(member: Member) -> datetime | None:
    """Give up to when the member has seen what changed; None where they never said so."""
    look = LastLook.objects.filter(member=member).first()
    return look.at if look else None


def asleep(now: datetime) -> Q:
    """Say which courses are snoozed: the day has not come, and nothing has changed since."""
    return Q(snoozed_until__gt=timezone.localdate(now), changed_at__lte=F("snoozed_at"))


def _snoozed(asked: str | None, now: datetime) -> Q:
    if asked == "with":
        return Q()
    if asked == "only":
        return asleep(now)
    awake = Q(snoozed_until__isnull=True) | Q(snoozed_until__lte=timezone.localdate(now))
    return awake | Q(changed_at__gt=F("snoozed_at"))


def _assigned(member: Member, asked: str | None) -> Q:
    if asked == "me":
        return Q(assigned_to=member)
    return Q(assigned_to__isnull=asked == "nobody") if asked else Q()


def _changed_since(member: Member, asked: str, now: datetime) -> datetime:
    if asked == "look":
        return looked_at(member) or _midnight(EARLIEST)
    return now - timedelta(days=DAYS[asked])


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime(day.year, day.month, day.day))
