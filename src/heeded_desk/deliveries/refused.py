"""What a run could not read: its file `refused.csv`, line by line."""

import csv
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple


class Line(NamedTuple):
    """One line that was refused: by the name that the desk gave the file, and never with a person's words."""

    file: str
    line: str
    column: str
    reason: str


def refused_lines(folder: Path) -> Iterator[Line]:
    """Give what a run refused, one at a time; nothing where its folder is not kept any more."""
    path = folder / "refused.csv"
    if not path.is_file():
        return
    with path.open(encoding="utf-8", newline="") as file:
        for cells in islice(csv.reader(file), 1, None):
            yield Line(*cells)


def refused_count(folder: Path) -> int:
    """Say how many lines a run refused."""
    return sum(1 for _ in refused_lines(folder))
