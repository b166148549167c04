"""The report of a quarter: one content, as PDF and as a workbook, put on record when it leaves the desk."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.resources import files

import typst
from django.db import transaction

from heeded_desk.audit.actions import record
from heeded_desk.audit.models import Kind
from heeded_desk.figures.definitions import CUBES, counted, rules
from heeded_desk.figures.models import Coverage, GivenReport
from heeded_desk.figures.periods import Period
from heeded_desk.figures.reading import readable, readable_summary, readable_times
from heeded_desk.figures.sheets import Sheet, as_text, definitions_sheet, sheet_of, summary_sheet, times_sheet, workbook
from heeded_desk.figures.tables import BYS, table_of
from heeded_desk.figures.times import times_of
from heeded_desk.members.models import Force, Member


@dataclass(frozen=True, slots=True)
class Report:
    """What a report of a quarter holds; small numbers are withheld from it, whoever makes it."""

    title: str
    notes: tuple[str, ...]
    sheets: tuple[Sheet, ...]
    """For counting on: numbers as numbers."""
    read: tuple[Sheet, ...]
    """The same for reading."""


def report_of(force: Force, quarter: Period) -> Report:
    """Give the report of a force for a quarter, as of the run that was counted last."""
    tables = {(c, by): table_of(force.pk, c, by, quarter, exact=False) for c in CUBES for by in BYS[c]}
    timed = times_of(force.pk, tables["duties", "row"], quarter, exact=False)
    firsts, meanings = [tables[c, BYS[c][0]] for c in CUBES], definitions_sheet([*CUBES])
    times = (times_sheet(timed, quarter.words), readable_times(timed, quarter.words))
    title = f"{force.name}: stalking found, recorded and acted on, {quarter.words}"
    return Report(
        title,
        (title, *notes(force.pk)),
        (summary_sheet(firsts), *map(sheet_of, tables.values()), times[0], meanings),
        (readable_summary(firsts), *map(readable, tables.values()), times[1], meanings),
    )


def notes(force_id: int) -> tuple[str, ...]:
    """Give what a reader of a file must know: of when it is, what is withheld, what no figure tells."""
    reach = Coverage.objects.filter(force=force_id).first()
    least, level = rules().withholding.least, round(100 * rules().level)
    return (
        f"Counted from run {reach.run_id} on {reach.counted_at:%-d %B %Y}." if reach else "Nothing is counted yet.",
        *(f"{c.title}. {c.dated}" for c in counted().values()),
        f"Numbers from 1 to {least - 1} are withheld, and others with them so that none can be worked out from the "
        "totals. “Withheld” is not nought; nought is shown as 0. “Not known”: no delivery reaches that month.",
        f"Intervals are at {level} in a hundred: Wilson's for shares, that of order statistics for medians. They say "
        "how far chance alone could move a figure of so many, and nothing about how well reports were written down.",
        "“Cannot tell” is counted neither as met nor as not met.",
        "A high share found may mean that reports are recorded better. The figures rank nobody and forecast nothing.",
        "Each figure is defined under “What the figures mean”, with what it does not tell and on whose word it rests.",
    )


def give_report(force: Force, quarter: Period, *, by: Member, form: str, to_whom: str, why: str) -> bytes:
    """Make the file and put it on record; both or neither. form: of GivenReport.Form."""
    report = report_of(force, quarter)
    content = pdf_file(report) if form == GivenReport.Form.PDF else workbook(report.sheets, report.notes)
    reach = Coverage.objects.filter(force=force).first()
    with transaction.atomic():
        row = GivenReport.objects.create(
            force=force,
            quarter=quarter.code,
            run_id=reach.run_id if reach else None,
            form=form,
            to_whom=to_whom,
            why=why,
            by=by,
            at=datetime.now(UTC),
            sha256=hashlib.sha256(content).hexdigest(),
        )
        told: dict[str, object] = {"report": row.pk, "quarter": quarter.code, "form": form}
        record(Kind.DISCLOSURE, by=by, place="figures-report", details=told)
    return content


def pdf_file(report: Report) -> bytes:
    """Give a report as a tagged PDF (PDF/UA-1); the same report gives the same bytes.

    Where a name holds a character for which no font is at hand, the file is tagged and makes no claim to the standard.
    """
    given = {"title": report.title, "notes": report.notes[1:], "tables": [_told(s) for s in report.read]}
    data = json.dumps(given, ensure_ascii=False)
    try:
        return _typeset(data, to_standard=True)
    except typst.TypstError:
        return _typeset(data, to_standard=False)


def _told(sheet: Sheet) -> dict[str, object]:
    """Give a table for the page; the definitions as paragraphs, as their cells are sentences."""
    rows = [[as_text(v, n in sheet.percents) for n, v in enumerate(row)] for row in sheet.rows]
    told: dict[str, object] = {"title": sheet.title, "note": sheet.note, "head": [], "rows": [], "items": []}
    if sheet.name != "definitions":
        return told | {"head": list(sheet.head), "rows": rows}
    items = [{"name": row[0], "lines": _lines(sheet.head[1:], row[1:])} for row in rows]
    return told | {"items": items}


def _lines(head: Sequence[str], row: Sequence[str]) -> list[str]:
    return [f"{name}: {value}" for name, value in zip(head, row, strict=True) if value]


def _typeset(data: str, *, to_standard: bool) -> bytes:
    template = files("heeded_desk.figures").joinpath("report.typ").read_bytes()
    made = typst.compile(
        template,
        format="pdf",
        sys_inputs={"report": data},
        ignore_system_fonts=True,
        pdf_standards=["ua-1"] if to_standard else [],
        timestamp=0,
    )
    return bytes(made)
