"""All patterns at once over folded words: the graph of them walked from every place in a text."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from heeded.catalogue.folding import TURNING
from heeded.catalogue.patterns import Sequence as Elements
from heeded.read.graph import Graph


class Automaton:
    """Finds every pattern in a text; a pattern is known by the number it was added with."""

    def __init__(self, patterns: Iterable[tuple[int, Elements]]) -> None:
        self._graph = Graph(patterns)

    def find(
        self, words: Sequence[str], sentences: Sequence[int], extra: Mapping[str, tuple[str, ...]]
    ) -> list[tuple[int, int, int]]:
        """Give (pattern number, first word, one past the last) of each pattern, the longest from each place.

        words: folded words. sentences: the sentence of each. extra: further edges of some words (who `he` is).
        """
        found: list[tuple[int, int, int]] = []
        told: dict[tuple[str, ...], list[tuple[int, int, int]]] = {}
        for begin, end in _runs(sentences):
            sentence = tuple(words[begin:end])
            if sentence not in told:  # one sentence says the same wherever it stands: logs are full of repeated lines
                told[sentence] = self._find_in(sentence, extra)
            found += [(number, first + begin, last + begin) for number, first, last in told[sentence]]
        return found

    def _find_in(self, words: Sequence[str], extra: Mapping[str, tuple[str, ...]]) -> list[tuple[int, int, int]]:
        keys = [self._graph.keys(w) + extra.get(w, ()) for w in words]
        found: dict[tuple[int, int], int] = {}
        for first in range(len(words)):
            self._walk(first, first == 0, keys, found)
        return [(number, first, end) for (number, first), end in found.items()]

    def _walk(self, first: int, opens: bool, keys: list[tuple[str, ...]], found: dict[tuple[int, int], int]) -> None:
        last = len(keys)
        stack = [(0, first), (1, first)] if opens else [(0, first)]
        seen = set()
        while stack:
            state = stack.pop()
            if state in seen:
                continue
            seen.add(state)
            place, at = state
            node = self._graph.nodes[place]
            for number in node.ends:
                if at > found.get((number, first), first):
                    found[number, first] = at
            stack.extend((target, at) for target in node.onward)
            if at >= last:
                continue
            if node.by_word:
                for key in keys[at]:
                    for target in node.by_word.get(key, ()):
                        stack.append((target, at + 1))
            for target, most in node.gaps:
                stack.extend((target, at + skip) for skip in range(_passable(keys, at, most) + 1))


def _runs(sentences: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Give the first word and one past the last of each sentence."""
    begin = 0
    for at in range(1, len(sentences) + 1):
        if at == len(sentences) or sentences[at] != sentences[begin]:
            yield begin, at
            begin = at


def _passable(keys: list[tuple[str, ...]], at: int, most: int) -> int:
    """Count the words that a gap may pass from `at`: none that would turn what is said."""
    for skip in range(most):
        if at + skip >= len(keys) or keys[at + skip][0] in TURNING:
            return skip
    return most
