"""What is likely but not stated: questions for people, never joins."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from heeded.assemble.identity import short_hash
from heeded.assemble.standing import Standing
from heeded.model.decision import Decision

UNKNOWN = (
    "Same victim; the suspect is not named in one of the reports, and nothing stated says whether it is the same one."
)
Row = dict[str, object]


@dataclass(frozen=True, slots=True)
class Courses:
    """The courses as they now stand: the standings of each id."""

    standings: Mapping[str, Sequence[Standing]]

    def of_mentions(self) -> dict[str, list[tuple[str, Standing]]]:
        """Give where each mention stands."""
        found: defaultdict[str, list[tuple[str, Standing]]] = defaultdict(list)
        for course, those in sorted(self.standings.items()):
            for standing in those:
                for mention in standing.victim.mentions + standing.suspect.mentions:
                    found[mention].append((course, standing))
        return found


def questions(courses: Courses, links: Iterable[Mapping[str, Any]], decisions: Sequence[Decision]) -> list[Row]:
    """Give one question for each pair of courses that may be one; none that a person has answered, however.

    links: rows of person_links that were not held.
    """
    found: dict[tuple[str, str], Row] = {}
    answered = _answered(courses, decisions)
    for pair, row in [*_about_persons(courses, links), *_about_unknown(courses)]:
        if pair not in answered:
            found.setdefault(pair, row)
    return sorted(found.values(), key=lambda r: str(r["question_id"]))


def _row(kind: str, a: tuple[str, Standing], b: tuple[str, Standing], reason: str) -> tuple[tuple[str, str], Row]:
    (course_a, first), (course_b, second) = sorted((a, b), key=lambda x: x[1].order)
    pair = (min(course_a, course_b), max(course_a, course_b))
    row: Row = {
        "question_id": "Q-" + short_hash(kind, first.report_id, str(first.place), second.report_id, str(second.place)),
        "kind": kind,
        "report_a": first.report_id,
        "report_b": second.report_id,
        "course_a": course_a,
        "course_b": course_b,
        "findings": [],
        "reason": reason,
    }
    return pair, row


def _about_persons(courses: Courses, links: Iterable[Mapping[str, Any]]) -> list[tuple[tuple[str, str], Row]]:
    """Pairs of mentions that are likely one person, where the other side of both reports is one person already."""
    where = courses.of_mentions()
    asked = []
    ordered = sorted(links, key=lambda r: (-r["probability"], r["mention_a"], r["mention_b"]))
    for link in ordered:
        for a in where.get(link["mention_a"], ()):
            for b in where.get(link["mention_b"], ()):
                if a[0] != b[0] and a[1].report_id != b[1].report_id and _one_side_same(a[1], b[1]):
                    reason = f"Perhaps the same person: {link['reason']}."
                    asked.append(_row("same_person", a, b, reason))
    return asked


def _one_side_same(a: Standing, b: Standing) -> bool:
    return (a.victim.person is not None and a.victim.person == b.victim.person) or (
        a.suspect.person is not None and a.suspect.person == b.suspect.person
    )


def _about_unknown(courses: Courses) -> list[tuple[tuple[str, str], Row]]:
    """Each course of an unknown suspect beside the victim's nearest course of a named one."""
    named: defaultdict[str, list[tuple[str, Standing]]] = defaultdict(list)
    unknown: list[tuple[str, Sequence[Standing]]] = []
    for course, those in sorted(courses.standings.items()):
        if any(s.named for s in those):
            for standing in those:
                if standing.victim.person:
                    named[standing.victim.person].append((course, standing))
        elif those[0].victim.person:
            unknown.append((course, those))
    asked = []
    for course, those in unknown:
        near = [
            (abs(s.at - other.at), s.order, s, other, c)
            for c, other in named[str(those[0].victim.person)]
            for s in those
        ]
        if near:
            _, _, mine, other, theirs = min(near, key=lambda x: (x[0], x[1], x[3].order, x[4]))
            asked.append(_row("same_course", (course, mine), (theirs, other), UNKNOWN))
    return asked


def _answered(courses: Courses, decisions: Sequence[Decision]) -> set[tuple[str, str]]:
    """Pairs of courses about which a person was asked already, through whichever of their reports."""
    of_report: defaultdict[str, set[str]] = defaultdict(set)
    for course, those in courses.standings.items():
        for standing in those:
            of_report[standing.report_id].add(course)
    pairs = set()
    for decision in decisions:
        if decision.kind in ("same_course", "same_person"):
            first, second = (str(s["report_id"]) for s in decision.subjects)
            pairs |= {(min(a, b), max(a, b)) for a in of_report[first] for b in of_report[second]}
    return pairs
