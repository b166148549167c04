"""A subject's file as PDF and as JSON; what is withheld is marked with its reason, never left out unseen."""

import json
from collections.abc import Iterator

from heeded.explain.document import Block, Piece
from heeded.explain.formats.pdf import blocks_file
from heeded.explain.plain import showable
from heeded_desk.records.knowledge import known
from heeded_desk.records.subject.content import Paragraph, Part

TITLE = "What is held about you"
MASKED = "Other people stand in it as Person A, Person B and so on, always the same letter for the same person."
TYPES = {"pdf": "application/pdf", "json": "application/json"}


def made(parts: list[Part], form: str, number: int) -> bytes:
    """Give the file. form: pdf or json. number: of the subject's file on the desk."""
    if form == "json":
        return json.dumps(_plain(parts, number), ensure_ascii=False, indent=1).encode()
    return blocks_file(TITLE, f"Heeded, subject's file {number}", _blocks(parts))


def withheld_words(code: str) -> str:
    """Give what stands in the place of a paragraph that is withheld."""
    reason = next(r for r in known("exemptions")["reasons"] if r["code"] == code)
    return f"[{reason['words']} {reason['authority']}]"


def said(paragraph: Paragraph) -> str:
    """Give the text of a paragraph, or why it is withheld."""
    return withheld_words(paragraph.reason) if paragraph.reason else paragraph.text


def _plain(parts: list[Part], number: int) -> dict[str, object]:
    told = [{"title": part.title, "paragraphs": [_line(p) for p in part.paragraphs]} for part in parts]
    complaint = known("exemptions")["complaint"]
    return {"title": TITLE, "file": number, "masked": MASKED, "parts": told, "complaint": complaint}


def _line(paragraph: Paragraph) -> dict[str, str | None]:
    return {"lead": paragraph.lead, "text": said(paragraph), "withheld": paragraph.reason or None}


def _blocks(parts: list[Part]) -> Iterator[Block]:
    yield Block("heading", (Piece(TITLE),), level=1)
    yield Block("paragraph", (Piece(MASKED),))
    for part in parts:
        yield Block("heading", (Piece(showable(part.title)),), level=2)
        for paragraph in part.paragraphs:
            lead = (Piece(f"{showable(paragraph.lead)}: ", bold=True),) if paragraph.lead else ()
            yield Block("paragraph", (*lead, Piece(showable(said(paragraph)))))
    yield Block("heading", (Piece("If you do not agree"),), level=2)
    yield Block("paragraph", (Piece(known("exemptions")["complaint"]),))
