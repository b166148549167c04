"""What the catalogue says is soon, how long things are kept, and which log entries bear a day of their own."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from heeded.catalogue.catalogue import read_yaml
from heeded.catalogue.folder import catalogue_folder
from heeded.catalogue.schema import hold_against


@dataclass(frozen=True, slots=True)
class Soon:
    """A group of clocks: those that run out within so many days from the day that is looked at."""

    within: int
    title: str


@dataclass(frozen=True, slots=True)
class Dated:
    """A kind of log entry to which a force gives a day; it goes before the usual clock of a duty."""

    kind: str
    title: str
    instead_of: str
    authority: str
    source: str
    confidence: str


@dataclass(frozen=True, slots=True)
class Thresholds:
    """All of it, with whose word it is."""

    soon: tuple[Soon, ...]
    overdue_days: int
    shift_hours: tuple[int, ...]
    note_days: int
    dated: tuple[Dated, ...]
    source: str
    owner: str
    date: date
    confidence: str


@cache
def thresholds() -> Thresholds:
    """Give what the installed catalogue says."""
    return load_thresholds(catalogue_folder())


def load_thresholds(folder: Path) -> Thresholds:
    """Load it from a catalogue; raises CatalogueError naming the file and what it lacks."""
    path = folder / "clocks" / "today.yaml"
    given: dict[str, Any] = read_yaml(path)
    hold_against(folder / "schema" / "clocks.json", given, path)
    return Thresholds(
        soon=tuple(Soon(**soon) for soon in given["soon"]),
        dated=tuple(Dated(**dated) for dated in given["dated"]),
        shift_hours=tuple(given["shift_hours"]),
        date=date.fromisoformat(given["date"]),
        **{name: given[name] for name in ("overdue_days", "note_days", "source", "owner", "confidence")},
    )
