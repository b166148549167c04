"""What is to be told of a course, as a function of its account and of what is known: no query and no clock.

The keys of what is told are made of the account alone. So whatever the order in which runs are published, and however
often, the same red flags come to be told, each once.
"""

from collections.abc import Iterable, Iterator, Set
from typing import Any

from heeded.explain.plain import count, listed, upper_first
from heeded_desk.alerts.models import Alert
from heeded_desk.cases.models import Part
from heeded_desk.deliveries.told import part_of, unmet_of

Row = dict[str, Any]
Reports = frozenset[str]
Telling = tuple[Alert, list[str]]
"""An alert that is not kept yet, and the keys of what it tells."""
UNRECOGNISED = (
    "The words of {reports} indicate stalking, nothing is recorded as stalking, and red flags stand on file: {flags}."
)
FLAG = "New red flags stand on file, and nothing is recorded as stalking: {flags}."
REPORT = "{reports} came in a course that somebody has."
"""The sentences. What they are filled with are figures, and titles of the catalogue."""


def tellings(account: Row, before: Set[str], decided: Set[Reports], new: Set[str]) -> Iterator[Telling]:
    """Give the alerts of a course.

    before: the keys of what was told of it. decided: the reports of each decision whether it is stalking that stands.
    new: reports that were never on the desk, of which somebody who has the course is to be told.
    """
    told = (_flags(account, before, decided), _reports(account, before, new))
    yield from (telling for telling in told if telling)


def flags_to_tell(account: Row, decided: Set[Reports]) -> dict[str, str]:
    """Give the titles of the red flags that must reach somebody, by the key under which each is told once.

    Nothing for a course that is not unrecognised with red flags, or that a decision has answered. A report that opens
    an answered question again begins a new round, in which all is told anew.
    """
    if ended(account) or reports_of(account) in decided:
        return {}
    said = [d["decision_id"] for d in account["decisions"] if d["kind"] == "stalking" and d["verdict"] != "unsure"]
    return {f"flag:{said[-1] if said else ''}:{f['code']}": f["title"] for f in account["red_flags"]}


def ended(account: Row) -> str:
    """Say how an alert about red flags has ended where it has, in the words of `Alert.Closed`; else nothing."""
    if account["recorded_as_stalking"]:
        return Alert.Closed.RECORDED
    if account["answered"]:
        return Alert.Closed.ANSWERED
    here = part_of(account, unmet_of(account)) == Part.UNRECOGNISED_FLAGS
    return "" if here else Alert.Closed.ELSEWHERE


def reports_of(account: Row) -> Reports:
    """Give the ids of the reports of a course."""
    return frozenset(r["report_id"] for r in account["reports"])


def _flags(account: Row, before: Set[str], decided: Set[Reports]) -> Telling | None:
    there = flags_to_tell(account, decided)
    fresh = [key for key in there if key not in before]
    if not fresh:
        return None
    flags = listed([there[key] for key in fresh], most=3)
    if len(fresh) < len(there):
        return Alert(reason=Alert.Reason.FLAG, why=FLAG.format(flags=flags)[:400]), fresh
    why = UNRECOGNISED.format(reports=count(len(account["reports"]), "report"), flags=flags)
    return Alert(reason=Alert.Reason.UNRECOGNISED, why=why[:400]), fresh


def _reports(account: Row, before: Set[str], new: Iterable[str]) -> Telling | None:
    keys = (f"report:{report_id}" for report_id in sorted(reports_of(account) & set(new)))
    fresh = [key for key in keys if key not in before]
    if not fresh:
        return None
    why = REPORT.format(reports=upper_first(count(len(fresh), "new report")))
    return Alert(reason=Alert.Reason.REPORT, why=why), fresh
