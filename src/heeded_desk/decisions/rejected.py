"""The findings that members rejected, for whoever mends the catalogue."""

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from django.db.models import QuerySet

from heeded_desk.cases.models import Case, CaseReport
from heeded_desk.decisions.matters import Kind
from heeded_desk.decisions.models import Decision
from heeded_desk.decisions.places_in_text import around, report_of
from heeded_desk.decisions.told import told
from heeded_desk.decisions.wording import wording

Row = dict[str, Any]
COLUMNS = ("rule", "version", "family", "code", "context", "rejected", "said_to_stand", "first_day", "last_day")
UNKNOWN = "not known"


class Reading(NamedTuple):
    """What words were read as, and by which rule."""

    rule: str
    version: str
    family: str
    code: str
    context: str


def reviewed(force_id: int) -> QuerySet[Decision]:
    """Give the standing decisions about findings, the latest first."""
    return Decision.objects.filter(force=force_id, kind=Kind.FINDING, superseded=None).order_by("-made_at", "-pk")


def by_rule(force_id: int) -> list[Row]:
    """Give for each rule and reading how often it was rejected and how often said to stand, most rejected first."""
    groups: defaultdict[Reading, list[Decision]] = defaultdict(list)
    for decision in reviewed(force_id).only("kind", "verdict", "seen", "subjects", "made_at"):
        groups[reading_of(decision)].append(decision)
    rows = [_row(reading, those) for reading, those in groups.items()]
    return sorted((r for r in rows if r["rejected"]), key=lambda r: (-r["rejected"], r["rule"], r["code"]))


def reading_of(decision: Decision) -> Reading:
    """Give what the words of a decision were read as; where the run was gone, no more than their code is known."""
    rule = decision.seen.get("rule") or {}
    code = rule.get("code") or decision.subjects[0].get("code") or UNKNOWN
    told_by = [str(rule.get(name) or UNKNOWN) for name in ("rule_id", "rule_version", "family")]
    return Reading(*told_by, str(code), str(rule.get("context") or UNKNOWN))


def _row(reading: Reading, those: list[Decision]) -> Row:
    rejected = [d for d in those if d.verdict == "rejected"]
    days = sorted(d.made_at.date().isoformat() for d in rejected)
    return {
        **reading._asdict(),
        "title": wording().label(*reading[2:]) if reading.family != UNKNOWN else reading.code.replace("_", " "),
        "rejected": len(rejected),
        "said_to_stand": len(those) - len(rejected),
        "first_day": days[0] if days else "",
        "last_day": days[-1] if days else "",
    }


def as_csv(rows: Iterable[Row]) -> str:
    """Give the rows as a file: rules, codes, counts and days; no words of a report, no reason and no name."""
    file = io.StringIO()
    writer = csv.DictWriter(file, COLUMNS, extrasaction="ignore", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue()


def quoted(decisions: Iterable[Decision]) -> Iterator[Row]:
    """Give rejected words as they stand on file, with who rejected them and why."""
    for decision in decisions:
        place = decision.subjects[0]
        case = _case(decision.force_id, place["report_id"])
        report = report_of(case.account.words["reports"], place["report_id"]) if case else None
        words = around(report, place) if report else None
        reading = reading_of(decision)
        yield {"told": told(decision), "case": case, "words": words, "reading": _row(reading, [decision])}


def _case(force_id: int, report_id: str) -> Case | None:
    found = CaseReport.objects.filter(case__force=force_id, case__gone=False, report_id=report_id)
    first = found.select_related("case__account").first()
    return first.case if first else None
