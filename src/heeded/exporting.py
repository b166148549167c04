"""A run, or one course of it, for other programs or for reading, with other people's details masked if asked."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from heeded.explain import write_pages
from heeded.explain.accounts import as_json
from heeded.explain.formats.pdf import pdf_file
from heeded.explain.formats.sheets import TABLES, chosen, write_csvs, write_workbook
from heeded.explain.formats.word import word_file
from heeded.explain.listing import shown_accounts
from heeded.explain.pages import account_page, file_name
from heeded.explain.redact import Redaction, redacted
from heeded.explain.rows import Row
from heeded.model import contracts
from heeded.pipeline import read_run
from heeded.toolbox.errors import RunError

FORMATS = ("jsonl", "csv", "xlsx", "html", "pdf", "docx")
FILES: Mapping[str, Callable[[Row], bytes]] = {
    "html": lambda account: account_page(account).encode(),
    "pdf": pdf_file,
    "docx": word_file,
}
"""The formats in which one account is one file."""
NEEDED = (*dict.fromkeys((*TABLES, "clues", "accounts")),)


def export_run(run: Path, course: str | None, form: str, out: Path | None, redact: bool) -> tuple[Path, list[str]]:
    """Write a run or one course of it in a format; gives where it was written, and what a reader must be told.

    out: a file, or a folder where several are written; within the run where none is given. Its tables are not changed.
    Raises RunError for a course that there is not.
    """
    tables = read_run(run, NEEDED)
    redaction = Redaction(tables) if redact else None
    tables["accounts"] = _accounts(tables["accounts"], run, course, redaction)
    if form in ("csv", "xlsx"):
        return _sheets(chosen(tables, course), form, out or run / "exports" / f"{course or 'tables'}.{form}", redaction)
    if form == "jsonl":
        return _lines(tables["accounts"], out or run / "exports" / f"{course or 'accounts'}.jsonl")
    if course is None and form == "html":
        return write_pages(tables, out or run / "pages"), []
    return _documents(tables, course, form, out or run / "exports")


def account_lines(run: Path, course: str | None, redact: bool) -> list[str]:
    """Give the accounts of a run, or of one course, as lines of JSON."""
    tables = read_run(run, NEEDED if redact else ("accounts",))
    redaction = Redaction(_about(tables, course)) if redact else None
    found: list[str] = _accounts(tables["accounts"], run, course, redaction).column("account").to_pylist()
    return found


def _about(tables: Mapping[str, pa.Table], course: str | None) -> Mapping[str, pa.Table]:
    """Give what the masks of one course are made from, so that a large run is not gone through for one account."""
    if course is None:
        return tables
    kept = chosen(tables, course)
    mine = pc.is_in(tables["clues"].column("report_id"), value_set=kept["reports"].column("report_id").combine_chunks())
    return {**kept, "clues": tables["clues"].filter(mine)}


def _accounts(accounts: pa.Table, run: Path, course: str | None, redaction: Redaction | None) -> pa.Table:
    rows = [r for r in accounts.to_pylist() if course in (None, r["course_id"])]
    if course and not rows:
        raise RunError(f"There is no course {course} in {run}. `heeded show {run}` lists them.")
    if redaction is None:
        return contracts.table("accounts", rows)
    return contracts.table("accounts", [_masked(r, redaction) for r in rows])


def _masked(row: Row, redaction: Redaction) -> Row:
    masked = redacted(json.loads(row["account"]), redaction.of_course(row["course_id"]))
    return {"course_id": row["course_id"], "account": as_json(masked)}


def _lines(accounts: pa.Table, path: Path) -> tuple[Path, list[str]]:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(f"{line}\n" for line in accounts.column("account").to_pylist()), encoding="utf-8")
    return path, []


def _sheets(
    tables: Mapping[str, pa.Table], form: str, path: Path, redaction: Redaction | None
) -> tuple[Path, list[str]]:
    path.parent.mkdir(parents=True, exist_ok=True)
    if form == "csv":
        return write_csvs(tables, path, redaction), []
    return path, write_workbook(tables, path, redaction)


def _documents(tables: Mapping[str, pa.Table], course: str | None, form: str, out: Path) -> tuple[Path, list[str]]:
    """Write one file for the course, or one for each that is indicated or possible."""
    write = FILES[form]
    if course:
        path = out if out.suffix == f".{form}" else out / _name(course, form)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(write(json.loads(tables["accounts"].column("account")[0].as_py())))
        return path, []
    out.mkdir(parents=True, exist_ok=True)
    for account in shown_accounts(tables):
        (out / _name(account["course_id"], form)).write_bytes(write(account))
    return out, []


def _name(course: str, form: str) -> str:
    return file_name(course).removesuffix(".html") + f".{form}"
