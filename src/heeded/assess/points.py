"""Points to prove: for each element what stands for it, what is missing, and what enquiry would supply it."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from heeded.assess.evidence import Evidence, Item
from heeded.catalogue.law import Law, StandingRule
from heeded.catalogue.offences import Condition, Element, Offence


class Point(NamedTuple):
    """One element held against one course: stands, partly or missing, and on what."""

    element: Element
    standing: str
    findings: tuple[str, ...]


def points_of(evidence: Evidence, offences: Iterable[Offence]) -> list[Point]:
    """Hold the elements of offences against what is on file of a course.

    An offence that is shown only with its first element, or only where another falls short, is left out elsewhere.
    """
    held: dict[str, list[Point]] = {}
    for offence in offences:
        first = held_against(offence.elements[0], evidence)
        if offence.shown == "with its first element" and first.standing == "missing":
            continue
        points = [first, *(held_against(element, evidence) for element in offence.elements[1:])]
        other = held.get(offence.falls_short or "", [])
        if offence.shown != "where another falls short" or _falls_short(other, points):
            held[offence.id] = points
    return [point for points in held.values() for point in points]


def _falls_short(other: list[Point], own: list[Point]) -> bool:
    """Say whether another offence lacks an element that this one does not need, or has on file."""
    needed = {p.element.id for p in own if p.standing == "missing"}
    return any(p.standing == "missing" and p.element.kind == "element" and p.element.id not in needed for p in other)


def held_against(element: Element, evidence: Evidence) -> Point:
    """Hold one element against what is on file of a course."""
    if element.absent_if:
        return Point(element, _unless_explained(evidence), ())
    if element.codes.isdisjoint(evidence.said):  # so it is of most
        return Point(element, "missing", ())
    for standing, conditions in (("stands", element.stands_if), ("partly", element.partly_if)):
        shown = [item for c in conditions for item in met_by(c, evidence)]
        if shown:
            return Point(element, standing, tuple(dict.fromkeys(i.finding_id for i in shown)))
    return Point(element, "missing", ())


def _unless_explained(evidence: Evidence) -> str:
    """Say whether nothing on file explains the acts otherwise: in no report, in some, in all."""
    if not evidence.aside:
        return "stands"
    return "missing" if all(r["report_id"] in evidence.aside for r in evidence.reports) else "partly"


def met_by(condition: Condition, evidence: Evidence) -> list[Item]:
    """Give the findings by which a condition is met, none where it is not."""
    items = evidence.items(condition.codes)
    if not items:
        return []
    beside = evidence.items(condition.beside) if condition.beside else []
    if condition.beside and not beside:
        return []
    if condition.reports > 1 and len({i.report_id for i in items}) < condition.reports:
        return []
    if condition.kinds > 1 and len({i.code for i in items}) < condition.kinds:
        return []
    return items + beside


def standing_of(points: list[Point], law: Law) -> str:
    """Say whether the points indicate stalking: indicated, possible or not_indicated."""
    return verdict_of({p.element.id: p.standing for p in points if p.element.offence in law.stalking}, law)


def verdict_of(held: Mapping[str, str], law: Law) -> str:
    """Give the verdict for elements that stand, stand partly or are missing."""
    if any(_meets(rule, held) for rule in law.indicated):
        return "indicated"
    if any(_meets(rule, held) for rule in law.possible):
        return "possible"
    return "not_indicated"


def _meets(rule: StandingRule, held: Mapping[str, str]) -> bool:
    stand = {e for e, s in held.items() if s == "stands"}
    hold = {e for e, s in held.items() if s in ("stands", "partly")}
    return rule.stands <= stand and (not rule.any_stands or bool(rule.any_stands & stand)) and rule.holds <= hold
