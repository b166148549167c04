"""The courses of one victim that may be one: an unknown suspect who does what was done before, another name, "again".

Each report of an unknown suspect is asked about beside the nearest of a named one anyway. Here are those that more than
that holds together.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import combinations, product

from heeded.assemble.alike import Fit, Stage, fit
from heeded.assemble.blocks import values_of
from heeded.assemble.grounds import Likely, acts_alike, refers, takes_up
from heeded.assemble.groups import Groups, Key
from heeded.assemble.standing import Standing

ACT = "the victim is the same, and a like thing was done by somebody who is not named in one of the reports"
UNKNOWN = "the victim is the same, both suspects are unknown, and nothing tells them apart"
TAKEN = "the victim is the same, and the later report says that earlier ones belong with it"
AGAIN = "the victim is the same, and the later report says that it is the same suspect as before"
NUMBER = "the victim is the same, and the same number, vehicle or account is named in both"
REFERENCE = "the victim is the same, and one report names the other by its number"
PART = "the victim is the same, and the suspects agree as far as they are named"
Course = Sequence[Standing]


def of_same_victim(pairs: Sequence[Standing], groups: Groups, stage: Stage) -> list[Likely]:
    """Give for each two courses of one victim the nearest two reports that may be about one suspect, if any may be."""
    courses: defaultdict[str, defaultdict[Key, list[Standing]]] = defaultdict(lambda: defaultdict(list))
    for standing in pairs:
        if standing.victim.person is not None:
            courses[standing.victim.person][groups.of(standing.key)].append(standing)
    return [
        found
        for victim in sorted(courses)
        if 1 < len(courses[victim]) <= stage.values.courses_of_one_at_most
        for one, other in combinations(courses[victim].values(), 2)
        for found in _first(one, other, stage)
    ]


def _first(one: Course, other: Course, stage: Stage) -> Iterator[Likely]:
    """Give the nearest two reports of two courses that may be about one suspect."""
    found = sorted(((a, b) if a.order < b.order else (b, a) for a, b in product(one, other)), key=_near)
    for a, b in found:
        reason = _may_be_one(a, b, stage) if a.report_id != b.report_id else None
        if reason is not None:
            yield Likely(a, b, reason)
            return


def _near(pair: tuple[Standing, Standing]) -> tuple[object, ...]:
    return pair[1].at - pair[0].at, pair[0].order, pair[1].order


def _may_be_one(a: Standing, b: Standing, stage: Stage) -> str | None:
    """Say why two reports on one victim, the earlier first, may be about one suspect."""
    if b.at - a.at > timedelta(days=stage.values.likely_within_days):
        return None
    if takes_up(a, b, stage):
        return TAKEN
    if not values_of(a, stage).isdisjoint(values_of(b, stage)):
        return NUMBER
    if refers(a, b, stage):
        return REFERENCE
    if stage.states(b.report_id).same_suspect:
        return AGAIN
    suspects = fit(a.suspect, b.suspect, stage)
    if suspects is Fit.SILENT:
        return _of_unknown(a, b, stage)
    return PART if suspects >= Fit.PART else None


def _of_unknown(a: Standing, b: Standing, stage: Stage) -> str | None:
    """Of one at least nothing is known; where both reports name numbers, these differ and tell against it."""
    numbers = values_of(a, stage) and values_of(b, stage)
    if acts_alike(a, b, stage) and not numbers:
        return ACT
    both = a.suspect.person is None and b.suspect.person is None
    near = b.at - a.at <= timedelta(days=stage.values.unknown_thread_gap_days)
    return UNKNOWN if both and near and all(_tells(s, stage) for s in (a, b)) else None


def _tells(standing: Standing, stage: Stage) -> bool:
    report = standing.report_id
    return bool(stage.acts.get(report)) and not stage.states(report).explained
