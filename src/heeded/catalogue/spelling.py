"""Slips of the pen: which word of the catalogue a word that is none in its own right was meant to be.

One letter dropped, doubled, added, swapped with its neighbour, or wrong. A word that anybody may write on purpose, a
name among them, is never taken for another; nor is one of two letters, and one of three for a few common words alone.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property

from heeded.catalogue.folding import NUMBER_WORDS, fold_word, folded_apart

SHORTEST = 3
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_ANY = 4
"""Letters from which any word of the catalogue may be meant."""

_LONG, _LONGER = 7, 8
"""Letters from which a word that no dictionary knows is no abbreviation; and from which a rare word may be meant."""

_COMMON, _SURER = 2, 3
"""How often the examples hold a word that is not rare; how many times likelier a doubled or swapped letter is."""

_LEAST = {"doubled": 0, "swapped": 0, "dropped": 4, "wrong": 5, "added": 6}
"""Letters that a word must have for a slip of each kind to be believed."""


class Spelling:
    """The words that may be meant and those that stand for themselves.

    meant: words of the catalogue, each with how common it is in the examples. short: those that a word of three letters
    may be meant for. own: words in their own right. beginnings: of patterns' `word*`; what is meant keeps those it has.
    """

    def __init__(
        self, meant: Mapping[str, int], short: Collection[str], own: Collection[str], beginnings: Collection[str]
    ) -> None:
        self._meant, self._short, self._own = meant, frozenset(short), own
        self._beginnings = tuple(sorted(beginnings))
        self._longest = max(map(len, meant), default=0) + 1

    @cached_property
    def _by_rest(self) -> dict[str, list[str]]:
        """Give, for every word less any one of its letters, and as it is, the words that it comes from."""
        found = defaultdict(list)
        for word in sorted(self._meant):
            for rest in {word, *_less_one(word)}:
                found[rest].append(word)
        return found

    def near(self, word: str) -> str:
        """Give the word of the catalogue that a folded word is a slip of; the word itself where it is none."""
        if not SHORTEST <= len(word) <= self._longest or not (word.isascii() and word.isalpha()) or self._stands(word):
            return word
        found = {meant for rest in (word, *_less_one(word)) for meant in self._by_rest.get(rest, ())}
        begun = [beginning for beginning in self._beginnings if word.startswith(beginning)]
        fitting = (meant for meant in found if all(map(meant.startswith, begun)))
        likely = [(-common, meant) for meant in fitting if (common := self._likely(word, meant))]
        return min(likely)[1] if likely else word

    def _stands(self, word: str) -> bool:
        """Say whether a word is one in its own right."""
        return word in self._meant or word in self._own

    def _is_word(self, meant: str) -> bool:
        """Say whether what may be meant is a word and no abbreviation, which many another abbreviation is near to."""
        return len(meant) >= _LONG or meant in self._short or meant in self._own

    def _likely(self, word: str, meant: str) -> int:
        """Give how likely one word was meant where another is written; 0 where that is not to be believed.

        Few mistype the first letter, many bear a name that is one letter away from some word.
        """
        kind, common = slip_of(word, meant), self._meant[meant]
        sure = kind in ("doubled", "swapped")
        if kind is None or len(word) < _LEAST[kind] or not self._is_word(meant):
            return 0
        if len(word) < _ANY and meant not in self._short:
            return 0
        if not sure and (word[0] != meant[0] or (common < _COMMON and len(meant) < _LONGER)):
            return 0
        return (1 + common) * (_SURER if sure else 1)


def spelling_of(
    named: Collection[str], examples: Iterable[str], shorthand: Mapping[str, str], short: Collection[str], own: set[str]
) -> Spelling:
    """Give the spelling of a catalogue.

    named: what its patterns name. examples: sentences of its own. short, own: as for Spelling.
    """
    common = Counter(
        folded for text in examples for word in _WORD.findall(text) for folded in fold_word(word, shorthand)
    )
    beginnings = {name[:-1] for name in named if name.endswith("*")}
    begun = {word for word in common if word.startswith(tuple(sorted(beginnings)))}
    meant = {word: common[word] for word in {*named, *begun, *short} if word.isascii() and word.isalpha()}
    full = {word for text in shorthand.values() for word in text.split()}
    known = {*common, *folded_apart(shorthand), *full, *NUMBER_WORDS}
    return Spelling(meant, short, own | known, beginnings)


def _less_one(word: str) -> Iterator[str]:
    return (word[:at] + word[at + 1 :] for at in range(len(word)))


def slip_of(written: str, meant: str) -> str | None:
    """Give the kind of slip that makes one word of another; None where one slip does not."""
    if len(written) == len(meant):
        other = [at for at in range(len(meant)) if written[at] != meant[at]]
        if len(other) == 1:
            return "wrong"
        at = other[0] if other else 0
        swapped = meant[:at] + meant[at : at + 2][::-1] + meant[at + 2 :]
        return "swapped" if len(other) == 2 and written == swapped else None
    if len(written) == len(meant) + 1 and meant in _less_one(written):
        doubled = any(meant[: at + 1] + meant[at:] == written for at in range(len(meant)))
        return "doubled" if doubled else "added"
    return "dropped" if len(written) + 1 == len(meant) and written in _less_one(meant) else None
