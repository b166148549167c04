"""A catalogue made ready for scanning: what all scanners of it share."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product

import numpy as np

from heeded.catalogue import Catalogue
from heeded.read.graph import Graph
from heeded.read.reference.roles import Pronouns, pronoun_marks
from heeded.read.reference.text import LONGEST_QUOTE, LONGEST_SINGLE_QUOTE, split_text
from heeded.read.scan.network import MARKS, Network, bits_of, compile_network, rows
from heeded.read.scan.people import ALONE, FEMALE, FIRST, MALE, SECOND, Persons
from heeded.read.scan.pieces import Lexer
from heeded.read.scan.rulebook import Rulebook, compile_rules
from heeded.read.scan.steps import lexer
from heeded.read.scan.vocabulary import Vocabulary

_KINDS = ("victim_female", "victim_male", "suspect_female", "suspect_male")
_TELLS = ((0, "tells"), (len(_KINDS), "tells_surely"))
_SEXES = (None, "female", "male")


@dataclass(frozen=True, slots=True)
class Compiled:
    """A catalogue made ready for scanning; scanners share it."""

    catalogue: Catalogue
    rulebook: Rulebook
    network: Network
    lexer: Lexer


def compile_catalogue(catalogue: Catalogue) -> Compiled:
    """Make a catalogue ready for scanning."""
    rulebook = compile_rules(catalogue)
    graph = Graph(rulebook.patterns)
    network = compile_network(graph, _edges_met(catalogue, graph))
    return Compiled(catalogue, rulebook, network, lexer(LONGEST_QUOTE, LONGEST_SINGLE_QUOTE))


def _edges_met(catalogue: Catalogue, graph: Graph) -> Counter[str]:
    """Count the edges that the words of the rules' own examples take: a small sample of what will be read."""
    texts = (example.text for rule in catalogue.rules for example in (*rule.shows, *rule.spares))
    words = Counter(word for text in texts for word in split_text(text, catalogue.shorthand).words)
    met: Counter[str] = Counter()
    for word, times in words.items():
        for key in graph.keys(word):
            met[key] += times
    return met + Counter(dict.fromkeys(MARKS, words.total()))


def person_words(pronouns: Pronouns) -> dict[str, int]:
    """Number the words that tell of persons: pronouns, forenames, and the first two of every phrase for a sex."""
    groups = [pronouns[name] for name in ("of_sex", "of_role", "of_forename")]
    words = {word for group in groups for each in group.values() for word in each}
    told = [phrase for _, tells in _TELLS for phrases in pronouns[tells].values() for phrase in phrases]
    words |= {word for phrase in told for word in phrase.split(" ")[:2]}
    return {word: number for number, word in enumerate(sorted(words), start=1)}


def compile_persons(pronouns: Pronouns, persons: Mapping[str, int], vocabulary: Vocabulary) -> Persons:
    """Give who pronouns stand for, and the phrases that tell a sex, by numbers of the vocabulary."""
    table = np.zeros((len(_SEXES) ** 4, len(persons) + 1), dtype=np.uint8)
    for state, (likely, sure) in enumerate(product(product(_SEXES, _SEXES), repeat=2)):
        for word, marks in pronoun_marks(likely, sure, pronouns).items():
            table[state, persons[word]] = bits_of(marks)
    phrases: list[list[int]] = [[] for _ in range(len(persons) + 1)]
    part = np.zeros(len(persons) + 1, dtype=np.uint8)
    for kind, name in enumerate(_KINDS):
        told = [(kind + add, phrase.split(" ")) for add, tells in _TELLS for phrase in pronouns[tells].get(name, [])]
        for numbered, words in told:
            phrases[persons[words[0]]] += [numbered, len(words), *vocabulary.number(words).tolist()]
            part[persons[words[0]]] |= FIRST if words[1:] else ALONE
            part[[persons[word] for word in words[1:2]]] |= SECOND
    for sex, bit in (("female", FEMALE), ("male", MALE)):
        part[[persons[name] for name in pronouns["of_forename"][sex]]] |= bit
    return Persons(table.ravel(), *rows(phrases), part)
