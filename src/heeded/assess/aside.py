"""Reports whose acts are set aside: their own words, or what they were recorded as, explain them otherwise."""

from heeded.assess.evidence import Evidence, Row
from heeded.catalogue.recorded_kinds import RecordedKinds


def set_aside(evidence: Evidence, kinds: RecordedKinds) -> None:
    """Note in the evidence each report that is explained otherwise, with what explains it.

    What a report was recorded as speaks only for a report that stands alone and points at nobody in particular:
    stalking is often hidden under another heading, and a course of reports is never explained by its headings.
    """
    for row in evidence.clues.get("purpose", []):
        evidence.aside.setdefault(str(row["report_id"]), str(row["value"]))
    if len(evidence.reports) == 1:
        _by_heading(evidence, evidence.reports[0], kinds)


def _by_heading(evidence: Evidence, report: Row, kinds: RecordedKinds) -> None:
    kind = kinds.of(str(report["offence"] or ""))
    if kind is None:
        return
    if kinds.pointing[kind.trust].isdisjoint(evidence.said):
        evidence.aside.setdefault(str(report["report_id"]), f"recorded_as_{kind.id}")
