"""Names of known people that the words of a report tell where its fields leave somebody out.

"My ex Kieran" with no suspect typed; "the friend's page, Lorna's" with the friend as victim; "Hibbard crime found,
linked": who is meant stands in the words alone. Words tell less than fields, so what they tell is asked about.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field

from heeded.assemble.attribution import SENTENCE, TIES, UNSURE
from heeded.assemble.clues import Known
from heeded.assemble.naming import Text, telling
from heeded.assemble.standing import Standing
from heeded.assemble.values import Values

LONG = 5
"""Shorter surnames differ by a letter and are another name."""
NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Told:
    """For each report the names that its words tell, and the surnames that it says are linked with it."""

    names: Mapping[str, frozenset[str]] = field(default_factory=dict)
    tied: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def by(self, report: str) -> frozenset[str]:
        """Give the names that the words of a report tell."""
        return self.names.get(report, NONE)

    def linked(self, report: str) -> frozenset[str]:
        """Give the surnames that stand in a sentence of a report that ties others to it, as they are typed there."""
        return self.tied.get(report, NONE)


def told_in(
    texts: Mapping[str, Text],
    wanted: Set[str],
    typed: Mapping[str, Set[str]],
    known: Iterable[Known],
    values: Values,
) -> Told:
    """Give what words tell. wanted: reports that leave somebody out. typed: the names in the fields of each report."""
    common = frozenset(values.names_that_are_words)
    people = list(known)
    surnames = telling(set[str]().union(*(k.surnames for k in people)), NONE, common)
    forenames = set[str]().union(*(k.forenames for k in people))
    forms = set[str]().union(*(values.short_forms.get(n, NONE) for n in forenames))
    names = telling(forenames | forms, NONE, common) | surnames
    nearly = _slips(surnames)
    told, tied = {}, {}
    for report, text in texts.items():
        own = typed.get(report, NONE)
        if report in wanted:
            told[report] = frozenset(text.words.name(names) - own)
        tied[report] = frozenset(_tied(text, nearly)) - own
    return Told({r: n for r, n in told.items() if n}, {r: n for r, n in tied.items() if n})


def leave_out(pairs: Iterable[Standing], known: Mapping[str, Known]) -> set[str]:
    """Give the reports in which one side is nobody, or has no name."""
    return {
        s.report_id for s in pairs if any(p.person is None or not known[p.person].names for p in (s.victim, s.suspect))
    }


def _slips(surnames: Iterable[str]) -> dict[str, set[str]]:
    """Give the surnames under what is left of each when one letter is missing, and under themselves."""
    found: dict[str, set[str]] = {}
    for name in surnames:
        for short in _short(name):
            found.setdefault(short, set()).add(name)
    return found


def _short(name: str) -> Iterator[str]:
    yield name
    if len(name) >= LONG:
        yield from {name[:at] + name[at + 1 :] for at in range(1, len(name))}


def _tied(text: Text, nearly: Mapping[str, Set[str]]) -> Iterator[str]:
    for part in (text.narrative, *text.log):
        if TIES.search(part):
            for sentence in SENTENCE.split(part):
                if TIES.search(sentence) and not UNSURE.search(sentence):
                    yield from _surnames(sentence, nearly)


def _surnames(sentence: str, nearly: Mapping[str, Set[str]]) -> Iterator[str]:
    """Give the known surnames that stand in a sentence with a capital, a letter apart at most."""
    for word in set(re.findall(r"\b[A-Z][A-Za-z]+", sentence)):
        for short in _short(word.lower()):
            yield from nearly.get(short, ())
