"""Reports that name their people in part: joined to a course where a later report of it says so, else asked about."""

from collections import defaultdict
from collections.abc import Mapping, Set
from itertools import combinations

from heeded.assemble.alike import LIKE_IF_SAID, Fit, Stage, fit
from heeded.assemble.attribution import attributed, speaks_of_others
from heeded.assemble.blocks import Near
from heeded.assemble.grounds import Likely, likely
from heeded.assemble.groups import Groups, Key
from heeded.assemble.naming import Text
from heeded.assemble.standing import Standing
from heeded.assemble.unknown import ATTRIBUTED, Joined

FEW = 3
"""A report that fits more courses than this tells none of them, even if they may be one."""


def join_taken(
    near: Near, of_key: Mapping[Key, Standing], groups: Groups, stage: Stage, texts: Mapping[str, Text]
) -> Joined:
    """Join a report to the one course whose later report says that it belongs with it, if their people agree so far."""
    takers: defaultdict[Key, list[Standing]] = defaultdict(list)
    for first, second in near:
        if groups.of(first.key) != groups.of(second.key) and _takes(first, second, stage, texts):
            takers[first.key].append(second)
    why: Joined = {}
    for key, those in sorted(takers.items()):
        one = len({groups.of(s.key) for s in those}) == 1
        if one and _peaceful(key, those[0].key, of_key, groups, stage) and groups.join(key, those[0].key):
            why[key] = ATTRIBUTED
    return why


def _takes(first: Standing, second: Standing, stage: Stage, texts: Mapping[str, Text]) -> bool:
    """Say whether the later report says that the earlier one belongs with it; of half a name a time must be named.

    Half a name of the victim wants as much of the suspect's.
    """
    text = texts.get(second.report_id, Text())
    if not speaks_of_others(text):
        return False
    victims = fit(first.victim, second.victim, stage, LIKE_IF_SAID)
    suspects = fit(first.suspect, second.suspect, stage)
    if victims < Fit.PART or suspects is Fit.AGAINST or (victims is Fit.PART and suspects < Fit.PART):
        return False
    earlier = {first.report_id: first.at}
    return first.report_id in attributed(text, second.at, earlier, dated=victims is Fit.PART)


def _peaceful(a: Key, b: Key, of_key: Mapping[Key, Standing], groups: Groups, stage: Stage) -> bool:
    """Say whether no suspect of one course speaks against one of the other."""
    ours, theirs = ([of_key[k] for k in groups.members(groups.of(key))] for key in (a, b))
    return all(fit(x.suspect, y.suspect, stage) is not Fit.AGAINST for x in ours for y in theirs)


def find_likely(near: Near, groups: Groups, stage: Stage) -> list[Likely]:
    """Give the pairs of reports that may belong together; nothing where two fit for one reason that are not one."""
    found = [
        Likely(first, second, reason)
        for first, second in near
        if groups.of(first.key) != groups.of(second.key)
        for reason in [likely(first, second, stage)]
        if reason is not None
    ]
    fits: defaultdict[tuple[Key, str], set[Key]] = defaultdict(set)
    for pair in found:
        one, other = groups.of(pair.first.key), groups.of(pair.second.key)
        fits[one, pair.reason].add(other)
        fits[other, pair.reason].add(one)
    asked = {frozenset((one, other)) for (one, _), others in fits.items() for other in others}
    return [p for p in found if _perhaps_one(fits[groups.of(_less_known(p, stage).key), p.reason], asked)]


def _perhaps_one(courses: Set[Key], asked: Set[frozenset[Key]]) -> bool:
    """Say whether courses that a report fits are one, or each two of a few of them may be."""
    return len(courses) <= FEW and all(frozenset(pair) in asked for pair in combinations(courses, 2))


def _less_known(pair: Likely, stage: Stage) -> Standing:
    """Give the report that names its people less: it is that one which must fit a single course."""
    return min((pair.second, pair.first), key=lambda s: sum(len(stage.of(x).names) for x in (s.victim, s.suspect)))
