"""What is news about a course between two runs, in words that name nobody."""

from heeded.explain.plain import count, listed
from heeded_desk.cases.models import Part
from heeded_desk.deliveries.told import Row, part_of, unmet_of

NEW = "New"
BACK = "Is here again"
MERGED = "Another course was joined to it"
SPLIT = "Parted from another course"


def news(before: Row, after: Row) -> str:
    """Say what a reader of the account would call news; empty where only its wording or its clocks moved on.

    before, after: the accounts of one course.
    """
    told = [_reports(before, after), _part(before, after), _headings(before, after), _flags(before, after)]
    told += [_duties(before, after), _questions(before, after), _decisions(before, after)]
    words = "; ".join(filter(None, told))
    return words[:1].upper() + words[1:]


def _ids(account: Row, key: str, name: str) -> list[str]:
    return [row[name] for row in account[key]]


def _added(before: Row, after: Row, key: str, name: str) -> list[Row]:
    known = set(_ids(before, key, name))
    return [row for row in after[key] if row[name] not in known]


def _reports(before: Row, after: Row) -> str:
    new = len(_added(before, after, "reports", "report_id"))
    left = len(_added(after, before, "reports", "report_id"))
    told = [count(new, "new report")] if new else []
    return "; ".join(told + ([f"{count(left, 'report')} no longer here"] if left else []))


def _part(before: Row, after: Row) -> str:
    old = part_of(before, unmet_of(before))
    return f"was “{Part(old).label.lower()}”" if old != part_of(after, unmet_of(after)) else ""


def _headings(before: Row, after: Row) -> str:
    new = [h for h in after["recorded_as"] if h not in before["recorded_as"]]
    return f"now recorded as {listed([f'“{h}”' for h in new], most=2, rest='other heading')}" if new else ""


def _flags(before: Row, after: Row) -> str:
    new = [f["title"] for f in _added(before, after, "red_flags", "code")]
    return f"new red flag: {listed(new, most=3)}" if new else ""


def _duties(before: Row, after: Row) -> str:
    old, new = ({d["check_id"] for d in unmet_of(account)} for account in (before, after))
    told = [f"{_number(new - old)} newly not met"] if new - old else []
    return "; ".join(told + ([f"{_number(old - new)} no longer open"] if old - new else []))


def _number(duties: set[str]) -> str:
    return count(len(duties), "duty").replace("dutys", "duties")


def _questions(before: Row, after: Row) -> str:
    new = len(_added(before, after, "questions", "question_id"))
    return f"{count(new, 'new question')}" if new else ""


def _decisions(before: Row, after: Row) -> str:
    return "a decision was taken in" if _added(before, after, "decisions", "decision_id") else ""
