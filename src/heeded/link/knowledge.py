"""What linking knows beforehand: the trained model, values in force, names and their short forms."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from heeded.link.compare import GIVEN_OTHER, NULL, PERSONS, Comparison
from heeded.toolbox.errors import CatalogueError

Weights = Mapping[str, Mapping[str, tuple[float, float]]]
"""For each comparison and level: how often it is met in true pairs (m) and in others (u)."""


@dataclass(frozen=True, slots=True)
class Model:
    """One trained model: the share of true pairs among those it is asked about, and its levels."""

    prior: float
    levels: Weights


@dataclass(frozen=True, slots=True)
class Values:
    """The dated values that decide; catalogue/linking/values.yaml says why each is as it is."""

    join_at: float
    ask_at: float
    unlike_share: float
    ambiguous_within_bits: float
    surname_floor: float
    forename_listed: float
    forename_floor: float
    rarity_bounds: tuple[float, ...]
    not_names: tuple[str, ...]
    titles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Names:
    """How common names are, and which short forms stand for which forenames."""

    surname_shares: Mapping[str, float]
    forenames: tuple[str, ...]
    short_forms: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Knowledge:
    """All that linking knows beforehand."""

    persons: Model
    given_other: Model
    values: Values
    names: Names


def load_knowledge(folder: Path) -> Knowledge:
    """Read the folder `linking` of a catalogue. Raises CatalogueError where it does not fit the comparisons."""
    model = _json(folder / "model.json")
    return Knowledge(
        persons=_model(model["persons"], PERSONS),
        given_other=_model(model["given_other"], GIVEN_OTHER),
        values=load_values(folder),
        names=load_names(folder),
    )


def load_values(folder: Path) -> Values:
    """Read the values that decide about linking."""
    found = _yaml(folder / "values.yaml")
    wanted: dict[str, Any] = {n: found[n]["value"] for n in Values.__dataclass_fields__}
    return Values(**{name: _frozen(v) for name, v in wanted.items()})


def load_names(folder: Path) -> Names:
    """Read the name list and the short forms."""
    names = _json(folder / "names.json")
    forms = _yaml(folder / "nicknames.yaml")["forms"]
    return Names(
        surname_shares={name: share / 100 for name, share in names["surnames_per_cent"].items()},
        forenames=tuple(names["forenames"]),
        short_forms=tuple(sorted((short, long) for long, shorts in forms.items() for short in shorts)),
    )


def _model(found: Mapping[str, Any], comparisons: tuple[Comparison, ...]) -> Model:
    levels: dict[str, dict[str, tuple[float, float]]] = {}
    for comparison in comparisons:
        trained = {row["level"]: (row["m"], row["u"]) for row in found["comparisons"].get(comparison.name, [])}
        wanted = {level.label for level in comparison.levels if level.label != NULL}
        if trained.keys() != wanted:
            raise CatalogueError(f"The linking model does not fit the comparison {comparison.name}: train it again.")
        levels[comparison.name] = trained
    return Model(found["prior"], levels)


def _json(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise CatalogueError(f"{path.name} of the linking catalogue cannot be read.") from error


def _yaml(path: Path) -> Any:
    try:
        return yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError) as error:
        raise CatalogueError(f"{path.name} of the linking catalogue cannot be read.") from error


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
