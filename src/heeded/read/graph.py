"""All patterns in one graph whose edges are words: the one definition that both readers go by."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from heeded.catalogue.folding import is_number
from heeded.catalogue.patterns import Either, Element, Gap, Start, Words
from heeded.catalogue.patterns import Sequence as Elements


@dataclass(slots=True)
class Node:
    """A place in the graph: where each word leads, where none is needed, the gaps and ends of patterns here."""

    by_word: dict[str, list[int]] = field(default_factory=dict)
    onward: list[int] = field(default_factory=list)
    gaps: list[tuple[int, int]] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)


class Graph:
    """The places that patterns lead through; a pattern is known by the number it was added with."""

    def __init__(self, patterns: Iterable[tuple[int, Elements]]) -> None:
        self.nodes = [Node(), Node()]
        self._shared: dict[tuple[int, object], int] = {}
        self._prefixes: set[str] = set()
        self._keys: dict[str, tuple[str, ...]] = {}
        self._ordered: dict[frozenset[str], list[str]] = {}
        for number, elements in patterns:
            self._add(number, elements)
        self._by_length = sorted({len(p) for p in self._prefixes})

    def _add(self, number: int, elements: Elements) -> None:
        root = 1 if elements and isinstance(elements[0], Start) else 0
        places = [root]
        for element in elements[root:]:
            places = self._step(places, element)
        for place in places:
            if number not in self.nodes[place].ends:
                self.nodes[place].ends.append(number)

    def _step(self, places: list[int], element: Element) -> list[int]:
        reached: list[int] = []
        for place in places:
            if isinstance(element, Gap):
                reached.append(self._gap(place, element.most))
            elif isinstance(element, Words):
                reached.append(self._words(place, element.any_of))
            elif isinstance(element, Either):
                reached.append(self._either(place, element))
        if isinstance(element, Words | Either) and element.optional:
            reached += places
        return list(dict.fromkeys(reached))

    def _either(self, place: int, element: Either) -> int:
        """Give the place where all the options from `place` meet again, so that the graph does not multiply out."""
        key = (place, element.name)
        if key not in self._shared:
            meeting = self._shared[key] = self._new()
            for option in element.options:
                ends = [place]
                for part in option:
                    ends = self._step(ends, part)
                for end in ends:
                    self.nodes[end].onward.append(meeting)
        return self._shared[key]

    def _gap(self, place: int, most: int) -> int:
        key = (place, most)
        if key not in self._shared:
            self._shared[key] = self._new()
            self.nodes[place].gaps.append((self._shared[key], most))
        return self._shared[key]

    def _words(self, place: int, any_of: frozenset[str]) -> int:
        key = (place, any_of)
        if key not in self._shared:
            target = self._shared[key] = self._new()
            for word in self._in_order(any_of):
                self.nodes[place].by_word.setdefault(word, []).append(target)
                if word.endswith("*"):
                    self._prefixes.add(word[:-1])
        return self._shared[key]

    def _in_order(self, any_of: frozenset[str]) -> list[str]:
        if any_of not in self._ordered:
            self._ordered[any_of] = sorted(any_of)
        return self._ordered[any_of]

    def _new(self) -> int:
        self.nodes.append(Node())
        return len(self.nodes) - 1

    def keys(self, word: str) -> tuple[str, ...]:
        """Give the edges that a folded word may take: itself, its beginnings, `#` for a number."""
        if word not in self._keys:
            begins = [word[:n] for n in self._by_length if n <= len(word)]
            keys = [word, *(b + "*" for b in begins if b in self._prefixes)]
            self._keys[word] = (*keys, "#") if is_number(word) else tuple(keys)
        return self._keys[word]
