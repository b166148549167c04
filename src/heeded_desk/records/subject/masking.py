"""Other people masked for a subject's file: one label a person wherever they stand, and no number of theirs.

A label hides what the record typed of somebody. Whom only a text names cannot be found so: whoever hands the file on
must read it, and may withhold a paragraph.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from heeded.explain.redact import NAMED, POSTCODE

Row = Mapping[str, Any]
Span = tuple[int, int, str]
WITHHELD = {
    "phone": "[number withheld]", "email": "[e-mail address withheld]", "handle": "[account name withheld]",
    "vehicle": "[vehicle withheld]", "nominal_id": "[number withheld]", "address": "[address withheld]",
    "postcode": "[postcode withheld]", "dob": "[date of birth withheld]",
}  # fmt: skip
SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Masking:
    """What stands for whom, and where in which text a number was found by reading."""

    patterns: tuple[tuple[re.Pattern[str], str], ...]
    places: Mapping[tuple[str, str], tuple[Span, ...]]
    own: frozenset[str]
    labels: Mapping[str, str]
    """The label of each other person, by their id."""

    def masked(self, text: str, report_id: str = "", field: str = "") -> str:
        """Give a text with other people masked. report_id, field: where it is the whole text of."""
        spans: list[Span] = list(self.places.get((report_id, field), ()))
        spans += [(*found.span(), told) for pattern, told in self.patterns for found in pattern.finditer(text)]
        spans += [(*f.span(), WITHHELD["postcode"]) for f in POSTCODE.finditer(text) if plain(f[0]) not in self.own]
        return _replaced(text, spans)


def masking(subject: list[Row], others: list[Row], persons: Mapping[str, str], clues: Iterable[Row]) -> Masking:
    """Make the masks. subject, others: mentions. persons: the person of each mention. clues: of the same reports."""
    own = frozenset(plain(value) for row in subject for _, value in _details(row))
    numbers = frozenset(row[f"{kind}_norm"] for row in subject for kind in NAMED if row[f"{kind}_norm"])
    labels: dict[str, str] = {}
    for row in others:
        labels.setdefault(persons[row["mention_id"]], f"Person {letters(len(labels))}")
    told = {pair for row in others for pair in _told(row, labels[persons[row["mention_id"]]], own)}
    longest_first = sorted(told, key=lambda pair: (-len(pair[0]), pair))
    patterns = tuple((_pattern(value), label) for value, label in longest_first)
    return Masking(patterns, _places(clues, numbers), own, labels)


def letters(number: int) -> str:
    """Give A for 0, B for 1, and so on to Z, then AA."""
    given = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        given = chr(65 + rest) + given
    return given


def plain(value: str) -> str:
    """Give letters and figures alone, small."""
    return re.sub(r"[\W_]+", "", value).casefold()


def _details(row: Row) -> list[tuple[str, str]]:
    """Give what was typed of somebody by kind: the whole name, each part of it, and every number."""
    whole = " ".join(filter(None, (row["forename"], row["surname"])))
    parts = [part for name in ("forename", "surname") for part in re.split(r"[\s-]+", row[name] or "") if part]
    names = [("name", value) for value in (whole, row["forename"], row["surname"], *parts) if value]
    return names + [(kind, str(row[kind]).strip()) for kind in WITHHELD if row[kind]]


def _told(row: Row, label: str, own: frozenset[str]) -> Iterable[tuple[str, str]]:
    for kind, value in _details(row):
        if len(plain(value)) >= SHORTEST and plain(value) not in own:
            yield value, label if kind == "name" else WITHHELD[kind]


def _pattern(value: str) -> re.Pattern[str]:
    """Let a detail be written with other spaces and punctuation than it was typed with."""
    spaced = r"[\W_]{0,3}".join(re.escape(part) for part in re.findall(r"\w+", value))
    return re.compile(rf"(?<!\w){spaced}(?!\w)", re.IGNORECASE)


def _places(clues: Iterable[Row], own: frozenset[str]) -> dict[tuple[str, str], tuple[Span, ...]]:
    found: dict[tuple[str, str], list[Span]] = {}
    for clue in clues:
        if clue["kind"] in NAMED and clue["value"] not in own:
            place = (clue["start"], clue["end"], WITHHELD[clue["kind"]])
            found.setdefault((clue["report_id"], clue["field"]), []).append(place)
    return {where: tuple(spans) for where, spans in found.items()}


def _replaced(text: str, spans: list[Span]) -> str:
    """Put labels in the place of spans; of those that overlap the longest counts."""
    kept: list[Span] = []
    for start, end, label in sorted(spans, key=lambda s: (s[0] - s[1], s[0])):
        if all(end <= first or start >= last for first, last, _ in kept):
            kept.append((start, end, label))
    for start, end, label in sorted(kept, reverse=True):
        text = text[:start] + label + text[end:]
    return text
