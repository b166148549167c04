"""What is told at first contact: the engine's answer, with what the desk knows of the courses and reports it names."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from typing import Any

from django.db.models import QuerySet

from heeded.catalogue.first_contact import Fading, FirstContact, ToAsk, load_first_contact
from heeded.catalogue.folder import catalogue_folder
from heeded.explain import load_wording
from heeded.explain.plain import day_and_time, upper_first
from heeded.first_contact import Between, Found, Known, Said, Says
from heeded_desk.cases.models import Case
from heeded_desk.cases.showing import fit
from heeded_desk.contact.models import KeptReport
from heeded_desk.members.models import Force

MOST_KNOWN, MOST_COURSES, MOST_QUOTES = 6, 8, 3
"""How many of each are told; of more only that there are more."""
SAID = frozenset({"affirmed", "negated", "denied", "historical"})
"""How words state a yes or a no. What is feared, asked about, or done by somebody else answers nothing."""
HAPPENED = frozenset({"affirmed", "denied", "historical"})
ROLES = ("victim", "suspect")
UNRECOGNISED = (
    "With this report the words on file indicate stalking, and nothing is recorded as stalking. Ask for it to be "
    "recorded so, or say why not; tell a supervisor in this shift."
)
RECOGNISED = "It is recorded as stalking. Record this report with it: one more occasion of the same course."
WITH_THIS = {"possible": "With this report the words on file may be part of stalking. Ask what else has happened."}
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A report on file: its day in words, what it was recorded as, and its risk grade."""

    report_id: str
    day: str
    recorded_as: str
    risk_grade: str


@dataclass(frozen=True, slots=True)
class Flag:
    """A red flag on file: its title, and quotations, each with the day of its report and the report's id."""

    code: str
    title: str
    quotes: tuple[tuple[str, str, str], ...]
    more: int


@dataclass(frozen=True, slots=True)
class OnFile:
    """A course on file. sure: whether it is about people who are surely those typed, or takes in the report itself.

    course_id: empty where the desk has no account of it yet.
    """

    course_id: str
    title: str
    standing: str
    joined: bool
    sure: bool
    reason: str
    reports: tuple[ReportLine, ...]
    flags: tuple[Flag, ...]
    with_this: str = ""
    """What the words bear with the typed report among them; empty where the engine does not say."""


@dataclass(frozen=True, slots=True)
class Told:
    """The whole answer, in the order of need."""

    known: tuple[Known, ...] = ()
    between: tuple[OnFile, ...] = ()
    others: tuple[OnFile, ...] = ()
    said: tuple[tuple[str, str], ...] = ()
    questions: tuple[ToAsk, ...] = ()
    secure: tuple[Fading, ...] = ()
    secure_too: tuple[Fading, ...] = ()
    more_known: int = 0
    more_courses: int = 0
    more: bool = False
    """Whether there are more on file than the engine tells of."""
    crowded: bool = False
    """Whether somebody stands in too many reports to be held against all of them at once."""

    @property
    def courses(self) -> tuple[OnFile, ...]:
        """All courses that are told."""
        return self.between + self.others

    @property
    def seen(self) -> dict[str, object]:
        """What the audit keeps of the answer: ids of courses and persons alone."""
        return {
            "courses": [c.course_id for c in self.courses if c.course_id],
            "persons": [k.person_id for k in self.known],
        }


@cache
def _knowledge() -> FirstContact:
    return load_first_contact(catalogue_folder())


@cache
def _titles() -> Mapping[str, Mapping[str, str]]:
    return load_wording(catalogue_folder()).titles


def tell(force: Force, found: Found) -> Told:
    """Put the engine's answer together with what is on the desk of this force; of another force nothing is read."""
    known, courses = _in_order(found)[:MOST_KNOWN], _closest_first(found)[:MOST_COURSES]
    sure = {k.person_id for k in known if k.sure}
    cases = _cases(force, courses)
    pending = _pending(force, courses)
    on_file = [_on_file(b, cases.get(str(b.course_id)), pending, sure) for b in courses]
    same = [cases[str(b.course_id)].account.words for b in courses if b.joined and str(b.course_id) in cases]
    answered = _stated(found.said, SAID).union(*(_stated_on_file(words, SAID) for words in same))
    acts = _stated(found.said, HAPPENED)  # what was just told is fresh; what is on file counts where it says nothing
    return replace(
        without(answered, acts or set().union(*(_stated_on_file(words, HAPPENED) for words in same))),
        known=known,
        between=tuple(c for c in on_file if c.joined),
        others=tuple(sorted((c for c in on_file if not c.joined), key=lambda c: not c.sure)),
        said=_read(found.said),
        more_known=len(found.known) - len(known),
        more_courses=len(found.between) - len(courses),
        more=found.more,
        crowded=found.crowded,
    )


def _in_order(found: Found) -> tuple[Known, ...]:
    """Put those who are surely meant first, then who stands in a course with another who was typed, victims first."""
    together = {person for b in found.between if len(people := _typed_in(b, found)) > 1 for person in people}
    place = {role: number for number, role in enumerate(ROLES)}

    def order(known: Known) -> tuple[bool, bool, int]:
        return not known.sure, (known.role, known.person_id) not in together, place.get(known.role, len(ROLES))

    return tuple(sorted(found.known, key=order))


