"""One victim and one suspect in one report: what courses are made of."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import product
from typing import Any

import pyarrow as pa

from heeded.model.sides import Mention, suspects_of, victims_of

EARLIEST = datetime(1, 1, 1)


@dataclass(frozen=True, slots=True)
class Party:
    """One side of a report: who it is held to be, how surely, and why; nobody where nothing is known."""

    person: str | None = None
    probability: float = 1.0
    reason: str = ""
    mentions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """A victim and a suspect as they stand in one report; `place` counts the pairs of that report from 0."""

    report_id: str
    place: int
    at: datetime
    victim: Party
    suspect: Party

    @property
    def key(self) -> tuple[str, int]:
        """The report and the place of the pair in it."""
        return self.report_id, self.place

    @property
    def order(self) -> tuple[datetime, str, int]:
        """What standings are sorted by: when the report was recorded, then its id."""
        return self.at, self.report_id, self.place

    @property
    def named(self) -> bool:
        """Whether both sides are somebody."""
        return self.victim.person is not None and self.suspect.person is not None


def standings(reports: pa.Table, mentions: pa.Table, persons: pa.Table) -> list[Standing]:
    """Give every pair of every report, at least one a report, in the order the reports were recorded."""
    held = {row["mention_id"]: row for row in persons.to_pylist()}
    people: defaultdict[str, list[Mention]] = defaultdict(list)
    for row in mentions.select(["mention_id", "report_id", "role", "has_details"]).to_pylist():
        people[row["report_id"]].append(row)
    recorded = zip(reports["report_id"].to_pylist(), reports["recorded_at"].to_pylist(), strict=True)
    found = [s for report, at in recorded for s in _of_report(report, at or EARLIEST, people[report], held)]
    return sorted(found, key=lambda s: s.order)


def _of_report(
    report: str, at: datetime, people: list[Mention], held: Mapping[str, Mapping[str, Any]]
) -> Iterator[Standing]:
    victims = _parties(victims_of(people), held)
    suspects = _parties(suspects_of(people), held)
    pairs = [(v, s) for v, s in product(victims, suspects) if v.person is None or v.person != s.person]
    for place, (victim, suspect) in enumerate(pairs or [(victims[0], Party())]):
        yield Standing(report, place, at, victim, suspect)


def _parties(mentions: Iterable[Mention], held: Mapping[str, Mapping[str, Any]]) -> list[Party]:
    """The people of one side, each once; those of whom nothing is known count as one."""
    parties: dict[str, Party] = {}
    nobody: list[str] = []
    for mention in mentions:
        row = held[mention["mention_id"]]
        if not mention["has_details"]:
            nobody.append(mention["mention_id"])
        elif row["person_id"] not in parties:
            parties[row["person_id"]] = Party(
                row["person_id"], row["probability"], row["reason"], (mention["mention_id"],)
            )
    return [*parties.values(), *([Party(mentions=tuple(nobody))] if nobody or not parties else [])]
