"""The graph of all patterns as arrays: what each place leads to by each class of words, and what ends there."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from heeded.read.graph import Graph, Node
from heeded.read.reference.roles import MARK_OF_ROLE, ONLY, OTHER, settled
from heeded.read.scan.kernel import Bytes, Ints
from heeded.read.scan.states import Net

MARKS = (*MARK_OF_ROLE.values(), OTHER)
"""Who a word can stand for, each a bit of its symbol; the bit above them says that it can be nobody else."""

_OWN_BITS, ANY_EDGE = 32, 127

Rows = Sequence[Sequence[int]]


@dataclass(frozen=True, slots=True)
class Network:
    """The places and edges as a walk needs them, and by which edges a folded word may go."""

    net: Net
    edge_of: dict[str, int]
    """Words, beginnings (`threat*`), `#` and marks that lead from the same places to the same places are one edge."""
    bits: Bytes
    """Where each edge is marked in a state."""

    prefixes: frozenset[str]


def compile_network(graph: Graph, frequent: Mapping[str, int]) -> Network:
    """Give the patterns of a graph as arrays. frequent: how often edges are met, however roughly."""
    nodes = graph.nodes
    edge_of = _edges(nodes)
    gap = 1 + max((most for node in nodes for _, most in node.gaps), default=0)
    facts: list[list[int]] = []
    for n, node in enumerate(nodes):
        facts += (
            _facts(nodes, n, gap) if node.onward or node.gaps else [[n * gap] * bool(node.by_word)] + [node.ends] * 2
        )
    rest = np.array([_rest(nodes, n) for n in range(len(nodes))], dtype=np.int32)
    leads, bits = _leads(nodes, edge_of), _bits(edge_of, frequent)
    net = Net(*leads, *rows(facts), rest, _sieves(leads[0], bits[leads[1]]), bits, gap)
    return Network(net, edge_of, bits, frozenset(k[:-1] for k in edge_of if k.endswith("*")))


def _facts(nodes: list[Node], start: int, gap: int) -> list[list[int]]:
    """Give the three rows of a place from which others are reached without a word."""
    reached = _closure(nodes, start)
    live = [place * gap + k for place, k in reached.items() if k or nodes[place].by_word]
    inside = {end for place in reached for end in nodes[place].ends}
    return [live, sorted(inside), sorted({end for place in _onward(nodes, start) for end in nodes[place].ends})]


def _edges(nodes: list[Node]) -> dict[str, int]:
    """Number the edges; words that stand in all the same lists share one."""
    places: dict[str, list[int]] = {}
    for number, node in enumerate(nodes):
        for word, targets in node.by_word.items():
            found = places.setdefault(word, [])
            for target in targets:
                found.append(number * len(nodes) + target)
    groups: dict[tuple[int, ...], int] = {}
    return {word: groups.setdefault(tuple(found), len(groups)) for word, found in sorted(places.items())}


def _bits(edge_of: Mapping[str, int], frequent: Mapping[str, int]) -> Bytes:
    """Give each edge a bit from 1 to 126: those met most often one of their own, the others share what is left."""
    counts = np.zeros(max(edge_of.values(), default=0) + 1, dtype=np.int64)
    for word, edge in edge_of.items():
        counts[edge] += frequent.get(word, 0)
    order = np.argsort(-counts, kind="stable")
    rank = np.arange(len(order))
    bits = np.empty(len(counts), dtype=np.uint8)
    bits[order] = 1 + np.where(rank < _OWN_BITS, rank, _OWN_BITS + rank % (ANY_EDGE - 1 - _OWN_BITS))
    return bits


def _sieves(leads_at: Ints, bits: Bytes) -> Ints:
    """Give the edges that lead on from each place as 128 bits."""
    sieves = np.zeros((len(leads_at) - 1, 4), dtype=np.int32)
    places = np.repeat(np.arange(len(sieves)), np.diff(leads_at))
    marked = bits[: len(places)].astype(np.uint32)
    np.bitwise_or.at(sieves, (places, marked >> 5), (np.uint32(1) << (marked & 31)).view(np.int32))
    return sieves.ravel()


def _closure(nodes: list[Node], start: int) -> dict[int, int]:
    """Give the places reached without a word, and how many words a gap may still pass before each."""
    reached: dict[int, int] = {}
    stack = [(start, 0)]
    while stack:
        place, passing = stack.pop()
        if place not in reached:
            stack += [(target, 0) for target in nodes[place].onward] + nodes[place].gaps
        reached[place] = max(reached.get(place, 0), passing)
    return reached


def _rest(nodes: list[Node], start: int) -> int:
    """Give how many words the gaps may pass that open at a place, one behind another; -1 where a pattern may end."""
    node, most = nodes[start], 0
    if not node.onward and not node.gaps:
        return -1 if node.ends else 0
    for place in _closure(nodes, start):
        if nodes[place].ends:
            return -1
        for target, passing in nodes[place].gaps:
            rest = _rest(nodes, target)
            if rest < 0:
                return -1
            most = max(most, passing + rest)
    return most


def _onward(nodes: list[Node], start: int) -> set[int]:
    """Give the places reached without a word or a gap: all that counts where the sentence is over."""
    reached, stack = set(), [start]
    while stack:
        place = stack.pop()
        if place not in reached:
            reached.add(place)
            stack += nodes[place].onward
    return reached


def rows(given: Rows) -> tuple[Ints, Ints]:
    """Lay rows of unequal length one after the other: where each begins, and all of them."""
    starts = np.zeros(len(given) + 1, dtype=np.int32)
    starts[1:] = np.cumsum([len(row) for row in given])
    return starts, np.array([n for row in given for n in row] or [0], dtype=np.int32)


def _leads(nodes: list[Node], edge_of: dict[str, int]) -> tuple[Ints, Ints, Ints, Ints]:
    """Give the edges that lead on from each place, in order, and the places that each of them leads to."""
    leads = [{edge_of[word]: targets for word, targets in node.by_word.items()} for node in nodes]
    edges = [sorted(each) for each in leads]
    targets = [each[edge] for each, ordered in zip(leads, edges, strict=True) for edge in ordered]
    return *rows(edges), *rows(targets)


def bits_of(marks: Iterable[str]) -> int:
    """Give the bits that stand for marks."""
    only = set(ONLY.values())
    return sum(1 << (len(MARKS) if mark in only else MARKS.index(mark)) for mark in marks)


def marks_in(bits: int) -> tuple[str, ...]:
    """Give the marks that hold of a word with these bits."""
    marks = [mark for bit, mark in enumerate(MARKS) if bits >> bit & 1]
    return settled([*marks, *(ONLY[mark] for mark in marks if mark in ONLY and bits >> len(MARKS))])


def edges_of(network: Network, keys: Iterable[str]) -> tuple[int, ...]:
    """Give the edges that a word with these keys may take."""
    return tuple(sorted({network.edge_of[key] for key in keys if key in network.edge_of}))
