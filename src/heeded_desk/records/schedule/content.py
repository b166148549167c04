"""What the tool did to a course: the runs that read it, what they found by which rule, decisions, looks, papers.

It tells places and rules, and quotes no word of a report; why members decided stands in their own words.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.utils import timezone

from heeded_desk.audit.models import Entry
from heeded_desk.audit.wording import did, who
from heeded_desk.cases.models import Case, Disclosure
from heeded_desk.decisions.asking import ASKINGS
from heeded_desk.decisions.models import Decision
from heeded_desk.decisions.queries import folder_of
from heeded_desk.deliveries.models import Run
from heeded_desk.records.models import KeptManifest, Schedule
from heeded_desk.records.subject.people import rows_of

Cells = tuple[str, ...]
HASHES = ("delivery", "decisions", "catalogue", "mapping", "second_reader")
VERSIONS = ("heeded", "duckdb", "splink", "pyarrow")


@dataclass(frozen=True, slots=True)
class Section:
    """One table of the schedule. note: what a reader must know of it."""

    title: str
    head: Cells
    rows: tuple[Cells, ...]
    note: str = ""


def schedule_of(case: Case) -> list[Section]:
    """Give the schedule of a course as the desk stands now."""
    courses = [case.course_id, *Case.objects.filter(force=case.force_id, merged_into=case.course_id).values_list(
        "course_id", flat=True
    )]  # fmt: skip
    reports = sorted(case.report_ids.values_list("report_id", flat=True))
    return [
        Section("Runs", ("Run", "Ended", "Held this course", "Went by"), tuple(_runs(case, reports)), RUNS),
        Section("Findings", FOUND, tuple(_findings(case, reports)), PLACES),
        Section("Decisions", DECIDED, tuple(_decisions(case, reports, courses))),
        Section("Looks and acts", ("Entry", "When", "Who", "What", "Hash"), tuple(_looks(case, courses)), CHAIN),
        Section("Papers given out", GIVEN, tuple(_papers(case, courses))),
    ]


RUNS = (
    "Every run reads all that the force had sent by then. The tables of the last two runs are kept; of earlier ones it "
    "cannot be told any more whether they held this course. A hash tells whether a file is the one that was used."
)
PLACES = "As the run on the desk found them. A place is a field of a report with its first and last character."
CHAIN = "By their number and hash each entry can be verified in the chain of the audit."
FOUND = ("Report", "Place", "Read as", "Context", "Rule", "Version", "Confidence")
DECIDED = ("Decision", "When", "Who", "Asked", "Answer", "Why", "In its place")
GIVEN = ("When", "Who", "What", "To whom", "Why", "SHA-256")


def _runs(case: Case, reports: list[str]) -> Iterator[Cells]:
    kept = dict(KeptManifest.objects.filter(run__force=case.force_id).values_list("run", "content"))
    for run in Run.objects.filter(force=case.force_id, state=Run.State.PUBLISHED).order_by("pk"):
        yield str(run.pk), moment(run.ended_at), _held(Path(run.folder), reports), _went_by(kept.get(run.pk))


def _held(folder: Path, reports: list[str]) -> str:
    if not (folder / "manifest.json").is_file():
        return "cannot be told"
    there = len({row["report_id"] for row in rows_of(folder, "reports", "report_id", reports)})
    return f"{there} of its {len(reports)} reports"


def _went_by(manifest: dict[str, Any] | None) -> str:
    if manifest is None:
        return "not kept"
    told = [f"{name} {manifest[name]}" for name in VERSIONS if manifest.get(name)]
    told += [f"{name} {manifest['inputs'][name]}" for name in HASHES if manifest["inputs"].get(name)]
    return "; ".join([*told, f"today {manifest['today']}"])


def _findings(case: Case, reports: list[str]) -> Iterator[Cells]:
    rows = rows_of(folder_of(case.force_id), "findings", "report_id", reports)
    for row in sorted(rows, key=lambda r: (r["report_id"], r["field"], r["start"], r["finding_id"])):
        place = f"{row['field']} {row['start']}–{row['end']}"
        code = f"{row['family']}: {row['code']}"
        yield (
            row["report_id"], place, code, row["context"], row["rule_id"], str(row["rule_version"]),
            f"{row['confidence']:.2f}",
        )  # fmt: skip


def _decisions(case: Case, reports: list[str], courses: Iterable[str]) -> Iterator[Cells]:
    mine = Decision.objects.filter(force=case.force_id)
    found = mine.filter(about__report_id__in=reports) | mine.filter(course_id__in=list(courses))
    for row in found.select_related("made_by", "superseded__by").distinct().order_by("made_at", "decision_id"):
        asking = ASKINGS[row.kind]
        place = getattr(row, "superseded", None)
        later = place.by.decision_id if place and place.by else "erased since" if place else "stands"
        yield (
            row.decision_id, moment(row.made_at), name(row.made_by), asking.question, asking.words(row.verdict),
            row.reason, later,
        )  # fmt: skip


def _looks(case: Case, courses: list[str]) -> Iterator[Cells]:
    found = Entry.objects.filter(force=case.force_id, subject__in=courses).select_related("by").order_by("number")
    for entry in found.iterator(chunk_size=1000):
        yield str(entry.number), moment(entry.at), who(entry), did(entry, {}), entry.hash


def _papers(case: Case, courses: list[str]) -> Iterator[Cells]:
    accounts = Disclosure.objects.filter(force=case.force_id, course_id__in=courses).select_related("by")
    schedules = Schedule.objects.filter(force=case.force_id, course_id__in=courses).select_related("by")
    told = [(d, f"Account, {d.get_form_display()}{', masked' if d.masked else ''}") for d in accounts]
    told += [(s, f"Schedule, {s.form}") for s in schedules]
    for row, what in sorted(told, key=lambda pair: pair[0].at):
        yield moment(row.at), name(row.by), what, row.to_whom, row.why, row.sha256


def moment(at: datetime | None) -> str:
    """Give a moment in local time, to the minute."""
    return timezone.localtime(at).strftime("%Y-%m-%d %H:%M") if at else "not known"


def name(member: Any) -> str:
    """Give what a member is called, and their role."""
    return f"{member.get_full_name() or member.username} ({member.get_role_display().lower()})"
