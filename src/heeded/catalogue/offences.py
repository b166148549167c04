"""Offences as dated data: what is to be proved, which words can stand for it, which enquiry would supply it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from heeded.catalogue.catalogue import read_yaml
from heeded.catalogue.schema import hold_against
from heeded.toolbox.errors import CatalogueError


@dataclass(frozen=True, slots=True)
class Condition:
    """What must be on file: one of these codes, in so many reports, of so many kinds, beside one of those."""

    codes: frozenset[str]
    reports: int = 1
    kinds: int = 1
    beside: frozenset[str] = frozenset()
    clues: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Element:
    """One point to prove, what stands for it and what enquiry would supply it."""

    id: str
    offence: str
    kind: str
    title: str
    stands_if: tuple[Condition, ...]
    partly_if: tuple[Condition, ...]
    absent_if: tuple[Condition, ...]
    enquiry: str
    codes: frozenset[str] = field(init=False)
    """Every code that can stand for it."""

    def __post_init__(self) -> None:
        """Gather the codes once."""
        conditions = (*self.stands_if, *self.partly_if)
        object.__setattr__(self, "codes", frozenset(code for c in conditions for code in c.codes))


@dataclass(frozen=True, slots=True)
class Grade:
    """A grade of seriousness and what of it must be on file."""

    id: str
    title: str
    conditions: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Offence:
    """An offence with its points to prove; one that rests on another needs all of that one's elements too."""

    id: str
    title: str
    statute: str
    confidence: str
    rests_on: str | None
    shown: str
    falls_short: str | None
    elements: tuple[Element, ...]
    grades: tuple[Grade, ...]

    @property
    def needed(self) -> tuple[Element, ...]:
        """Give the elements and defences that the law asks for, without tests beside it and the suspect's account."""
        return tuple(e for e in self.elements if e.kind in ("element", "defence"))


def load_offences(folder: Path, lists: Mapping[str, frozenset[str]], schema: Path) -> tuple[Offence, ...]:
    """Load the offences of one jurisdiction, those that rest on another after it, neighbours last.

    lists: the code lists that conditions may name. Raises CatalogueError naming the file and what is wrong with it.
    """
    given = [
        _read(path, schema) for path in (*sorted(folder.glob("*.yaml")), *sorted(folder.glob("neighbours/*.yaml")))
    ]
    offences = [g for g in given if g]
    known = {(o["id"], e["id"]): e for o in offences for e in o["elements"] if "title" in e}
    return tuple(_offence(o, known, lists) for o in sorted(offences, key=_order))


def _order(offence: Mapping[str, Any]) -> tuple[int, bool, bool, str]:
    ranks = ("always", "where another falls short", "with its first element")
    no_law = all(e.get("kind") == "test" for e in offence["elements"])
    return (ranks.index(offence.get("shown", "always")), no_law, "rests_on" in offence, offence["id"])


def _read(path: Path, schema: Path) -> dict[str, Any] | None:
    """Give an offence; None for files of a jurisdiction that hold something else."""
    given: dict[str, Any] = read_yaml(path)
    if "elements" not in given:
        return None
    hold_against(schema, given, path)
    return given


def _offence(
    given: Mapping[str, Any], known: Mapping[tuple[str, str], Any], lists: Mapping[str, frozenset[str]]
) -> Offence:
    return Offence(
        id=given["id"],
        title=given["title"],
        statute=given["statute"],
        confidence=given["confidence"],
        rests_on=given.get("rests_on"),
        shown=given.get("shown", "always"),
        falls_short=given.get("falls_short"),
        elements=tuple(_element(given["id"], e, known, lists) for e in given["elements"]),
        grades=tuple(Grade(g["id"], g["title"], conditions(g["if"], lists)) for g in given.get("grades", [])),
    )


def _element(
    offence: str, given: Mapping[str, Any], known: Mapping[tuple[str, str], Any], lists: Mapping[str, frozenset[str]]
) -> Element:
    if "as_in" in given:
        same = known.get((given["as_in"], given["id"]))
        if same is None:
            raise CatalogueError(f"{offence} takes {given['id']} from {given['as_in']}, which has no such element.")
        return replace(_element(given["as_in"], same, known, lists), offence=offence)
    return Element(
        id=given["id"],
        offence=offence,
        kind=given.get("kind", "element"),
        title=given["title"],
        stands_if=conditions(given.get("stands_if", []), lists),
        partly_if=conditions(given.get("partly_if", []), lists),
        absent_if=conditions(given.get("absent_if", []), lists),
        enquiry=given["enquiry"],
    )


def conditions(given: Iterable[Mapping[str, Any]], lists: Mapping[str, frozenset[str]]) -> tuple[Condition, ...]:
    """Read conditions; raises CatalogueError where one names a list that there is not."""
    return tuple(_condition(c, lists) for c in given)


def _condition(given: Mapping[str, Any], lists: Mapping[str, frozenset[str]]) -> Condition:
    codes = given.get("codes", [])
    if isinstance(codes, str) and codes not in lists:
        raise CatalogueError(f"There is no list of codes {codes!r} in this jurisdiction.")
    return Condition(
        codes=lists[codes] if isinstance(codes, str) else frozenset(codes),
        reports=given.get("reports", 1),
        kinds=given.get("kinds", 1),
        beside=frozenset(given.get("with", [])),
        clues=frozenset(given.get("clues", [])),
    )
