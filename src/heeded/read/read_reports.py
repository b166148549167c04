"""Reads every report: its narrative and each entry of its log."""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pyarrow as pa

from heeded.catalogue import Catalogue
from heeded.model import contracts
from heeded.read.arrange import Arranged, arrange
from heeded.read.reader import Reader, Tables
from heeded.read.second import SecondReader

Progress = Callable[[int], None]


def read_reports(
    reports: pa.Table,
    log: pa.Table,
    mentions: pa.Table,
    catalogue: Catalogue,
    progress: Progress | None = None,
    threads: int = 0,
    second: SecondReader | None = None,
) -> dict[str, pa.Table]:
    """Give what the words of each report state (findings) and what they name (clues).

    reports, log, mentions: as contracts.TABLES. progress: told, some reports at a time, how many more are done.
    threads: how many to read with, 0 for one a processor; the tables do not depend on it. second: the second reader.
    Every quotation is the text's own characters from start to before end.
    """
    return read_arranged(Reader(catalogue, second), arrange(reports, log, mentions), progress, threads)


def read_arranged(
    reader: Reader, arranged: Arranged, progress: Progress | None = None, threads: int = 0
) -> dict[str, pa.Table]:
    """Give the same for reports already arranged, with a reader that may have read others before."""
    read: list[Tables] = []
    for done, tables in _batches(reader, arranged, threads or os.cpu_count() or 1):
        read.append(tables)
        if progress:
            progress(done)
    return {name: _joined(name, read) for name in ("findings", "clues")}


def _batches(reader: Reader, arranged: Arranged, threads: int) -> Iterator[tuple[int, Tables]]:
    """Give the tables of each batch, in order, and how many reports it holds."""
    batches = list(arranged.batches())
    if threads == 1 or len(batches) < 2:
        for first, last in batches:
            yield last - first, reader.tables(arranged, first, last)
        return
    with ThreadPoolExecutor(min(threads, len(batches))) as pool:
        waiting = [pool.submit(reader.tables, arranged, first, last) for first, last in batches]
        for (first, last), tables in zip(batches, waiting, strict=True):
            yield last - first, tables.result()


def _joined(name: str, read: list[Tables]) -> pa.Table:
    """Give the rows of all batches as one table, in the pieces they came in: to join these would hold all twice."""
    return pa.concat_tables([contracts.empty(name), *(tables[name] for tables in read)])
