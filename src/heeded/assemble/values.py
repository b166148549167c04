"""The dated values that decide how reports are brought together."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from heeded.toolbox.errors import CatalogueError


@dataclass(frozen=True, slots=True)
class Values:
    """What catalogue/linking/values.yaml says about courses; the file says why each is as it is."""

    unknown_thread_gap_days: int
    same_suspect_days: int
    stated_evidence: float
    relationships_of_one: tuple[str, ...]
    names_that_are_words: tuple[str, ...]
    acts_that_tell_nothing: tuple[str, ...]
    ask_at: float
    not_names: tuple[str, ...]
    likely_within_days: int
    likely_at_most: int
    asked_at_most: int
    courses_of_one_at_most: int
    short_forms: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """For each forename the other forms of it, from nicknames.yaml."""


def load_values(folder: Path) -> Values:
    """Read the values from the folder `linking` of a catalogue. Raises CatalogueError where it cannot be read."""
    found = _yaml(folder / "values.yaml")
    names = [n for n in Values.__dataclass_fields__ if n != "short_forms"]
    wanted: dict[str, Any] = {n: _frozen(found[n]["value"]) for n in names}
    return Values(**wanted, short_forms=_forms(_yaml(folder / "nicknames.yaml")["forms"]))


def _yaml(path: Path) -> Any:
    try:
        return yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError) as error:
        raise CatalogueError(f"{path.name} of the linking catalogue cannot be read.") from error


def _forms(families: Mapping[str, list[str]]) -> dict[str, frozenset[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for long, shorts in families.items():
        found[long].update(shorts)
        for short in shorts:
            found[short].add(long)
    return {name: frozenset(forms) for name, forms in found.items()}


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
