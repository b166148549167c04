"""Text for cells of a table that a spreadsheet opens."""

from typing import TypeVar

STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
Cell = TypeVar("Cell")


def harmless(cell: Cell) -> Cell | str:
    """Give a cell that no spreadsheet takes for a formula: a text that begins like one gets an apostrophe before it.

    Everything else is given back as it is; numbers below nought are numbers, not texts.
    """
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(STARTS) else cell
