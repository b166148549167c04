"""All patterns at once over folded words: one graph whose edges are words, walked from every place in a text."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from heeded.catalogue.folding import is_number
from heeded.catalogue.patterns import Either, Element, Gap, Start, Words
from heeded.catalogue.patterns import Sequence as Elements

TURNING = frozenset("no not never nobody nothing none without if denies denied deny denying unless but".split())
"""Words that no gap may pass: what stands on both sides of them is not one statement."""


@dataclass(slots=True)
class Node:
    """A place in the graph: where each word leads, where none is needed, the gaps and ends of patterns here."""

    by_word: dict[str, list[int]] = field(default_factory=dict)
    onward: list[int] = field(default_factory=list)
    gaps: list[tuple[int, int]] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)


class Automaton:
    """Finds every pattern in a text; a pattern is known by the number it was added with."""

    def __init__(self, patterns: Iterable[tuple[int, Elements]]) -> None:
        self._nodes = [Node(), Node()]
        self._shared: dict[tuple[int, object], int] = {}
        self._prefixes: set[str] = set()
        self._keys: dict[str, tuple[str, ...]] = {}
        for number, elements in patterns:
            self._add(number, elements)
        self._by_length = sorted({len(p) for p in self._prefixes})

    def _add(self, number: int, elements: Elements) -> None:
        root = 1 if elements and isinstance(elements[0], Start) else 0
        places = [root]
        for element in elements[root:]:
            places = self._step(places, element)
        for place in places:
            if number not in self._nodes[place].ends:
                self._nodes[place].ends.append(number)

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
                    self._nodes[end].onward.append(meeting)
        return self._shared[key]

    def _gap(self, place: int, most: int) -> int:
        key = (place, most)
        if key not in self._shared:
            self._shared[key] = self._new()
            self._nodes[place].gaps.append((self._shared[key], most))
        return self._shared[key]

    def _words(self, place: int, any_of: frozenset[str]) -> int:
        key = (place, any_of)
        if key not in self._shared:
            target = self._shared[key] = self._new()
            for word in sorted(any_of):
                self._nodes[place].by_word.setdefault(word, []).append(target)
                if word.endswith("*"):
                    self._prefixes.add(word[:-1])
        return self._shared[key]

    def _new(self) -> int:
        self._nodes.append(Node())
        return len(self._nodes) - 1

    def keys(self, word: str) -> tuple[str, ...]:
        """Give the edges that a folded word may take: itself, its beginnings, `#` for a number."""
        if word not in self._keys:
            begins = [word[:n] for n in self._by_length if n <= len(word)]
            keys = [word, *(b + "*" for b in begins if b in self._prefixes)]
            self._keys[word] = (*keys, "#") if is_number(word) else tuple(keys)
        return self._keys[word]

    def find(
        self, words: Sequence[str], sentences: Sequence[int], extra: Mapping[str, tuple[str, ...]]
    ) -> list[tuple[int, int, int]]:
        """Give (pattern number, first word, one past the last) of each pattern, the longest from each place.

        words: folded words. sentences: the sentence of each. extra: further edges of some words (who `he` is).
        """
        keys = [self.keys(w) + extra.get(w, ()) for w in words]
        found: dict[tuple[int, int], int] = {}
        for first in range(len(words)):
            opens = first == 0 or sentences[first] != sentences[first - 1]
            self._walk(first, opens, keys, sentences, found)
        return [(number, first, end) for (number, first), end in found.items()]

    def _walk(
        self,
        first: int,
        opens: bool,
        keys: list[tuple[str, ...]],
        sentences: Sequence[int],
        found: dict[tuple[int, int], int],
    ) -> None:
        last = len(keys)
        stack = [(0, first), (1, first)] if opens else [(0, first)]
        seen = set()
        while stack:
            state = stack.pop()
            if state in seen:
                continue
            seen.add(state)
            place, at = state
            node = self._nodes[place]
            for number in node.ends:
                if at > found.get((number, first), first):
                    found[number, first] = at
            stack.extend((target, at) for target in node.onward)
            if at >= last or sentences[at] != sentences[first]:
                continue
            if node.by_word:
                for key in keys[at]:
                    for target in node.by_word.get(key, ()):
                        stack.append((target, at + 1))
            for target, most in node.gaps:
                stack.extend((target, at + skip) for skip in range(_passable(keys, at, most) + 1))


def _passable(keys: list[tuple[str, ...]], at: int, most: int) -> int:
    """Count the words that a gap may pass from `at`: none that would turn what is said."""
    for skip in range(most):
        if at + skip >= len(keys) or keys[at + skip][0] in TURNING:
            return skip
    return most
