"""Points to prove: for each element what stands for it, what is missing, and what enquiry would supply it."""

from dataclasses import dataclass

from heeded.assess.evidence import Evidence, Item
from heeded.catalogue.law import Condition, Element, Law, StandingRule


@dataclass(frozen=True, slots=True)
class Point:
    """One element held against one course: stands, partly or missing, and on what."""

    element: Element
    standing: str
    findings: tuple[str, ...]


def points_of(evidence: Evidence, law: Law) -> list[Point]:
    """Hold every element of every offence against what is on file of a course."""
    return [_point(element, evidence) for element in law.elements]


def _point(element: Element, evidence: Evidence) -> Point:
    if element.absent_if:
        return Point(element, _unless_explained(evidence), ())
    for standing, conditions in (("stands", element.stands_if), ("partly", element.partly_if)):
        shown = [item for c in conditions for item in _shown(c, evidence)]
        if shown:
            return Point(element, standing, tuple(dict.fromkeys(i.finding_id for i in shown)))
    return Point(element, "missing", ())


def _unless_explained(evidence: Evidence) -> str:
    """Say whether nothing on file explains the acts otherwise: in no report, in some, in all."""
    if not evidence.aside:
        return "stands"
    return "missing" if all(r["report_id"] in evidence.aside for r in evidence.reports) else "partly"


def _shown(condition: Condition, evidence: Evidence) -> list[Item]:
    """Give the findings by which a condition is met, none where it is not."""
    items = evidence.items(condition.codes)
    beside = evidence.items(condition.beside)
    if condition.beside and not beside:
        return []
    enough_reports = len({i.report_id for i in items}) >= condition.reports
    enough_kinds = len({i.code for i in items}) >= condition.kinds
    return items + beside if items and enough_reports and enough_kinds else []


def standing_of(points: list[Point], law: Law) -> str:
    """Say whether the points indicate stalking: indicated, possible or not_indicated."""
    held = {p.element.id: p.standing for p in points}
    if any(_meets(rule, held) for rule in law.indicated):
        return "indicated"
    if any(_meets(rule, held) for rule in law.possible):
        return "possible"
    return "not_indicated"


def _meets(rule: StandingRule, held: dict[str, str]) -> bool:
    stand = {e for e, s in held.items() if s == "stands"}
    hold = {e for e, s in held.items() if s in ("stands", "partly")}
    return rule.stands <= stand and (not rule.any_stands or bool(rule.any_stands & stand)) and rule.holds <= hold
