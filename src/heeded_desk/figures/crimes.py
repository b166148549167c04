"""Stalking under any heading: the crimes in whose words an act is told, as a list that can be chosen from."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django import forms
from django.db.models import Q, QuerySet

from heeded_desk.figures.models import Crime, Heading
from heeded_desk.figures.models.crime import UNDATED
from heeded_desk.figures.naming import wording
from heeded_desk.figures.periods import month_words
from heeded_desk.members.models import Member

PER_PAGE = 50
COUNTED = 1000
OFFERED = 400
STALKING = {
    "indicated": "Words of the course indicate stalking",
    "possible": "Possibly part of stalking",
    "not_indicated": "Not enough on file to tell",
}
PLACE = "{month}_{pk}"


class CrimeForm(forms.Form):
    """What may be chosen, as an address gives it: codes and numbers, never words of a report."""

    def __init__(self, data: object, member: Member) -> None:
        super().__init__(data)
        self.fields["stalking"] = _choice("What the course bears", STALKING.items(), "Indicated or possible")
        self.fields["named"] = _choice("Where stalking is named", Crime.Named.choices)
        for kind in Heading.Kind:
            self.fields[kind.value] = _choice(kind.label, _offered(member, kind))
        self.fields["act"] = _choice("Act told", sorted(wording().titles["behaviour"].items(), key=lambda a: a[1]))

    def chosen(self) -> dict[str, str]:
        """Give what was chosen and understood."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


def _choice(label: str, choices: Iterable[tuple[object, str]], unset: str = "Any") -> forms.ChoiceField:
    offered = [("", unset), *((str(code), words) for code, words in choices)]
    sentence = f"“{label}”: choose one from the list."
    return forms.ChoiceField(choices=offered, required=False, label=label, error_messages={"invalid_choice": sentence})


def _offered(member: Member, kind: str) -> list[tuple[int, str]]:
    rows = Heading.objects.filter(force=member.force_id, kind=kind).order_by("words", "pk")
    return list(rows.values_list("pk", "words")[:OFFERED])


def crimes_of(member: Member, chosen: dict[str, str]) -> QuerySet[Crime]:
    """Give the crimes of the member's force that pass what was chosen, the latest month first."""
    found = Crime.objects.filter(force=member.force_id)
    wanted = [chosen["stalking"]] if "stalking" in chosen else ["indicated", "possible"]
    found = found.filter(stalking__in=wanted)
    if "named" in chosen:
        found = found.filter(named=chosen["named"])
    for kind in Heading.Kind:
        if kind.value in chosen:
            found = found.filter(**{kind.value: int(chosen[kind.value])})
    if "act" in chosen:
        found = found.filter(acts__contains=f" {chosen['act']} ")
    return found.select_related("case", "district", "heading", "included").order_by("-month", "-pk")


def worded(member: Member, words: str) -> QuerySet[Crime]:
    """Give the crimes whose heading or included classification holds some words, whatever their course bears."""
    named = Heading.objects.filter(force=member.force_id, words__icontains=words).exclude(kind=Heading.Kind.DISTRICT)
    numbers = list(named.values_list("pk", flat=True))
    found = Crime.objects.filter(Q(heading__in=numbers) | Q(included__in=numbers), force=member.force_id)
    return found.select_related("case", "district", "heading", "included").order_by("-month", "-pk")


@dataclass(frozen=True, slots=True)
class Row:
    """One crime in words. `title` is the course's id for those who see no names."""

    course_id: str
    report_id: str
    title: str
    heading: str
    included: str
    named: str
    stalking: str
    acts: str
    district: str
    month: str


def row_of(crime: Crime, names: bool) -> Row:
    """Give a crime as a row; names: whether the title of the account may be seen."""
    acts = [wording().title("behaviour", code) for code in crime.acts.split()]
    return Row(
        course_id=crime.case.course_id,
        report_id=crime.report_id,
        title=crime.case.title if names else f"Course {crime.case.course_id}",
        heading=crime.heading.words if crime.heading else "No heading on file",
        included=crime.included.words if crime.included else "None on file",
        named=crime.get_named_display(),
        stalking=STALKING.get(crime.stalking, crime.stalking),
        acts=", ".join(acts),
        district=crime.district.words if crime.district else "Not said on file",
        month="Not known" if crime.month == UNDATED else month_words(crime.month),
    )


def from_place(found: QuerySet[Crime], place: str) -> QuerySet[Crime]:
    """Give the crimes after a place of the list; all where the place is not understood."""
    day, _, pk = place.partition("_")
    try:
        month = date.fromisoformat(day)
    except ValueError:
        return found
    if not (pk.isascii() and pk.isdigit() and len(pk) < 18):
        return found
    return found.filter(Q(month__lte=month) & (Q(month__lt=month) | Q(pk__lt=int(pk))))


def page_of(found: QuerySet[Crime], place: str) -> tuple[list[Crime], str]:
    """Give the crimes of one page, and the place after which the next begins, empty where there is none."""
    rows = list(from_place(found, place)[: PER_PAGE + 1])
    last = rows[PER_PAGE - 1] if len(rows) > PER_PAGE else None
    return rows[:PER_PAGE], PLACE.format(month=last.month.isoformat(), pk=last.pk) if last else ""


def query(chosen: dict[str, str], **more: str) -> str:
    """Write what was chosen as the query of an address."""
    return urlencode({**chosen, **more})
