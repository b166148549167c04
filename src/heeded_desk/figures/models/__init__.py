"""What is counted of a run, kept so that a page need not count again."""

from heeded_desk.figures.models.cell import Cell
from heeded_desk.figures.models.coverage import Coverage
from heeded_desk.figures.models.crime import Crime
from heeded_desk.figures.models.elapsed import Elapsed
from heeded_desk.figures.models.given_report import GivenReport
from heeded_desk.figures.models.heading import Heading

__all__ = ["Cell", "Coverage", "Crime", "Elapsed", "GivenReport", "Heading"]
