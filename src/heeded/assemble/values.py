"""The dated values that decide how reports are brought together."""

from dataclasses import dataclass
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
    ask_at: float


def load_values(folder: Path) -> Values:
    """Read the values from the folder `linking` of a catalogue. Raises CatalogueError where it cannot be read."""
    try:
        found = yaml.safe_load((folder / "values.yaml").read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError) as error:
        raise CatalogueError("values.yaml of the linking catalogue cannot be read.") from error
    wanted: dict[str, Any] = {n: found[n]["value"] for n in Values.__dataclass_fields__}
    return Values(**{name: _frozen(v) for name, v in wanted.items()})


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
