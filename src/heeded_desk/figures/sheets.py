"""Figures as plain tables, for pages, CSV, workbooks and reports alike: one way from counts to what is read."""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO, StringIO
from typing import Any

import xlsxwriter

from heeded.toolbox.cells import harmless
from heeded_desk.figures.definitions import Definition, counted, definitions, rules, shares_of
from heeded_desk.figures.drawing import by_words
from heeded_desk.figures.tables import Line, Table, share_of
from heeded_desk.figures.times import Timed, spell

WITHHELD, UNKNOWN, NONE = "withheld", "not known", "none"
Value = str | int | float | None
FIRST = {"month": "Month", "district": "District", "row": "Duty or outcome"}


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table as it is read: heads, rows of words and numbers, and a sentence where there are no rows.

    name: short, for a sheet of a workbook. percents: which columns are shares from 0 to 1.
    """

    name: str
    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    percents: frozenset[int] = frozenset()
    note: str = ""


def sheet_of(table: Table) -> Sheet:
    """Give a table of counts with its shares and their intervals; the whole force stands last."""
    cube = counted()[table.cube]
    shares = [f for f in shares_of(table.cube) if f.is_shown_by(table.by)]
    head = [first_head(table), *cube.answers.values(), "Total"]
    percents = set()
    for figure in shares:
        percents |= {len(head), len(head) + 1, len(head) + 2}
        head += [f"{figure.title}: share", "interval from", "to"]
    rows = tuple(_row(table, line, shares) for line in [*table.rows, table.whole])
    name = f"{table.cube}-{table.by}"
    return Sheet(name, title_of(table), tuple(head), rows, frozenset(percents), table.why_not)


def first_head(table: Table) -> str:
    """Give the head of the first column."""
    own = "Recorded as" if table.cube == "outcomes" else "First report recorded as"
    return FIRST.get(table.by, own)


def title_of(table: Table) -> str:
    """Give the title of a table."""
    return f"{counted()[table.cube].title}, by {by_words(table)}: {table.period.words}"


def _row(table: Table, line: Line, shares: Sequence[Definition]) -> tuple[Value, ...]:
    counts = [number_of(line, c) for c in (*line.counts, line.total)]
    told: list[Value] = []
    for figure in shares:
        share = share_of(table, line, figure)
        if share is None:
            told += [WITHHELD if line.known else UNKNOWN] * 3
        elif not share.interval:
            told += [NONE] * 3
        else:
            told += [share.value, *share.interval]
    return (line.label, *counts, *told)


def number_of(line: Line, count: int | None) -> Value:
    """Give a count, or the word that stands in its place."""
    if not line.known:
        return UNKNOWN
    return WITHHELD if count is None else count


def summary_sheet(tables: Iterable[Table]) -> Sheet:
    """Give every share of the whole force, one a row, with what it is made of."""
    rows: list[tuple[Value, ...]] = []
    for table in tables:
        for figure in shares_of(table.cube):
            if figure.is_shown_by("month"):
                rows.append(_summary(table, figure))
    head = ("Figure", "Part", "Of", "Share", "interval from", "to", "Shown apart")
    return Sheet("force", "The force as a whole", head, tuple(rows), frozenset({3, 4, 5}))


def _summary(table: Table, figure: Definition) -> tuple[Value, ...]:
    share = share_of(table, table.whole, figure)
    if share is None:
        return (figure.title, *[WITHHELD] * 6)
    told = (share.value, *share.interval) if share.interval else (NONE,) * 3
    beside = "" if not figure.beside else WITHHELD if share.beside is None else share.beside
    return (figure.title, share.part, share.whole, *told, beside)


def times_sheet(timed: Iterable[Timed], words: str) -> Sheet:
    """Give the times of duties; minutes as numbers and in words.

    words: the period.
    """
    level = round(100 * rules().level)
    head = (
        *("Duty", "Its clock", "Binding", "In time", "Of", "Share in time", "interval from", "to"),
        *("Cannot tell or day not known", "Times known", "Median, minutes", "Lower quartile, minutes"),
        *("Upper quartile, minutes", f"Median, {level}% interval from, minutes", "to, minutes", "Median in words"),
    )
    rows = tuple(_time_row(t) for t in timed)
    return Sheet("duties-times", f"Time to each duty: {words}", head, rows, frozenset({5, 6, 7}))


def _time_row(timed: Timed) -> tuple[Value, ...]:
    share, q = timed.within, timed.quartiles
    within: tuple[Value, ...] = (WITHHELD,) * 6
    if share:
        told = (share.value, *share.interval) if share.interval else (NONE,) * 3
        within = (share.part, share.whole, *told, WITHHELD if share.beside is None else share.beside)
    times: tuple[Value, ...] = (*[timed.why_not.lower()] * 6, timed.why_not)
    if q:
        times = (q.many, q.median, q.low, q.high, *(q.interval or (NONE,) * 2), spell(q.median))
    return (timed.line.label, timed.clock, "yes" if timed.binding else "no, usual", *within, *times)


def definitions_sheet(cubes: Iterable[str]) -> Sheet:
    """Give what each figure means and does not tell."""
    head = (
        "Figure",
        "Meaning",
        "Part",
        "Of",
        "Shown apart",
        "What it does not tell",
        "Source",
        "Confidence",
        "Owner",
        "In force from",
    )
    shown = [d for d in definitions().values() if d.cube in set(cubes)]
    rows = tuple(
        (
            *(d.title, d.meaning, d.numerator, d.of, d.apart or "nothing", d.does_not_tell),
            *(d.source, d.confidence, d.owner, d.valid_from),
        )
        for d in shown
    )
    return Sheet("definitions", "What the figures mean", head, rows)


def as_text(value: Value, percent: bool) -> str:
    """Write a value as it is read on a page."""
    if value is None:
        return ""
    if isinstance(value, float) and percent:
        return f"{100 * value:.1f}%"
    return f"{value:,g}" if isinstance(value, float) else f"{value:,}" if isinstance(value, int) else value


def csv_file(sheet: Sheet, notes: Iterable[str]) -> bytes:
    """Give a sheet as CSV with its notes beneath; no cell is taken for a formula by a spreadsheet."""
    text = StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(sheet.head)
    writer.writerows([harmless(round(v, 4) if isinstance(v, float) else v) for v in row] for row in sheet.rows)
    for note in filter(None, (sheet.note, *notes)):
        writer.writerow([harmless(note)])
    return ("\ufeff" + text.getvalue()).encode()


def workbook(sheets: Sequence[Sheet], notes: Sequence[str]) -> bytes:
    """Give a workbook: the notes first, then a sheet for each table; numbers are numbers, words are never formulas."""
    made = BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        book.set_properties({"title": "Heeded: figures"})
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        percent = book.add_format({"num_format": "0.0%"})
        front = book.add_worksheet("notes")
        front.set_column(0, 0, 110, wrapped)
        for number, note in enumerate(notes):
            front.write_string(number, 0, note, wrapped)
        for sheet in sheets:
            _write(book.add_worksheet(sheet.name[:31]), sheet, bold, percent)
    return made.getvalue()


def _write(page: Any, sheet: Sheet, bold: Any, percent: Any) -> None:
    page.freeze_panes(1, 1)
    page.set_column(0, 0, 44)
    page.set_column(1, max(1, len(sheet.head) - 1), 16)
    for column, words in enumerate(sheet.head):
        page.write_string(0, column, words, bold)
    for number, row in enumerate(sheet.rows, start=1):
        for column, value in enumerate(row):
            if isinstance(value, str):
                page.write_string(number, column, value)
            elif value is not None:
                page.write_number(number, column, value, percent if column in sheet.percents else None)
    if sheet.note:
        page.write_string(len(sheet.rows) + 2, 0, sheet.note)
