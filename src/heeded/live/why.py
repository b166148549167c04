"""Why a new mention is held to be a person: the strongest pair that holds it there, told as bulk linking tells it."""

from collections.abc import Iterator
from typing import NamedTuple

from heeded.link.score import probability
from heeded.link.tell import (
    ALONE,
    CERTAIN,
    DECIDED,
    DECIDED_SAME,
    FIRST_SIDE,
    NOTHING_KNOWN,
    OTHER_SIDE,
    PERSON_PASS,
    SAID,
    SECOND_PASS,
)
from heeded.live.answer import Held
from heeded.live.relink import Relinking
from heeded.live.store import Stored


class Link(NamedTuple):
    """A pair that may hold a mention: how strongly, the two, and how it was found."""

    weight: float
    a: Stored
    b: Stored
    how: int


def tell(linked: Relinking, mention: Stored) -> Held:
    """Say who a mention is held to be, how surely and why."""
    links = [link for link in _links(linked, mention.nr) if link.a.person_id == link.b.person_id]
    if not links:
        return _held(mention, 1.0, ALONE if mention.has_details else NOTHING_KNOWN)
    best = min(links, key=lambda k: (-k.weight, k.a.mention_id, k.b.mention_id, k.how))
    if best.how == DECIDED:
        return _held(mention, 1.0, _sentence(DECIDED_SAME))
    weighing = linked.weighing
    scorer = (weighing.persons if best.how in (PERSON_PASS, FIRST_SIDE) else weighing.given).scorer
    reason = scorer.reason(scorer.side(best.a.known), scorer.side(best.b.known))
    return _held(mention, probability(best.weight), _sentence(SAID.get(best.how, "") + reason))


def _links(linked: Relinking, nr: int) -> Iterator[Link]:
    stored, least = linked.store.mentions, linked.weighing.ask_at
    decided = {frozenset(pair) for pair in linked.same}
    for pair in linked.same:
        if nr in pair:
            a, b = sorted(pair, key=lambda n: stored[n].mention_id)
            yield Link(CERTAIN, stored[a], stored[b], DECIDED)
    for weight, a, b, how in _found(linked):
        if nr in (a, b) and weight >= least and frozenset((a, b)) not in decided:
            yield Link(weight, stored[a], stored[b], how)


def _found(linked: Relinking) -> Iterator[tuple[float, int, int, int]]:
    for (a, b), weight in linked.weighed.items():
        yield weight, a, b, PERSON_PASS
    for (a, b), weight in linked.likely.items():
        yield weight, a, b, SECOND_PASS
    for weight, a, b, c, d in linked.found:
        yield weight, a, b, FIRST_SIDE
        first, second = sorted((c, d), key=lambda n: linked.store.mentions[n].mention_id)
        yield weight, first, second, OTHER_SIDE


def _held(mention: Stored, sure: float, reason: str) -> Held:
    return Held(mention.mention_id, str(mention.person_id), sure, reason)


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}."
