"""The reports of a course to scale in time, each with what it was recorded as: places for a drawing, in its own units.

The engine says where on the line a report stands; here a place is found for its words.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from heeded.explain.timeline import LENGTH, Tick, timeline

LETTER = 7.4
"""Units that a letter of a label is wide, on the average."""
LONGEST = 26
"""Letters of a label; the table beside has the whole heading."""
HALF = 17
LANES = 6
STEP = 27
"""Units between two reports of the standing drawing."""
MOST_STANDING = 16
"""Reports beyond which the standing drawing would be longer than the table."""


@dataclass(frozen=True, slots=True)
class Flag:
    """A report: how far along the line, in which lane above it, and its words, which stand to the right of it."""

    number: int
    at: int
    lane: int
    words: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """What is drawn lying (`flags`) and standing (`steps`: the same reports, each with the place where it is told)."""

    flags: tuple[Flag, ...]
    lanes: int
    ticks: tuple[Tick, ...]
    gaps: tuple[Tick, ...]
    left_out: int
    steps: tuple[tuple[Flag, int, int], ...]
    height: int


def drawing(reports: Sequence[dict[str, Any]]) -> Drawing | None:
    """Give the drawing of an account's reports; None where fewer than two days are known."""
    line = timeline(list(reports))
    if line is None:
        return None
    words = {r["number"]: _short(r["recorded_as"]["text"] or "") for r in reports}
    flags: list[Flag] = []
    for marker in reversed(line.markers):
        flag = _flag(marker.number, marker.at, words[marker.number], flags)
        flags[:0] = [flag] if flag else []
    steps, height = _standing(flags)
    lanes = max((f.lane for f in flags), default=0) + 1
    return Drawing(tuple(flags), lanes, line.ticks, line.gaps, len(reports) - len(flags), steps, height)


def _short(words: str) -> str:
    return words if len(words) <= LONGEST else words[: LONGEST - 1].rstrip() + "…"


def _flag(number: int, at: int, words: str, after: Sequence[Flag]) -> Flag | None:
    """Place a report above all after it that its words would run into, so that no staff crosses any words.

    after: the later reports. Without its words where there is no room; None where there is none for the report alone.
    """
    for told, width in ((words, round(LETTER * len(words)) + 12), ("", 0)):
        lane = max((f.lane + 1 for f in after if f.at - at < 2 * HALF + width), default=0)
        if lane < LANES:
            return Flag(number, at, lane, told)
    return None


def _standing(flags: Sequence[Flag]) -> tuple[tuple[tuple[Flag, int, int], ...], int]:
    """Give each report of the standing drawing with its true place and the place of its words; nothing for many."""
    if len(flags) > MOST_STANDING:
        return (), 0
    height = max(200, STEP * len(flags) + 60)
    true = [round(f.at / LENGTH * height) for f in flags]
    told = true[:]
    for n in range(1, len(told)):
        told[n] = max(told[n], told[n - 1] + STEP)
    for n in reversed(range(len(told))):
        told[n] = min(told[n], height - STEP * (len(told) - 1 - n))
    return tuple(zip(flags, true, told, strict=True)), height
