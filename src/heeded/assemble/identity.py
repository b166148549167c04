"""The names that courses go by, and what becomes of them from run to run."""

import base64
import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from heeded.assemble.standing import Standing

MERGED = "Its reports are now held to concern the same victim and suspect as those of the other course."
SPLIT = "Some of its reports are now held to concern another victim or suspect."
SHORT = 12

Reports = Mapping[str, frozenset[str]]
"""The reports of each course."""


@dataclass(frozen=True, slots=True)
class Change:
    """What became of an id that an earlier run gave."""

    change: str
    before: str
    after: str
    reason: str


def short_hash(*parts: str) -> str:
    """Give twelve letters and digits that follow from the parts alone."""
    digest = hashlib.sha256("\x1f".join(parts).encode()).digest()
    return base64.b32encode(digest).decode()[:SHORT]


def own_id(group: Sequence[Standing]) -> str:
    """Give the id that follows from the earliest report of a course and the place of the pair in it."""
    first = min(group, key=lambda s: s.order)
    return "C-" + short_hash(first.report_id, *([str(first.place)] if first.place else []))


def name_courses(groups: Sequence[Sequence[Standing]], previous: Reports) -> tuple[list[str], list[Change]]:
    """Give an id for each group, carried on from the course it shares most reports with, and the changes of ids."""
    reports = [frozenset(s.report_id for s in group) for group in groups]
    fresh = [own_id(group) for group in groups]
    ids = _carried(reports, fresh, previous)
    taken = set(ids.values()) | previous.keys()
    named = [ids.get(n) or _free(fresh[n], taken) for n in range(len(groups))]
    return named, _changes(dict(zip(named, reports, strict=True)), previous)


def _free(wanted: str, taken: set[str]) -> str:
    """An id already borne, now or before, by another course is never given again."""
    candidate, turn = wanted, 1
    while candidate in taken:
        turn += 1
        candidate = "C-" + short_hash(wanted, str(turn))
    taken.add(candidate)
    return candidate


def _carried(reports: Sequence[frozenset[str]], fresh: Sequence[str], previous: Reports) -> dict[int, str]:
    before: defaultdict[str, list[str]] = defaultdict(list)
    for course, those in previous.items():
        for report in those:
            before[report].append(course)
    shared = []
    for n, those in enumerate(reports):
        for course in {c for r in those for c in before.get(r, ())}:
            overlap = len(those & previous[course])
            shared.append((-overlap, fresh[n] != course, course, fresh[n], n))
    ids: dict[int, str] = {}
    given: set[str] = set()
    for _, _, course, _, n in sorted(shared):
        if n not in ids and course not in given:
            ids[n] = course
            given.add(course)
    return ids


def _changes(now: Reports, previous: Reports) -> list[Change]:
    """Every report that left one course for another tells of a merge, or of a split where the old course lives on."""
    was, is_now = _courses_of(previous), _courses_of(now)
    moves = {
        (old, new)
        for report in was.keys() & is_now.keys()
        for old in was[report] - is_now[report]
        for new in is_now[report] - was[report] or (is_now[report] if old not in now else frozenset())
    }
    return [
        Change("split", old, new, SPLIT) if old in now else Change("merge", old, new, MERGED)
        for old, new in sorted(moves)
    ]


def _courses_of(reports: Reports) -> dict[str, frozenset[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for course, those in reports.items():
        for report in those:
            found[report].add(course)
    return {report: frozenset(courses) for report, courses in found.items()}
