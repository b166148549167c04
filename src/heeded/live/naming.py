"""Ids of persons and courses carried on through every addition, and each merge and split written down."""

import hashlib
from collections.abc import Iterable, Sequence

from heeded.live.answer import Changed
from heeded.live.relink import Relinking
from heeded.live.store import Store
from heeded.toolbox.carried import carried, moves

MERGED = "What is known by now makes their mentions one person's."
SPLIT = "What is known by now makes some of its mentions another person's."


class Given:
    """The ids that were ever given."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def __contains__(self, one: object) -> bool:
        return self._store.db.execute("select 1 from given where id = ?", [one]).fetchone() is not None


def own_person_id(first: str) -> str:
    """Give the id that bulk linking gives a person. first: the smallest mention id."""
    return "P-" + hashlib.sha256(first.encode()).hexdigest()[:16]


def name_persons(store: Store, linked: Relinking) -> list[Changed]:
    """Give every group its person's id, carried on; gives the merges and splits."""
    before = {m.nr: m.person_id for m in store.look_at(nr for group in linked.groups for nr in group)}
    ids = {nr: store.mentions[nr].mention_id for nr in before}
    older = {person for person in before.values() if person is not None}
    previous = {
        person: frozenset(m.mention_id for m in store.look_at(store.among("person_id", [person]))) for person in older
    }
    groups = [frozenset(ids[nr] for nr in group) for group in linked.groups]
    named = carried(groups, [own_person_id(min(group)) for group in groups], previous, Given(store))
    linked.moved |= _note(store, linked.groups, named)
    now = dict(zip(named, groups, strict=True))
    return [Changed("person", *move, MERGED if move.change == "merge" else SPLIT) for move in moves(now, previous)]


def _note(store: Store, groups: Iterable[Sequence[int]], named: Sequence[str]) -> set[int]:
    """Write down the ids that changed; gives the mentions that bore another before."""
    changed = [
        (person, nr)
        for person, group in zip(named, groups, strict=True)
        for nr in group
        if store.mentions[nr].person_id != person
    ]
    store.db.executemany("update mention set person_id = ? where nr = ?", changed)
    older = {nr for _, nr in changed if store.mentions[nr].person_id is not None}
    for person, nr in changed:
        store.mentions[nr].person_id = person
    give(store, (person for person, _ in changed))
    return older


def give(store: Store, ids: Iterable[str]) -> None:
    """Note ids as given, so that none is ever given to another."""
    store.db.executemany("insert or ignore into given values (?)", [(one,) for one in ids])
