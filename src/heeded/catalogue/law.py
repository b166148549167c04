"""Law, risk and duties as dated data: what is to be proved, which words can stand for it, what guidance asks."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from heeded.catalogue.catalogue import read_yaml
from heeded.catalogue.duties import Duties, load_duties
from heeded.catalogue.recorded_as import RecordedAs, load_recorded_as
from heeded.catalogue.recorded_kinds import RecordedKinds, load_recorded_kinds
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
    title: str
    stands_if: tuple[Condition, ...]
    partly_if: tuple[Condition, ...]
    absent_if: tuple[Condition, ...]
    enquiry: str


@dataclass(frozen=True, slots=True)
class StandingRule:
    """Elements that must stand, of which one must stand, and which must stand at least partly."""

    stands: frozenset[str]
    any_stands: frozenset[str]
    holds: frozenset[str]


@dataclass(frozen=True, slots=True)
class Law:
    """All that assessing rests on."""

    elements: tuple[Element, ...]
    acts: frozenset[str]
    indicated: tuple[StandingRule, ...]
    possible: tuple[StandingRule, ...]
    recorded_as: RecordedAs
    recorded_kinds: RecordedKinds
    red_flags: tuple[str, ...]
    flag_behaviours: tuple[str, ...]
    heeded_by: frozenset[str]
    low_grades: frozenset[str]
    duties: Duties
    response_titles: dict[str, str]


def load_law(folder: Path, jurisdiction: str = "england-and-wales") -> Law:
    """Load the law of a jurisdiction, the red flags and the duties; raises CatalogueError naming the file."""
    law = folder / "law" / jurisdiction
    standing = read_yaml(law / "standing.yaml")
    flags = read_yaml(folder / "risk" / "red-flags.yaml")
    lists = {name: frozenset(standing[name]) for name in ("acts", "near_acts", "targeted")}
    offences = [read_yaml(p) for p in sorted(law.glob("s*.yaml")) if p.stem != "standing"]
    return Law(
        elements=tuple(_element(o["id"], e, lists) for o in _ordered(offences) for e in o["elements"]),
        acts=lists["acts"],
        indicated=tuple(_standing(r) for r in standing["indicated"]),
        possible=tuple(_standing(r) for r in standing["possible"]),
        recorded_as=load_recorded_as(law / "recorded-as.yaml"),
        recorded_kinds=load_recorded_kinds(law / "recorded-kinds.yaml"),
        red_flags=tuple(flags["codes"]),
        flag_behaviours=tuple(flags["also_behaviours"]),
        heeded_by=frozenset(flags["heeded_by"]),
        low_grades=frozenset(flags["low_grades"]),
        duties=load_duties(folder, {r["id"]: r for r in read_yaml(law / "recording-rules.yaml")["rules"]}),
        response_titles=dict(read_yaml(folder / "wording" / "titles.yaml")["response"]),
    )


def _ordered(offences: list[Any]) -> list[Any]:
    """Put an offence that rests on another after it."""
    return sorted(offences, key=lambda o: ("rests_on" in o, o["id"]))


def _element(offence: str, given: dict[str, Any], lists: dict[str, frozenset[str]]) -> Element:
    def conditions(name: str) -> tuple[Condition, ...]:
        return tuple(_condition(c, lists) for c in given.get(name, []))

    return Element(
        id=given["id"],
        offence=offence,
        title=given["title"],
        stands_if=conditions("stands_if"),
        partly_if=conditions("partly_if"),
        absent_if=conditions("absent_if"),
        enquiry=given["enquiry"],
    )


def _condition(given: dict[str, Any], lists: dict[str, frozenset[str]]) -> Condition:
    codes = given.get("codes", [])
    if isinstance(codes, str) and codes not in lists:
        raise CatalogueError(f"There is no list {codes!r} in standing.yaml.")
    return Condition(
        codes=lists[codes] if isinstance(codes, str) else frozenset(codes),
        reports=given.get("reports", 1),
        kinds=given.get("kinds", 1),
        beside=frozenset(given.get("with", [])),
        clues=frozenset(given.get("clues", [])),
    )


def _standing(given: dict[str, list[str]]) -> StandingRule:
    return StandingRule(*(frozenset(given.get(name, [])) for name in ("stands", "any_stands", "holds")))
