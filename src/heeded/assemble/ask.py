"""What is likely but not stated: questions for people, never joins."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import product
from typing import Any

from heeded.assemble.standing import Standing
from heeded.model.decision import Decision
from heeded.toolbox.carried import short_hash

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
    """Give what should be decided: of two courses that may be one person's once, of unknown suspects for each report.

    links: rows of person_links that were not held. Two courses that a person was asked about, however it was answered,
    are not asked about again.
    """
    answered = _answered(courses, decisions)
    about_persons = dict(reversed(_about_persons(courses, links)))
    rows = [*about_persons.items(), *(asked for asked in _about_unknown(courses) if asked[0] not in about_persons)]
    return sorted((row for pair, row in rows if pair not in answered), key=lambda r: str(r["question_id"]))


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
    likely = {frozenset((r["mention_a"], r["mention_b"])) for r in ordered}
    for link in ordered:
        for a in where.get(link["mention_a"], ()):
            for b in where.get(link["mention_b"], ()):
                if a[0] != b[0] and a[1].report_id != b[1].report_id and _worth_asking(a[1], b[1], likely):
                    reason = f"Perhaps the same person: {link['reason']}."
                    asked.append(_row("same_person", a, b, reason))
    return asked


def _worth_asking(a: Standing, b: Standing, likely: Set[frozenset[str]]) -> bool:
    """Say whether one side of two reports is the same, both are likely, or nobody is known on that of the suspect."""
    sides = ((a.victim, b.victim), (a.suspect, b.suspect))
    return (
        any(x.person is not None and x.person == y.person for x, y in sides)
        or all(any(frozenset(p) in likely for p in product(x.mentions, y.mentions)) for x, y in sides)
        or a.suspect.person is None
        or b.suspect.person is None
    )


def _about_unknown(courses: Courses) -> list[tuple[tuple[str, str], Row]]:
    """Each report of an unknown suspect beside the nearest report of a named one about the same victim."""
    named: defaultdict[str, list[tuple[str, Standing]]] = defaultdict(list)
    unknown: list[tuple[str, Standing]] = []
    for course, those in sorted(courses.standings.items()):
        known = any(s.named for s in those)
        for standing in those:
            if known and standing.victim.person:
                named[standing.victim.person].append((course, standing))
            elif standing.victim.person:
                unknown.append((course, standing))
    return [
        _row("same_course", (course, mine), _nearest(mine, named[str(mine.victim.person)]), UNKNOWN)
        for course, mine in unknown
        if named[str(mine.victim.person)]
    ]


def _nearest(to: Standing, among: Sequence[tuple[str, Standing]]) -> tuple[str, Standing]:
    return min(among, key=lambda x: (abs(x[1].at - to.at), x[1].order, x[0]))


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
