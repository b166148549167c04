"""How an act can lose force, and whoever did it, between the caller's words and the file: rungs and stages."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from heeded.catalogue.catalogue import read_yaml
from heeded.toolbox.whole_words import whole_words

WEAK, PLAIN, STRONG = 1, 2, 3


@dataclass(frozen=True, slots=True)
class ActWords:
    """The rungs of wording for one kind of act, and the words that tell it without anybody doing it."""

    id: str
    codes: frozenset[str]
    rungs: tuple[tuple[int, re.Pattern[str]], ...]
    weak_in_short: re.Pattern[str]
    without_agent: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of the words: which texts stand there."""

    kinds: frozenset[str]
    narratives: frozenset[str]
    logs: frozenset[str]


@dataclass(frozen=True, slots=True)
class DriftWords:
    """All that is needed to follow an act from stage to stage."""

    order: tuple[str, ...]
    stages: Mapping[str, Stage]
    short: str
    lines: tuple[str, ...]
    """How the lines of the last stage, the short form, begin."""
    crime_within_days: int
    passive: frozenset[str]
    participles: re.Pattern[str]
    by: frozenset[str]
    somebody: re.Pattern[str]
    acts: tuple[ActWords, ...]


def load_drift(folder: Path) -> DriftWords:
    """Load `drift/` of a catalogue."""
    given = read_yaml(folder / "drift" / "stages.yaml")
    return DriftWords(
        order=tuple(given["order"]),
        stages={name: _stage(given[name]) for name in given["order"] if name in given},
        short=given["order"][-1],
        lines=tuple(given[given["order"][-1]]["lines"]),
        crime_within_days=given["crime_within_days"],
        passive=frozenset(given["passive"]),
        participles=whole_words(given["participles"]),
        by=frozenset(given["by"]),
        somebody=whole_words(given["somebody"]),
        acts=tuple(_act(read_yaml(p)) for p in sorted((folder / "drift" / "acts").glob("*.yaml"))),
    )


def _stage(given: Mapping[str, Any]) -> Stage:
    return Stage(*(frozenset(given[name]) for name in ("kinds", "narratives", "logs")))


def _act(given: Mapping[str, Any]) -> ActWords:
    rungs = ((STRONG, "strong"), (PLAIN, "plain"), (WEAK, "weak"))
    return ActWords(
        id=given["id"],
        codes=frozenset(given["codes"]),
        rungs=tuple((rung, whole_words(given[name])) for rung, name in rungs),
        weak_in_short=whole_words([*given["weak"], *given["weak_in_short"]]),
        without_agent=whole_words(given["without_agent"]),
    )
