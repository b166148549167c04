"""Which reports are worth holding beside each other: those that share something few others share."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from itertools import combinations, product

from heeded.assemble.alike import Stage
from heeded.assemble.clues import Known, plain
from heeded.assemble.groups import Groups, Key
from heeded.assemble.standing import Standing

HEAD = 3
"""Names are only held beside each other where their first letters agree, or those of another form of them."""
Keys = Iterator[tuple[str, ...]]
Near = Sequence[tuple[Standing, Standing]]
"""Pairs of reports worth holding beside each other, the earlier first."""
Found = dict[tuple[Key, Key], tuple[Standing, Standing]]
Forms = Mapping[str, frozenset[str]]


def neighbours(pairs: Sequence[Standing], groups: Groups, stage: Stage) -> Near:
    """Give the pairs of reports of two courses worth holding beside each other, the earlier first, in order.

    What more reports share than `likely_at_most` tells nobody from anybody, and proposes nothing.
    """
    return _in_order(_beside(pairs, groups, stage, _keys))


def further(near: Near, pairs: Sequence[Standing], groups: Groups, stage: Stage) -> Near:
    """Give these and those that what words tell, a home, a number or relations hold beside each other, in order."""
    found = {(a.key, b.key): (a, b) for a, b in near}
    return _in_order({**found, **_beside(pairs, groups, stage, _further_keys)})


def _in_order(found: Found) -> list[tuple[Standing, Standing]]:
    return sorted(found.values(), key=lambda p: (p[0].order, p[1].order))


def _beside(pairs: Sequence[Standing], groups: Groups, stage: Stage, keys: Callable[[Standing, Stage], Keys]) -> Found:
    blocks: defaultdict[tuple[str, ...], list[Standing]] = defaultdict(list)
    for standing in pairs:
        for key in set(keys(standing, stage)):
            blocks[key].append(standing)
    found: Found = {}
    for those in blocks.values():
        if 1 < len(those) <= stage.values.likely_at_most:
            found.update(((a.key, b.key), (a, b)) for a, b in combinations(those, 2) if _two(a, b, groups))
    return found


def _two(a: Standing, b: Standing, groups: Groups) -> bool:
    return a.report_id != b.report_id and groups.of(a.key) != groups.of(b.key)


def _keys(standing: Standing, stage: Stage) -> Keys:
    victim, suspect = stage.of(standing.victim), stage.of(standing.suspect)
    hers, his = _heads(victim, stage.values.short_forms), _heads(suspect, stage.values.short_forms)
    yield from (("both", *pair) for pair in product(hers, his))
    yield from (("her", *pair) for pair in product(_short(victim.forenames), _short(victim.surnames)))
    yield from (("initial", *pair) for pair in product(victim.forenames, (n[:1] for n in victim.surnames)))
    yield from (("surname", name) for name in victim.surnames)
    yield from (("suspect", person) for person in [standing.suspect.person] if person is not None)
    yield from (("him", *pair) for pair in product(_short(suspect.forenames), _short(suspect.surnames)))
    beside = stage.beside(standing.report_id)
    yield from (("contact", value) for value in beside.contacts)
    yield from (("street", *pair) for pair in product(beside.streets, hers))


def _further_keys(standing: Standing, stage: Stage) -> Keys:
    """Of a side without a name the words tell; names count whichever field they were typed into."""
    report, beside = standing.report_id, stage.beside(standing.report_id)
    forms, told = stage.values.short_forms, stage.told.by(standing.report_id)
    victim, suspect = stage.of(standing.victim), stage.of(standing.suspect)
    hers = _any_heads(victim, forms) or _short(told)
    his = _any_heads(suspect, forms) or _short(told)
    yield from (("two", *pair) for pair in product(hers, his))
    yield from (("name", name) for name in (*_parts(victim), *told, *stage.told.linked(report)))
    yield from (("relation", *pair) for pair in product(beside.surnames | victim.surnames, his))
    yield from (("home", home) for home in beside.homes)
    yield from (("value", value) for value in values_of(standing, stage))
    yield from (("reference", number) for number in (plain(report), *stage.states(report).references))


def values_of(standing: Standing, stage: Stage) -> set[str]:
    """Give the numbers, vehicles and accounts that are the suspect's or stand in the words, and not the victim's."""
    named = stage.of(standing.suspect).values | stage.states(standing.report_id).values
    return named - stage.of(standing.victim).values


def _parts(known: Known) -> Iterator[str]:
    """Give the names of somebody, and each half of a name of two."""
    for name in known.names:
        yield name
        yield from name.split() if " " in name else ()


def _any_heads(known: Known, forms: Forms) -> set[str]:
    other = set[str]().union(*(forms.get(n, ()) for n in known.forenames))
    return _short(known.names | other)


def _heads(known: Known, forms: Forms) -> set[str]:
    other = set[str]().union(*(forms.get(n, ()) for n in known.forenames))
    return {f"f {h}" for h in _short(known.forenames | other)} | {f"s {h}" for h in _short(known.surnames)}


def _short(names: Set[str]) -> set[str]:
    return {n[:HEAD] for n in names if n}
