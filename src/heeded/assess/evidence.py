"""What is on file of one course: its reports in order, and what their words state."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

import pyarrow as pa

Row = dict[str, object]


class Item(NamedTuple):
    """One finding as assessing sees it: what, where, when it was first on file."""

    finding_id: str
    report_id: str
    code: str
    at: datetime | None
    field: str = "narrative"
    key: str = ""
    """Family and code, as in `behaviour.following`."""
    start: int = 0
    end: int = 0


FINDING = ["finding_id", "report_id", "field", "start", "end", "family", "code", "context"]
"""The columns of a finding that assessing looks at."""


class Narratives:
    """The narratives of a run, taken from their table one by one when they are asked for: most never are."""

    def __init__(self, reports: pa.Table) -> None:
        self._texts = reports.column("narrative")
        self._places = {report_id: n for n, report_id in enumerate(reports.column("report_id").to_pylist())}

    def of(self, report_id: str) -> str:
        """Give the narrative of a report."""
        return str(self._texts[self._places[report_id]].as_py())


@dataclass(slots=True)
class Evidence:
    """All that is on file of one course; `said`, by family.code, is what stands; `undone` what is said not to be."""

    course_id: str
    reports: list[Row]
    suspect_named: bool
    said: dict[str, list[Item]] = field(default_factory=dict)
    undone: dict[str, list[Item]] = field(default_factory=dict)
    clues: dict[str, list[Row]] = field(default_factory=dict)
    log: list[Row] = field(default_factory=list)
    narratives: Narratives | None = None
    versions: dict[str, list[Row]] = field(default_factory=dict)
    """The rows that a delivery holds for a report, where there are several, by report."""
    aside: dict[str, str] = field(default_factory=dict)
    """The reports whose acts are set aside as no evidence of pursuit, and what explains them."""

    def narrative_of(self, report_id: str) -> str:
        """Give the narrative of a report of the course."""
        return self.narratives.of(report_id) if self.narratives else ""

    def items(self, codes: frozenset[str]) -> list[Item]:
        """Give what stands for any of these codes, in the order of the codes; reports set aside give none."""
        if codes.isdisjoint(self.said):  # so it is of most
            return []
        found = [i for code in sorted(codes & self.said.keys()) for i in self.said[code]]
        return [i for i in found if i.report_id not in self.aside] if self.aside else found


def gather(tables: Mapping[str, pa.Table]) -> Iterator[Evidence]:
    """Give the evidence of each course, in the order of their ids.

    tables: reports, versions, log, findings, clues, courses and course_reports, as contracts.TABLES.
    """
    reports = {r["report_id"]: r for r in _rows(tables["reports"], "narrative")}
    findings = _by_report(tables["findings"].select(FINDING).to_pylist())
    clues = _by_report(_rows(tables["clues"]))
    log = _by_report(_rows(tables["log"]))
    versions = _several(_by_report(_rows(tables["versions"], "narrative")))
    members: dict[str, list[str]] = defaultdict(list)
    for row in tables["course_reports"].to_pylist():
        members[row["course_id"]].append(row["report_id"])
    narratives = Narratives(tables["reports"])
    named = {r["course_id"]: r["suspect_id"] is not None for r in tables["courses"].to_pylist()}
    for course_id in sorted(members):
        own = sorted((reports[i] for i in set(members[course_id])), key=_when)
        evidence = Evidence(course_id, own, named.get(course_id, False), narratives=narratives)
        for report in own:
            entries = log.get(report["report_id"], [])
            evidence.log += entries
            if report["report_id"] in versions:
                evidence.versions[str(report["report_id"])] = versions[report["report_id"]]
            days = {f"log:{e['entry']}": e["at"] for e in entries if e["at"]}
            _add_findings(evidence, report["recorded_at"], days, findings.get(report["report_id"], []))
            _add_clues(evidence, clues.get(report["report_id"], []))
        yield evidence


def _add_findings(evidence: Evidence, recorded_at: object, days: Mapping[str, object], findings: list[Row]) -> None:
    """Add findings; what a log entry states is on file from the time of the entry, all else from that of the report."""
    for row in findings:
        where = str(row["field"])
        at = days.get(where, recorded_at)
        key = f"{row['family']}.{row['code']}"
        item = Item(
            str(row["finding_id"]),
            str(row["report_id"]),
            str(row["code"]),
            at if isinstance(at, datetime) else None,
            where,
            key,
            int(str(row["start"])),
            int(str(row["end"])),
        )
        if row["context"] in ("affirmed", "denied") or (row["family"] == "risk" and row["context"] == "historical"):
            evidence.said.setdefault(key, []).append(item)
        elif row["context"] == "negated":
            evidence.undone.setdefault(key, []).append(item)


def _add_clues(evidence: Evidence, clues: list[Row]) -> None:
    for row in clues:
        if row["context"] == "affirmed":
            evidence.clues.setdefault(str(row["kind"]), []).append(row)


def _rows(table: pa.Table, *left_out: str) -> list[Row]:
    rows: list[Row] = table.select([c for c in table.column_names if c not in left_out]).to_pylist()
    return rows


def _by_report(rows: list[Row]) -> dict[object, list[Row]]:
    grouped: dict[object, list[Row]] = defaultdict(list)
    for row in rows:
        grouped[row["report_id"]].append(row)
    return grouped


def _several(grouped: dict[object, list[Row]]) -> dict[object, list[Row]]:
    return {report_id: rows for report_id, rows in grouped.items() if len(rows) > 1}


def _when(report: Row) -> tuple[str, str]:
    return (str(report["recorded_at"] or "9999"), str(report["report_id"]))
