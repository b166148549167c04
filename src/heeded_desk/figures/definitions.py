"""What every figure means, from `catalogue/figures`: whoever disputes a figure disputes a file."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from heeded.catalogue.catalogue import read_yaml
from heeded.catalogue.folder import catalogue_folder
from heeded.catalogue.schema import hold_against
from heeded.toolbox.errors import CatalogueError
from heeded_desk.figures.withholding import Rule

SHARED = ("rules", "counted")
CUBES = ("courses", "duties", "outcomes", "codes")


@dataclass(frozen=True, slots=True)
class SecondLook:
    """An outcome that asks for a second look, the question it asks, and the check of a course that answers it."""

    code: str
    title: str
    check: str
    ask: str


@dataclass(frozen=True, slots=True)
class Rules:
    """How figures are shown. level: such as 0.95. times: how many a median needs. rows: of one table at most."""

    withholding: Rule
    times: int
    rows: int
    level: float
    second_looks: tuple[SecondLook, ...]
    duties_left_out: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Counted:
    """What a cube counts; `answers` are codes with their words, and every thing counted stands under one."""

    cube: str
    title: str
    one: str
    many: str
    dated: str
    answers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Definition:
    """One figure: what is counted of what, what is shown apart, and what it does not tell."""

    id: str
    title: str
    cube: str
    meaning: str
    numerator: str
    of: str
    apart: str
    part: tuple[str, ...]
    whole: tuple[str, ...]
    beside: tuple[str, ...]
    by: tuple[str, ...]
    does_not_tell: str
    source: str
    confidence: str
    owner: str
    valid_from: str

    def is_shown_by(self, by: str) -> bool:
        """Say whether the figure may be divided so."""
        return not self.by or by in self.by


@cache
def rules() -> Rules:
    """Give the rules by which figures are shown."""
    given = read_yaml(catalogue_folder() / "figures" / "rules.yaml")
    held = given["withholding"]
    return Rules(
        withholding=Rule(held["least"], held["apart"]),
        times=held["times"],
        rows=given["rows"],
        level=given["level"] / 100,
        second_looks=tuple(SecondLook(**look) for look in given["second_looks"]),
        duties_left_out=tuple(given["duties_left_out"]),
    )


@cache
def counted() -> Mapping[str, Counted]:
    """Give what is counted, by cube."""
    given = read_yaml(catalogue_folder() / "figures" / "counted.yaml")["counted"]
    return {c["cube"]: Counted(**{**c, "answers": {a["code"]: a["label"] for a in c["answers"]}}) for c in given}


@cache
def definitions() -> Mapping[str, Definition]:
    """Give every figure by its id; raises CatalogueError naming the file and what it lacks."""
    folder = catalogue_folder()
    schema = folder / "schema" / "figure.json"
    found = {}
    for path in sorted((folder / "figures").glob("*.yaml")):
        if path.stem not in SHARED:
            given = read_yaml(path)
            hold_against(schema, given, path)
            found[path.stem] = _definition(given)
            _check(found[path.stem], path.stem)
    return found


def _definition(given: dict[str, Any]) -> Definition:
    apart = given.get("apart", {"words": "", "answers": []})
    plain = ("id", "title", "cube", "meaning", "does_not_tell", "source", "confidence", "owner", "valid_from")
    return Definition(
        **{name: given[name] for name in plain},
        numerator=given["numerator"]["words"],
        of=given["denominator"]["words"],
        apart=apart["words"],
        part=tuple(given["numerator"]["answers"]),
        whole=tuple(given["denominator"]["answers"]),
        beside=tuple(apart["answers"]),
        by=tuple(given.get("by", ())),
    )


def _check(figure: Definition, stem: str) -> None:
    """Hold a figure against what is counted: no answer that there is not, and no part that is not of the whole."""
    known = counted()[figure.cube].answers if figure.cube in counted() else {}
    strange = {*figure.part, *figure.whole, *figure.beside} - set(known)
    if figure.id != stem or strange or not set(figure.part) <= set(figure.whole):
        raise CatalogueError(f"{stem}.yaml: its name, an answer or its parts do not fit what is counted.")


def shares_of(cube: str) -> list[Definition]:
    """Give the figures of a cube that are shares, in the order in which the page tells them."""
    order = {name: n for n, name in enumerate(ORDER)}
    found = [d for d in definitions().values() if d.cube == cube and d.whole]
    return sorted(found, key=lambda d: (order.get(d.id, len(order)), d.id))


ORDER = ("found", "recorded", "decided", "possible", "duties-met", "duties-in-time", "second-look", "spoken-against")