def _closest_first(found: Found) -> list[Between]:
    """Put the courses first that take the report in, then those in which more of the typed people stand."""
    return sorted(found.between, key=lambda b: (not b.joined, -len(_typed_in(b, found))))


def _typed_in(between: Between, found: Found) -> set[tuple[str, str | None]]:
    """Give who of a course may be one of those typed, in the part that each has in both."""
    known = {(k.role, k.person_id) for k in found.known}
    return known & {("victim", between.victim_id), ("suspect", between.suspect_id)}


def without(answered: Iterable[str] = (), acts: Iterable[str] = ()) -> Told:
    """Give what can be told where nothing can be looked up: what to ask, and what to secure."""
    fits, rest = _knowledge().to_secure(set(acts))
    return Told(questions=_knowledge().not_yet_asked(set(answered)), secure=fits, secure_too=rest)


def _cases(force: Force, courses: Sequence[Between]) -> dict[str, Case]:
    """Give the desk's case of each course, found by its id, else by its latest report, which never changes."""
    mine = Case.objects.filter(force=force, gone=False).select_related("account")
    found = {case.course_id: case for case in mine.filter(course_id__in=[c.course_id for c in courses])}
    left = [c for c in courses if c.course_id not in found and c.reports]
    found |= _by_reports(mine, left) if left else {}
    return {course: case for course, case in found.items() if hasattr(case, "account")}


def _by_reports(mine: QuerySet[Case], courses: Iterable[Between]) -> dict[str, Case]:
    """Give for each course the case, with an account, that holds any of its reports: that of the latest."""
    of: defaultdict[str, list[str]] = defaultdict(list)
    for course in courses:
        for report in course.reports:
            of[report].append(str(course.course_id))
    held = mine.filter(report_ids__report_id__in=of, account__isnull=False).order_by("-last_at", "pk")
    latest: dict[str, int] = {}
    for case, report in held.values_list("pk", "report_ids__report_id"):
        for name in of[report]:
            latest.setdefault(name, case)
    cases = mine.in_bulk(set(latest.values()))
    return {name: cases[case] for name, case in latest.items()}


def _pending(force: Force, courses: Iterable[Between]) -> dict[str, KeptReport]:
    """Give the reports that came by the API and that a run may not have read yet."""
    ids = [report for course in courses for report in course.reports]
    return {k.report_id: k for k in KeptReport.objects.filter(force=force, report_id__in=ids).order_by("pk")}


def _on_file(between: Between, case: Case | None, pending: Mapping[str, KeptReport], sure: set[str]) -> OnFile:
    words = fit(case.account.words) if case else {}
    told = {r["report_id"]: r for r in words.get("reports", ())}
    lines = tuple(_line(report, told.get(report), pending.get(report)) for report in between.reports)
    return OnFile(
        course_id=case.course_id if case else "",
        title=case.title if case else "A course that is not on the desk yet",
        standing=case.get_part_display() if case else "Not assessed yet",
        joined=between.joined,
        sure=between.joined or bool(sure & {between.victim_id, between.suspect_id}),
        reason=between.reason,
        reports=lines,
        flags=tuple(_flag(flag, words) for flag in words.get("red_flags", ())),
        with_this=_with_this(between.says),
    )


def _with_this(says: Says | None) -> str:
    if says is None:
        return ""
    if says.unrecognised:
        return UNRECOGNISED
    return WITH_THIS.get(says.stalking, "") if not says.recorded_as_stalking else RECOGNISED


def _line(report_id: str, told: Row | None, kept: KeptReport | None) -> ReportLine:
    if told:
        heading = told["recorded_as"]["text"] or "No heading"
        return ReportLine(report_id, _day(told["recorded_at"]), heading, told["risk_grade"] or "not given")
    if kept:
        return ReportLine(report_id, _day(kept.recorded_at), kept.recorded_as or "No heading", "not read yet")
    return ReportLine(report_id, "Day not known yet", "Not read yet", "not read yet")


def _day(at: str | None) -> str:
    try:
        return day_and_time(datetime.fromisoformat(at or ""))
    except ValueError:
        return "Day not known"


def _flag(flag: Row, words: Row) -> Flag:
    reports = {r["number"]: r for r in words["reports"]}
    quotes = []
    for one in flag["evidence"]:
        report = reports[one["report"]]
        quotes.append((one["quote"], _day(report["recorded_at"]), report["report_id"]))
    title = upper_first(flag["title"])
    return Flag(flag["code"], title, tuple(quotes[:MOST_QUOTES]), max(0, len(quotes) - MOST_QUOTES))


def _stated_on_file(words: Row, contexts: frozenset[str]) -> set[str]:
    parts = (part for report in words["reports"] for part in (report["narrative"], *report["log"]))
    return {f"{m['family']}.{m['code']}" for part in parts for m in part["marks"] if m["context"] in contexts}


def _stated(said: Iterable[Said], contexts: frozenset[str]) -> set[str]:
    return {f"{s.family}.{s.code}" for s in said if s.context in contexts}


def _read(said: Iterable[Said]) -> tuple[tuple[str, str], ...]:
    """Give what was read in the typed words, each with its quotation, acts and risks alone, once each."""
    read: dict[str, str] = {}
    for one in said:
        if one.family in ("behaviour", "risk") and one.context in HAPPENED:
            read.setdefault(upper_first(_titles()[one.family][one.code]), one.quote)
    return tuple(read.items())
