"""What is held about one person, paragraph by paragraph, each with a place by which it can be withheld."""

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from heeded.explain.plain import day_and_time
from heeded_desk.cases.models import Case, Disclosure
from heeded_desk.decisions.asking import ASKINGS
from heeded_desk.decisions.models import Decision
from heeded_desk.decisions.queries import folder_of
from heeded_desk.records.models import SubjectFile
from heeded_desk.records.subject.masking import Masking, masking
from heeded_desk.records.subject.people import mentions_in, persons_of, rows_of

Row = Mapping[str, Any]
TYPED = {
    "forename": "Forename", "surname": "Surname", "dob": "Date of birth", "sex": "Sex", "ethnicity": "Ethnicity",
    "phone": "Number", "email": "E-mail address", "handle": "Account name", "address": "Address",
    "postcode": "Postcode", "vehicle": "Vehicle", "nominal_id": "Number of record", "relationship": "Relationship",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One piece of text as it would be given out. place: by which it is withheld. reason: the code of why it is.

    A place holds a hash of the text, so that what is withheld never passes on to other words.
    """

    place: str
    lead: str
    text: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """What belongs together: one report, or what was made of several."""

    title: str
    paragraphs: tuple[Paragraph, ...]


def content_of(file: SubjectFile) -> list[Part]:
    """Give everything about the person of a file; nothing where the run on the desk is not kept."""
    folder = folder_of(file.force_id)
    subject = mentions_in(folder, "mention_id", file.mentions)
    reports = sorted({row["report_id"] for row in subject})
    masks = _masks(folder, subject, reports)
    parts = [*_reports(folder, subject, reports, masks), *_made_of_them(file, reports, masks)]
    return [replace(part, paragraphs=tuple(_withheld(p, file.withheld) for p in part.paragraphs)) for part in parts]


def places_of(parts: list[Part]) -> set[str]:
    """Give all places of a file as it stands."""
    return {paragraph.place for part in parts for paragraph in part.paragraphs}


def _withheld(paragraph: Paragraph, withheld: Mapping[str, str]) -> Paragraph:
    place = f"{paragraph.place}/{hashlib.sha256(paragraph.text.encode()).hexdigest()[:12]}"
    return replace(paragraph, place=place, reason=withheld.get(place, ""))


def _masks(folder: Path, subject: list[Row], reports: list[str]) -> Masking:
    mine = {row["mention_id"] for row in subject}
    every = mentions_in(folder, "report_id", reports)
    others = [row for row in every if row["mention_id"] not in mine]
    persons = persons_of(folder, [row["mention_id"] for row in every])
    return masking(subject, others, persons, rows_of(folder, "clues", "report_id", reports))


def _reports(folder: Path, subject: list[Row], reports: list[str], masks: Masking) -> Iterator[Part]:
    rows = rows_of(folder, "reports", "report_id", reports)
    log = rows_of(folder, "log", "report_id", reports)
    for row in sorted(rows, key=lambda r: (r["recorded_at"] or datetime.max, r["report_id"])):
        number = row["report_id"]
        typed = [m for m in subject if m["report_id"] == number]
        entries = [e for e in log if e["report_id"] == number]
        day = day_and_time(row["recorded_at"]) if row["recorded_at"] else "no day on file"
        paragraphs = (*_typed(typed), *_told(row, masks), *_entries(entries, masks))
        yield Part(f"Report {number}, {day}", paragraphs)


def _typed(mentions: list[Row]) -> Iterator[Paragraph]:
    for row in mentions:
        said = "; ".join(f"{label}: {row[name]}" for name, label in TYPED.items() if row[name])
        yield Paragraph(f"{row['mention_id']}/typed", f"You stand in it as {row['role']}", said or "No details of you.")


def _told(row: Row, masks: Masking) -> Iterator[Paragraph]:
    number = row["report_id"]
    heading = masks.masked(row["offence"] or "nothing", number, "offence")
    yield Paragraph(f"{number}/offence", "Recorded as", heading)
    if row["outcome"]:
        yield Paragraph(f"{number}/outcome", "Outcome", masks.masked(row["outcome"]))
    told = masks.masked(row["narrative"], number, "narrative")
    for count, text in enumerate(filter(str.strip, re.split(r"\n+", told)), start=1):
        yield Paragraph(f"{number}/narrative/{count}", "What was written" if count == 1 else "", text.strip())


def _entries(entries: list[Row], masks: Masking) -> Iterator[Paragraph]:
    for row in sorted(entries, key=lambda e: e["entry"]):
        field = f"log:{row['entry']}"
        lead = f"Entry of {day_and_time(row['at'])}" if row["at"] else "Entry"
        yield Paragraph(f"{row['report_id']}/{field}", lead, masks.masked(row["text"], row["report_id"], field))


def _made_of_them(file: SubjectFile, reports: list[str], masks: Masking) -> Iterator[Part]:
    """Give what this desk made of the reports: what it says of each course, what was decided, to whom it was given."""
    cases = Case.objects.filter(force=file.force_id, gone=False, report_ids__report_id__in=reports).distinct()
    for case in cases.select_related("account").order_by("course_id"):
        lines = case.account.words["headline_lines"]
        said = [Paragraph(f"{case.course_id}/said/{n}", "", masks.masked(line)) for n, line in enumerate(lines, 1)]
        title = f"What this desk says of the reports together (course {case.course_id})"
        yield Part(title, (*said, *_decided(file, case, masks), *_given(file, case, masks)))


def _decided(file: SubjectFile, case: Case, masks: Masking) -> Iterator[Paragraph]:
    for row in Decision.objects.filter(force=file.force_id, course_id=case.course_id):
        asking = ASKINGS[row.kind]
        text = f"{asking.words(row.verdict)}. {row.reason}"
        lead = f"Decided on {row.made_at:%-d %B %Y}: {asking.question}"
        yield Paragraph(f"{row.decision_id}/reason", lead, masks.masked(text))


def _given(file: SubjectFile, case: Case, masks: Masking) -> Iterator[Paragraph]:
    for row in Disclosure.objects.filter(force=file.force_id, course_id=case.course_id).order_by("pk"):
        lead = f"Given out on {row.at:%-d %B %Y}"
        yield Paragraph(f"{case.course_id}/given/{row.pk}", lead, masks.masked(f"To {row.to_whom}. {row.why}"))
