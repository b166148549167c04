"""An account as a Word file."""

import io
import zipfile
from datetime import datetime

from docx import Document
from docx.document import Document as WordDocument
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from heeded.explain.document import Block, Piece, document
from heeded.explain.rows import Row

DAY = datetime(2000, 1, 1)
"""The day that every file bears as its own: the same account gives the same file."""
LABEL_SIZE = Pt(8)


def word_file(account: Row) -> bytes:
    """Give the account as a .docx file.

    account: as explain_courses writes it, parsed.
    """
    made = Document()
    properties = made.core_properties
    properties.title, properties.author, properties.language = account["title"], "Heeded", "en-GB"
    properties.created = properties.modified = DAY
    for block in document(account):
        _add(block, made)
    out = io.BytesIO()
    made.save(out)
    return _undated(out.getvalue())


def _undated(content: bytes) -> bytes:
    """Give the file without the time at which each part of it was packed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as packed, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as anew:
        for name in packed.namelist():
            anew.writestr(zipfile.ZipInfo(name), packed.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _add(block: Block, made: WordDocument) -> None:
    if block.kind == "table":
        _add_table(block, made)
        return
    if block.kind == "heading":
        paragraph = made.add_heading(level=block.level)
    elif block.kind == "item":
        paragraph = made.add_paragraph(style="List Bullet" if block.level == 1 else "List Bullet 2")
    else:
        paragraph = made.add_paragraph()
    for piece in block.pieces:
        _add_piece(piece, paragraph)


def _add_piece(piece: Piece, paragraph: Paragraph) -> None:
    run = paragraph.add_run(piece.text)
    run.bold = piece.bold or None
    run.italic = piece.quoted or None
    run.underline = piece.marked or None
    for label in piece.labels:
        told = paragraph.add_run(f" [{label}] ")
        told.font.size = LABEL_SIZE
        told.italic = True


def _add_table(block: Block, made: WordDocument) -> None:
    table = made.add_table(rows=1, cols=len(block.head), style="Table Grid")
    for cell, text in zip(table.rows[0].cells, block.head, strict=True):
        cell.paragraphs[0].add_run(text).bold = True
    for row in block.rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
