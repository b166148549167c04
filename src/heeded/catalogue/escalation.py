"""The seven forms in which a course may be seen to grow worse: windows, ladders and codes, all disputable, all data."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from heeded.catalogue.catalogue import read_yaml

FORMS = ("rate", "severity", "variety", "proximity", "spread", "defiance", "repeat")


@dataclass(frozen=True, slots=True)
class Ladder:
    """Rungs from the least to the most, each with its title; a code stands on one rung."""

    titles: tuple[str, ...]
    rung_of: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Escalation:
    """What the seven forms are computed with."""

    windows: tuple[int, ...]
    least: int
    severity: Ladder
    proximity: Ladder
    spread: frozenset[str]
    defied: frozenset[str]
    defiance_told: frozenset[str]
    repeat_reports: int
    repeat_months: int
    quiet_days: int


def load_escalation(path: Path) -> Escalation:
    """Load `risk/escalation.yaml`."""
    given = read_yaml(path)
    return Escalation(
        windows=tuple(given["rate"]["windows"]),
        least=given["rate"]["least"],
        severity=_ladder(given["severity"]),
        proximity=_ladder(given["proximity"]),
        spread=frozenset(given["spread"]),
        defied=frozenset(given["defiance"]["after"]),
        defiance_told=frozenset(given["defiance"]["told"]),
        repeat_reports=given["repeat"]["reports"],
        repeat_months=given["repeat"]["months"],
        quiet_days=given["quiet"]["days"],
    )


def _ladder(given: list[dict[str, Any]]) -> Ladder:
    return Ladder(
        titles=tuple(rung["title"] for rung in given),
        rung_of={code: place for place, rung in enumerate(given) for code in rung["codes"]},
    )
