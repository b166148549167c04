"""What a run tells of a course, in the columns of the worklist."""

import hashlib
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from heeded.explain.plain import count, listed, span
from heeded_desk.cases.models import Part, SaidByRun
from heeded_desk.cases.models.said import UNDATED

Row = dict[str, object]
LONDON = ZoneInfo("Europe/London")
SHAPE = "4"
"""To be raised where these columns come to be filled in another way, so that the next run fills them anew."""


def fill(row: SaidByRun, account: Row, pair: Row, district: str) -> None:
    """Fill the columns of a course from its account; those that tell of change are left to `compare`.

    pair: victim_id and suspect_id. district: of its latest report.
    """
    unmet = unmet_of(account)
    due = sorted(filter(None, (d["due_at"] for d in unmet)))
    row.course_id = account["course_id"]
    row.part = part_of(account, unmet)
    row.stalking = account["stalking"]
    row.unrecognised = account["unrecognised"]
    row.title = account["title"][:300]
    row.why = why(account, unmet)[:400]
    row.recorded_as = ", ".join(account["recorded_as"])[:300]
    row.relationship = account["relationship"]["words"][:120]
    row.district = district[:120]
    row.reports = len(account["reports"])
    row.first_at = moment(account["period"]["first"])
    row.last_at = moment(account["period"]["last"])
    row.listed_at = row.last_at or UNDATED
    row.flags = len(account["red_flags"])
    row.duties_unmet = len(unmet)
    row.next_due_at = moment(due[0]) if due else None
    row.questions = len(account["questions"])
    row.victim_id = pair["victim_id"] or ""
    row.suspect_id = pair["suspect_id"] or ""


def content_of(text: str, pair: Row, district: str) -> str:
    """Give the hash of all that a run says of a course.

    text: the account as the run holds it.
    """
    said = "\0".join((SHAPE, text, pair["victim_id"] or "", pair["suspect_id"] or "", district))
    return hashlib.sha256(said.encode()).hexdigest()


def unmet_of(account: Row) -> list[Row]:
    """Give the duties of an account that are not met."""
    return [d for d in account["duties"] if d["answer"] == "not_met"]


def part_of(account: Row, unmet: list[Row]) -> Part:
    """Say in which part of the worklist a course stands.

    unmet: the duties that are not met.
    """
    if account["recorded_as_stalking"]:  # the force says so: its duties count, whatever the words on file bear out
        return Part.DUTIES_UNMET if unmet else Part.RECOGNISED
    if account["stalking"] != "indicated":
        return Part.POSSIBLE if account["stalking"] == "possible" else Part.REST
    if account["answered"] and not _said_to_be(account):
        return Part.ANSWERED
    return Part.UNRECOGNISED_FLAGS if account["red_flags"] else Part.UNRECOGNISED


def _said_to_be(account: Row) -> bool:
    """Say whether somebody decided that it is stalking: it is still to be recorded so, and does not leave its place."""
    said = [d["verdict"] for d in account["decisions"] if d["kind"] == "stalking"]
    return said[-1:] == ["stalking"]


def why(account: Row, unmet: list[Row]) -> str:
    """Give the one line that says why a course stands where it stands; it names nobody.

    What the reports are recorded as stands beside it on the list, and so is not said again.
    """
    told = [_recognised(account)]
    flags = [f["title"] for f in account["red_flags"]]
    told.append(f"Red flags: {listed(flags, most=3)}." if flags else "")
    late = count(len(unmet), "duty", figures=True) if len(unmet) == 1 else f"{len(unmet)} duties"
    told.append(f"{late} not met." if unmet else "")
    return " ".join(filter(None, told))


def _recognised(account: Row) -> str:
    """Say in how long a time how many reports came, and whether any is recorded as stalking."""
    reports, days = len(account["reports"]), account["period"]["days"]
    came = f"{count(reports, 'report', figures=True)}{f' in {span(days)}' if reports > 1 and days else ''}"
    if account["recorded_as_stalking"]:
        return f"{came}; recorded as stalking."
    return f"{came}, {'not' if reports == 1 else 'none'} recorded as stalking."


def moment(at: str | None) -> datetime | None:
    """Give a moment of the engine, which is local time, with its zone."""
    return datetime.fromisoformat(at).replace(tzinfo=LONDON) if at else None


def now() -> datetime:
    """Give this moment."""
    return datetime.now(UTC)
