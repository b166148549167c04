"""The classes of words: two words that no pattern can tell apart are of one class."""

from array import array
from collections.abc import Sequence

import numpy as np

from heeded.read.scan.network import ANY_EDGE, Network, edges_of, marks_in, rows
from heeded.read.scan.states import MARK_BITS, Symbols

_MOST_BYTES = 4
"""Bytes of a hint that a word's own edges may take; three are left for its marks."""

Kind = tuple[bool, tuple[int, ...]]
"""Whether no gap may pass a word, and the edges that it may take."""


class Classes:
    """Numbers for classes; new ones are met while texts are read."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self._number_of: dict[Kind, int] = {}
        self._edges_at, self._edges, self._hints, self._turning = array("i", [0]), array("i"), array("q"), array("B")
        marks = [edges_of(network, marks_in(n)) for n in range(1 << MARK_BITS)]
        self._marks = (*rows(marks), np.array([self._hint(edges) for edges in marks], dtype=np.int64))
        self._symbols: Symbols | None = None

    def number(self, turning: bool, edges: tuple[int, ...]) -> int:
        """Give the number of a class, known or new."""
        if (turning, edges) not in self._number_of:
            self._number_of[turning, edges] = self.add(turning, edges)
        return self._number_of[turning, edges]

    def add(self, turning: bool, edges: tuple[int, ...]) -> int:
        """Give the next number to a class, whether it has one or not."""
        taken = len(edges) if len(edges) <= _MOST_BYTES else 1
        self._edges.extend(edges)
        self._edges_at.append(len(self._edges))
        self._turning.append(turning)
        self._hints.append(self._hint(edges) | turning << 56 | taken << 57)
        self._symbols = None
        return len(self._turning) - 1

    def symbols(self) -> Symbols:
        """Give what a walk has to know of the classes so far."""
        if self._symbols is None:
            edges_at, edges = np.array(self._edges_at, dtype=np.int32), np.array(self._edges, dtype=np.int32)
            hints, turning = np.array(self._hints, dtype=np.int64), np.array(self._turning, dtype=np.uint8)
            marks_at, marks, mark_hints = self._marks
            self._symbols = Symbols(edges_at, edges, hints, turning, marks_at, marks, mark_hints)
        return self._symbols

    def _hint(self, edges: Sequence[int]) -> int:
        """Give the bits of edges, a byte each; where they are too many, the one that is always set."""
        bits = [int(self._network.bits[e]) for e in edges] if len(edges) <= _MOST_BYTES else [ANY_EDGE]
        return sum(bit << 8 * n for n, bit in enumerate(bits))
