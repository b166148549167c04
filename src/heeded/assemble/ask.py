"""What is likely but not stated: questions for people, never joins."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import product
from typing import Any

from heeded.assemble.grounds import Likely
from heeded.assemble.standing import Standing
from heeded.model.decision import Decision
from heeded.toolbox.carried import short_hash

UNKNOWN = (
    "Same victim; the suspect is not named in one of the reports, and nothing stated says whether it is the same one."
)
Row = dict[str, object]
Pair = tuple[str, str]
"""Two courses, the smaller id first."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question about two standings, each with its course."""

    kind: str
    a: tuple[str, Standing]
    b: tuple[str, Standing]
    reason: str


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


def questions(
    courses: Courses,
    links: Iterable[Mapping[str, Any]],
    likely: Iterable[Likely],
    decisions: Sequence[Decision],
    at_most: int,
) -> list[Row]:
    """Give what should be decided: whether two courses are one, told for each two reports of them.

    links: rows of person_links that were not held. likely: reports that name their people in part. at_most: how many
    pairs of reports are told of two courses. Two courses that a person was asked about, however it was answered, are
    not asked about again.
    """
    answered = _answered(courses, decisions)
    asked: dict[Pair, Asked] = {}
    for question in (*_about_persons(courses, links), *_about_likely(courses, likely), *_about_unknown(courses)):
        asked.setdefault(_pair(question), question)
    rows = [
        row for pair, question in asked.items() if pair not in answered for row in _told(courses, question, at_most)
    ]
    return sorted(rows, key=lambda r: str(r["question_id"]))


def _pair(question: Asked) -> Pair:
    return min(question.a[0], question.b[0]), max(question.a[0], question.b[0])


def _told(courses: Courses, question: Asked, at_most: int) -> Iterator[Row]:
    """The question itself, then the same about the other reports of the two courses, the nearest in time first.

    One answer decides about the courses, so whoever looks at any two of their reports finds what is asked of them.
    """
    yield _row(question)
    seen = {(question.a[1].report_id, question.b[1].report_id)}
    (one, _), (other, _) = question.a, question.b
    rest = product(courses.standings[one], courses.standings[other])
    for a, b in sorted(rest, key=lambda p: (abs(p[0].at - p[1].at), p[0].order, p[1].order)):
        pair = a.report_id, b.report_id
        if len(seen) < at_most and pair not in seen and a.report_id != b.report_id:
            seen.add(pair)
            yield _row(Asked("same_course", (one, a), (other, b), question.reason))


def _row(question: Asked) -> Row:
    (course_a, first), (course_b, second) = sorted((question.a, question.b), key=lambda x: x[1].order)
    named = (first.report_id, str(first.place), second.report_id, str(second.place))
    return {
        "question_id": "Q-" + short_hash(question.kind, *named),
        "kind": question.kind,
        "report_a": first.report_id,
        "report_b": second.report_id,
        "course_a": course_a,
        "course_b": course_b,
        "findings": [],
        "reason": question.reason,
    }


def _about_persons(courses: Courses, links: Iterable[Mapping[str, Any]]) -> list[Asked]:
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
                    asked.append(Asked("same_person", a, b, reason))
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


def _about_likely(courses: Courses, likely: Iterable[Likely]) -> list[Asked]:
    """Reports that name their people in part and agree so far."""
    where = {s.key: course for course, those in courses.standings.items() for s in those}
    reasons = [(p, f"Perhaps the same two people: {p.reason}.") for p in likely]
    return [
        Asked("same_course", (where[p.first.key], p.first), (where[p.second.key], p.second), reason)
        for p, reason in reasons
    ]


def _about_unknown(courses: Courses) -> list[Asked]:
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
        Asked("same_course", (course, mine), _nearest(mine, named[str(mine.victim.person)]), UNKNOWN)
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
