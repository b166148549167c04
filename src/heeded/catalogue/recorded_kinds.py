"""What everyday matters are recorded as: kinds of offence and incident under which stalking is seldom hidden."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from heeded.catalogue.catalogue import read_yaml
from heeded.toolbox.whole_words import whole_words


@dataclass(frozen=True, slots=True)
class RecordedKind:
    """One kind of everyday matter, and how far it speaks against a single act."""

    id: str
    trust: str
    words: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class RecordedKinds:
    """All kinds; the words that withdraw any of them; the codes that show a report to point at one person."""

    kinds: tuple[RecordedKind, ...]
    not_with: re.Pattern[str]
    pointing: Mapping[str, frozenset[str]]
    """By how far a kind is trusted."""
    said: dict[str, RecordedKind | None] = field(default_factory=dict, init=False, repr=False, compare=False)
    """What has been asked before: records name many reports alike."""

    def of(self, recorded_as: str) -> RecordedKind | None:
        """Give the kind of a recorded offence or incident type, None where it may hide anything."""
        if recorded_as not in self.said:
            self.said[recorded_as] = self._of(recorded_as.lower())
        return self.said[recorded_as]

    def _of(self, text: str) -> RecordedKind | None:
        if self.not_with.search(text):
            return None
        return next((kind for kind in self.kinds if kind.words.search(text)), None)


def load_recorded_kinds(path: Path) -> RecordedKinds:
    """Load the kinds from `recorded-kinds.yaml` of a jurisdiction."""
    given = read_yaml(path)
    return RecordedKinds(
        kinds=tuple(RecordedKind(k["id"], k["trust"], whole_words(k["words"])) for k in given["kinds"]),
        not_with=whole_words(given["not_with"]),
        pointing={
            "high": frozenset(given["pointing_strongly"]),
            "medium": frozenset(given["pointing"]),
            "low": frozenset(given["pointing"]) | frozenset(given["pointing_slightly"]),
        },
    )
