"""Courses in batches, in several processes where there are many; what comes out does not depend on how many.

A batch is so small that a whole force never lies in memory as single rows.
"""

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

Tables = Mapping[str, pa.Table]
Places = npt.NDArray[np.int64]

COURSES = 1_000
"""Courses that are worked on together."""
SEVERAL = 8
"""From so many batches on a second process is worth its start."""
OF_REPORTS = ("reports", "versions", "log", "findings", "clues")


def batches_of(tables: Tables, courses: int = COURSES) -> Iterator[dict[str, pa.Table]]:
    """Give the tables of so many courses at a time, in the order of their ids; rows stay in their order.

    tables: those of OF_REPORTS, courses and course_reports. A report that stands in courses of two batches is in both.
    """
    members = tables["course_reports"]
    ids = pc.unique(members["course_id"]).sort()
    place = _places(members["course_id"], ids)
    of_course = {name: Grouped(tables[name], "course_id", ids) for name in ("courses", "course_reports")}
    reports = tables["reports"]["report_id"].combine_chunks()
    of_report = {name: Grouped(tables[name], "report_id", reports) for name in OF_REPORTS}
    stands_in = _places(members["report_id"], reports)
    for first in range(0, len(ids), courses):
        own = np.unique(stands_in[(place >= first) & (place < first + courses)])
        wanted = np.arange(first, min(first + courses, len(ids)))
        yield {n: g.rows(wanted) for n, g in of_course.items()} | {n: g.rows(own) for n, g in of_report.items()}


def _places(column: pa.ChunkedArray, known: pa.Array) -> Places:
    """Give the place of each value among those known; what is not known comes after them all."""
    found = pc.fill_null(pc.index_in(column, known), len(known))
    return np.asarray(found.to_numpy(), np.int64)


class Grouped:
    """A table whose rows are found by the report or course that they belong to."""

    def __init__(self, table: pa.Table, column: str, known: pa.Array) -> None:
        place = _places(table[column], known)
        self._table = table.combine_chunks()
        self._order = np.argsort(place, kind="stable")
        self._begins = np.searchsorted(place[self._order], np.arange(len(known) + 1))

    def rows(self, wanted: Places) -> pa.Table:
        """Give the rows that belong to these places, in the order of the table."""
        begins, many = self._begins[wanted], self._begins[wanted + 1] - self._begins[wanted]
        before = np.repeat(begins - np.cumsum(many) + many, many)
        return self._table.take(pa.array(np.sort(self._order[before + np.arange(many.sum())])))


Worked = dict[str, pa.Table]
Work = Callable[[dict[str, pa.Table]], Worked]


def worked(work: Work, batches: Iterator[dict[str, pa.Table]], many: int, processes: int) -> Iterator[Worked]:
    """Give what some work makes of each batch, in their order.

    work: can be sent to another process. many: how many batches there are; few are worked on here.
    """
    if processes < 2 or many < SEVERAL:
        yield from map(work, batches)
        return
    start = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, start, initializer=_keep, initargs=(work,)) as pool:
        waiting: deque[Future[Worked]] = deque()
        for batch in batches:
            waiting.append(pool.submit(_kept, batch))
            if len(waiting) > 2 * processes:  # so that no more lies ready than is soon needed
                yield waiting.popleft().result()
        yield from (each.result() for each in waiting)


_WORK: list[Work] = []
"""The work of this process, sent to it once."""


def _keep(work: Work) -> None:
    pa.set_cpu_count(1)
    _WORK[:] = [work]


def _kept(batch: dict[str, pa.Table]) -> Worked:
    return _WORK[0](batch)
