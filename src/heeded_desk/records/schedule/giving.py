"""The schedule as PDF, CSV and workbook."""

import csv
import io
from collections.abc import Callable, Iterator

import xlsxwriter

from heeded.explain.document import Block, Piece
from heeded.explain.formats.pdf import blocks_file
from heeded.explain.plain import showable
from heeded.toolbox.cells import harmless
from heeded_desk.records.schedule.content import Section

TITLE = "What the tool did to this course"
SHEET = 31
"""Characters that the name of a sheet may have."""
CELL = 32_000


def pdf(course_id: str, sections: list[Section]) -> bytes:
    """Give the schedule as a PDF; the same schedule gives the same bytes."""
    return blocks_file(TITLE, f"Heeded, schedule of course {course_id}", _blocks(course_id, sections))


def _blocks(course_id: str, sections: list[Section]) -> Iterator[Block]:
    yield Block("heading", (Piece(TITLE),), level=1)
    yield Block("paragraph", (Piece(f"Course {course_id}. Criminal Procedure and Investigations Act 1996."),))
    for section in sections:
        yield Block("heading", (Piece(f"{section.title} ({len(section.rows)})"),), level=2)
        if section.note:
            yield Block("paragraph", (Piece(section.note),))
        if section.rows:
            rows = tuple(tuple(_broken(showable(cell)) for cell in row) for row in section.rows)
            yield Block("table", head=section.head, rows=rows)
        else:
            yield Block("paragraph", (Piece("None."),))


def _broken(text: str) -> str:
    """Let a long hash or id be broken across lines of a narrow cell."""
    return " ".join("\u200b".join(w[n : n + 12] for n in range(0, len(w), 12)) for w in text.split(" "))


def one_csv(course_id: str, sections: list[Section]) -> bytes:
    """Give the schedule as one CSV: each section begins with its head, and each row names its section."""
    text = io.StringIO()
    writer = csv.writer(text)
    for section in sections:
        writer.writerow(["Section", *section.head])
        writer.writerows([section.title, *map(harmless, row)] for row in section.rows)
    return ("\ufeff" + text.getvalue()).encode()


def workbook(course_id: str, sections: list[Section]) -> bytes:
    """Give the schedule as a workbook with a sheet for each section; no cell is a formula."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True, "strings_to_formulas": False}) as book:
        for section in sections:
            sheet = book.add_worksheet(section.title[:SHEET])
            sheet.freeze_panes(1, 0)
            for number, row in enumerate((section.head, *section.rows)):
                for column, cell in enumerate(row):
                    sheet.write_string(number, column, cell[:CELL])
    return content.getvalue()


FORMS: dict[str, tuple[str, Callable[[str, list[Section]], bytes]]] = {
    "pdf": ("application/pdf", pdf),
    "csv": ("text/csv; charset=utf-8", one_csv),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", workbook),
}
"""The kinds of file, each with its type and how it is made."""
