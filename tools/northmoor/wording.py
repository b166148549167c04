"""Turns a sentence with choices and gaps into text, and text into the manner of one typist."""

import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

_CHOICE = re.compile(r"\[([^\[\]]*)\]")


def choose(text: str, rng: random.Random) -> str:
    """Settle each `[one|other]` of a sentence."""
    while found := _CHOICE.search(text):
        text = text[: found.start()] + rng.choice(found.group(1).split("|")) + text[found.end() :]
    return text


def tidy(text: str) -> str:
    """Mend the spaces and capitals that choices and gaps leave behind."""
    text = re.sub(r"\s+([.,])", r"\1", re.sub(r"\s+", " ", text)).strip()
    text = re.sub(r"([.?!]['\"]?)\.(?=\s|$)", r"\1", text)
    text = re.sub(r"\b(The|A|the|a) (?:The|the|A|a) ", lambda m: f"{m[1]} ", text)
    text = re.sub(r"\b([Aa]) (?=[aeioAEIO](?!ne\b))", r"\1n ", text)
    return re.sub(r"(?:^|(?<=[.!?] ))[a-z](?![a-z]*\d)", lambda m: m[0].upper(), text)


@dataclass
class Gaps(dict[str, object]):
    """What the gaps of one report stand for; a list is drawn from once, so that a thing keeps its name."""

    given: Mapping[str, object]
    lists: Mapping[str, Sequence[str]]
    rng: random.Random
    drawn: dict[str, str] = field(default_factory=dict)

    def __missing__(self, key: str) -> object:
        if key in self.given:
            return self.given[key]
        if key not in self.drawn:
            name = key.rstrip("2")
            used = {self.drawn.get(name), self.drawn.get(name + "2")}
            value = self.rng.choice([v for v in self.lists[name] if v not in used])
            self.drawn[key] = self.fill(value)
        return self.drawn[key]

    def fill(self, text: str) -> str:
        """Give a sentence with its choices settled and its gaps filled."""
        return choose(text, self.rng).format_map(self)


@dataclass(frozen=True)
class Hand:
    """How one typist writes: tidy, in capitals, in shorthand, or with slips."""

    manner: str
    short: Mapping[str, str]
    slips: Mapping[str, str]

    def write(self, text: str, rng: random.Random) -> str:
        """Give a text in this hand."""
        if self.manner == "tidy":
            return text
        if self.manner == "slips":
            return _slipped(_swap(text, self.slips, 0.7, rng), rng)
        text = _swap(text, self.short, 0.45 if self.manner == "capitals" else 0.85, rng)
        if self.manner == "capitals":
            return text.replace("’", "").upper()
        return _without_articles(text, rng)


def _swap(text: str, table: Mapping[str, str], share: float, rng: random.Random) -> str:
    for word, other in table.items():
        if re.search(rf"\b{word}\b", text) and rng.random() < share:
            text = re.sub(rf"\b{word}\b", other, text)
    return text


def _without_articles(text: str, rng: random.Random) -> str:
    return re.sub(r"(?<=[a-z,] )(?:the|a|an) (?=[a-z])", lambda m: "" if rng.random() < 0.55 else m[0], text)


def _slipped(text: str, rng: random.Random) -> str:
    if rng.random() < 0.5:
        text = re.sub(r"(?<=[a-z])'(?=(?:s|t|d|ll|re)\b)", "", text)
    if rng.random() < 0.4:
        text = text.replace(", ", " ", 1)
    return re.sub(r"\. ([A-Z])(?=[a-z])", lambda m: m[0][1:] if rng.random() < 0.08 else m[0], text)
