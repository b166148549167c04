"""An account as a PDF that screen readers can follow (PDF/UA-1), set by typst without a browser."""

import json
from collections.abc import Iterable
from dataclasses import asdict
from importlib.resources import files

import typst

from heeded.explain.document import Block, document
from heeded.explain.rows import Row


def pdf_file(account: Row) -> bytes:
    """Give the account as a .pdf file; the same account gives the same bytes.

    account: as explain_courses writes it, parsed. Where a text holds a character for which no font is at hand, the file
    is tagged all the same and makes no claim to the standard, which forbids such characters.
    """
    return blocks_file(account["title"], f"Heeded, course {account['course_id']}", document(account))


def blocks_file(title: str, footer: str, blocks: Iterable[Block]) -> bytes:
    """Give a document of headings, sentences, lists and tables as a .pdf file, as `pdf_file` gives an account."""
    given = {"title": title, "footer": footer, "blocks": [asdict(block) for block in blocks]}
    data = json.dumps(given, ensure_ascii=False)
    try:
        return _typeset(data, to_standard=True)
    except typst.TypstError:
        return _typeset(data, to_standard=False)


def _typeset(data: str, *, to_standard: bool) -> bytes:
    template = files("heeded.explain").joinpath("templates", "account.typ").read_bytes()
    made = typst.compile(
        template,
        format="pdf",
        sys_inputs={"account": data},
        ignore_system_fonts=True,
        pdf_standards=["ua-1"] if to_standard else [],
        timestamp=0,
    )
    return bytes(made)
