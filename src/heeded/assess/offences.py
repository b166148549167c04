"""Whole offences: whether every element that the law asks for is on file, and at which grade."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from heeded.assess.evidence import Evidence
from heeded.assess.points import held_against, met_by
from heeded.catalogue.offences import Element, Grade, Offence


@dataclass(frozen=True, slots=True)
class Reached:
    """How an offence stands on file as a whole, and the titles of what is not on file."""

    standing: str
    lacking: tuple[str, ...]


def reached(evidence: Evidence, offence: Offence, offences: Iterable[Offence]) -> Reached:
    """Say how far the elements of an offence, and of the one that it rests on, are on file.

    offences: those of its jurisdiction.
    """
    elements = needed(offence, offences)
    return whole({e.id: held_against(e, evidence).standing for e in elements}, elements)


def needed(offence: Offence, offences: Iterable[Offence]) -> tuple[Element, ...]:
    """Give every element that an offence needs, those of the offence that it rests on first."""
    below = next((o for o in offences if o.id == offence.rests_on), None)
    return (*(below.needed if below else ()), *offence.needed)


def whole(standings: Mapping[str, str], elements: Iterable[Element]) -> Reached:
    """Give the standing of an offence from those of its elements: it stands where each of them does."""
    lacking = tuple(e.title for e in elements if standings[e.id] == "missing")
    if lacking:
        return Reached("missing", lacking)
    return Reached("partly" if "partly" in standings.values() else "stands", ())


def graded(evidence: Evidence, offence: Offence) -> Grade | None:
    """Give the gravest grade of an offence of which something is on file; None where it has no grades."""
    return next((g for g in offence.grades if any(met_by(c, evidence) for c in g.conditions)), None)
