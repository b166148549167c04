"""A text cut where marks begin and end, so that overlapping marks can be shown without losing a character."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from heeded.explain.rows import Row


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a text, the marks that cover it, and those of them that end with it."""

    text: str
    marks: tuple[Row, ...]
    ending: tuple[Row, ...]

    @property
    def labels(self) -> tuple[Row, ...]:
        """Give the marks that end here, one for each label."""
        told = telling(m["label"] for m in self.ending)
        return tuple({m["label"]: m for m in self.ending if m["label"] in told}.values())

    @property
    def classes(self) -> str:
        """Name the kinds of mark that cover the piece, for a style sheet: families, or `turned`."""
        return " ".join(dict.fromkeys(kind(m) for m in self.marks))


def kind(mark: Row) -> str:
    """Give the family of a mark that stands; `turned` for what is said not to be, feared or of others."""
    return str(mark["family"]) if mark["stands"] else "turned"


def telling(labels: Iterable[str]) -> list[str]:
    """Give each label once, without those that another says more exactly: "threatens" beside "threatens to kill"."""
    each = list(dict.fromkeys(labels))
    return [label for label in each if not any(other.startswith(f"{label} ") for other in each)]


def segments(text: str, marks: Sequence[Row]) -> list[Segment]:
    """Cut a text at the ends of its marks; the pieces joined are the text.

    marks: with `start` and `end` in characters of the text, overlapping in any way.
    """
    ordered = sorted((m for m in marks if m["start"] < m["end"]), key=_outermost_first)
    cuts = sorted({0, len(text), *(m["start"] for m in ordered), *(m["end"] for m in ordered)})
    pieces = []
    waiting, active = list(reversed(ordered)), list[dict[str, Any]]()
    for start, end in pairwise(cuts):
        while waiting and waiting[-1]["start"] <= start:
            active.append(waiting.pop())
        active = [m for m in active if m["end"] > start]
        ending = tuple(m for m in active if m["end"] == end)
        pieces.append(Segment(text[start:end], tuple(active), ending))
    return pieces


def _outermost_first(mark: Row) -> tuple[int, int]:
    return (mark["start"], -mark["end"])
