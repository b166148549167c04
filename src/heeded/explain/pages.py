"""Accounts as pages that need nothing else: no script, no font, no picture from anywhere."""

import re
from collections.abc import Mapping
from datetime import datetime
from itertools import groupby
from pathlib import Path

import pyarrow as pa
from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from heeded.catalogue.folder import catalogue_folder
from heeded.explain.listing import listing, shown_accounts
from heeded.explain.plain import count, day, day_and_time, in_reports, lower_first, numbers, span, upper_first
from heeded.explain.rows import Row
from heeded.explain.segments import segments
from heeded.explain.timeline import timeline
from heeded.explain.wording import load_wording

LONG = 3000
"""Characters beyond which a text is folded away under its quotations."""
MANY = 6
"""Log entries beyond which those without marks are folded away."""


def write_pages(tables: Mapping[str, pa.Table], folder: Path) -> Path:
    """Write index.html and a page for each course that is indicated or possible; gives the path of the index.

    tables: courses, assessments and accounts; without accounts, all that stages.py lets explain take.
    """
    folder.mkdir(parents=True, exist_ok=True)
    wording = load_wording(catalogue_folder())
    accounts = shown_accounts(tables, wording)
    shown = listing(accounts, tables["courses"].num_rows, wording)
    pages = environment()
    for account in accounts:
        (folder / file_name(account["course_id"])).write_text(account_page(account, pages), encoding="utf-8")
    index = folder / "index.html"
    index.write_text(pages.get_template("index.html").render(listing=shown), encoding="utf-8")
    return index


def account_page(account: Row, pages: Environment | None = None) -> str:
    """Give the page of one account.

    account: as explain_courses writes it, parsed.
    """
    template = (pages or environment()).get_template("account.html")
    return template.render(account=account, timeline=timeline(account["reports"]))


def file_name(course_id: str) -> str:
    """Give the file name of a course's page; characters that file systems dislike are written as their number."""
    return "course-" + re.sub(r"[^A-Za-z0-9-]", lambda m: f"_{ord(m.group()):x}", course_id) + ".html"


def environment() -> Environment:
    """Give the templates, with everything that is filled in escaped."""
    made = Environment(
        loader=PackageLoader("heeded.explain"),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {
        "moment": _moment,
        "day": _day,
        "clock": _clock,
        "in_reports": in_reports,
        "numbers": numbers,
        "span": span,
        "upper_first": upper_first,
        "lower_first": lower_first,
        "file_name": file_name,
        "groupby_order": _groups,
    }
    made.globals |= {"segments": segments, "count": count, "log_parts": log_parts, "LONG": LONG}
    return made


def log_parts(log: list[Row]) -> list[tuple[bool, list[Row]]]:
    """Part a log into runs to be shown and runs to be folded: in a long log, neighbours without marks are folded."""
    parts: list[tuple[bool, list[Row]]] = []
    for entry in log:
        folded = len(log) > MANY and not entry["marks"]
        if parts and parts[-1][0] == folded:
            parts[-1][1].append(entry)
        else:
            parts.append((folded, [entry]))
    return parts


def _groups(steps: list[Row], name: str) -> list[tuple[str, list[Row]]]:
    """Part steps where the value of a column changes, keeping their order and numbering them from 1."""
    numbered = [{**step, "number": number} for number, step in enumerate(steps, start=1)]
    return [(value, list(group)) for value, group in groupby(numbered, key=lambda step: str(step[name]))]


def _moment(at: str | None) -> str:
    return day_and_time(datetime.fromisoformat(at)) if at else "date not known"


def _day(at: str | None) -> str:
    return day(datetime.fromisoformat(at)) if at else "date not known"


def _clock(at: str | None, beside: str | None) -> str:
    """Give the time alone where an entry is of the same day as its report, else day and time."""
    if at and beside and at[:10] == beside[:10]:
        return at[11:16]
    return _moment(at)
