"""Which texts and names belong to which report, and in what order they are read."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from heeded.read.reference.roles import MARK_OF_ROLE, ONLY, OTHER, sex_typed
from heeded.read.rows import Places, joined
from heeded.read.scan.gather import Column, column_of, gather, lengths_of, one_array, room_for
from heeded.read.scan.kernel import Bytes, Longs
from heeded.read.scan.network import bits_of
from heeded.read.scan.people import FORENAME
from heeded.read.scan.pieces import Texts
from heeded.read.scan.scanner import Batch

BATCH_BYTES = 1 << 20
"""Text read at once: large enough that calling costs nothing, small enough for the processor's cache."""


@dataclass(frozen=True, slots=True)
class Lines:
    """Texts in the order of the reports: in which of two columns each lies, in which row, how long, and how many up to
    the end of each report."""

    columns: tuple[Column, Column]
    which: Bytes
    rows: Longs
    lengths: Longs
    after: Longs

    def between(self, first: int, last: int) -> tuple[slice, Longs]:
        """Give which lines belong to the reports from one to before another, and how many up to the end of each."""
        begin = int(self.after[first - 1]) if first else 0
        return slice(begin, int(self.after[last - 1])), self.after[first:last] - begin

    def gathered(self, lines: slice) -> Texts:
        """Give the texts of some lines together."""
        lengths = self.lengths[lines]
        eights = np.empty(room_for(lengths), dtype=np.uint64)
        return gather(self.columns, self.which[lines], self.rows[lines], lengths, eights)


@dataclass(frozen=True, slots=True)
class Arranged:
    """Everything to be read, report by report.

    texts: the narrative, then the log. fields: what each is called. names: as typed, with the marks of their roles.
    sexes: those typed into each report (see Batch).
    """

    report_ids: pa.Array
    texts: Lines
    fields: pa.Array
    names: Lines
    name_marks: Bytes
    sexes: Bytes

    def batches(self) -> Iterator[tuple[int, int]]:
        """Give the reports to be read together, as first and one past the last; they depend on the texts alone."""
        if not len(self.report_ids):
            return
        so_far = np.cumsum(self.texts.lengths)[self.texts.after - 1]
        first = 0
        while first < len(so_far):
            before = int(so_far[first - 1]) if first else 0
            last = int(np.searchsorted(so_far, before + BATCH_BYTES, side="right"))
            yield first, (last := max(last, first + 1))
            first = last

    def batch(self, first: int, last: int) -> Batch:
        """Give the texts and names of some reports, ready for a scanner."""
        lines, after = self.texts.between(first, last)
        names, names_after = self.names.between(first, last)
        texts, typed = self.texts.gathered(lines), self.names.gathered(names)
        marks, sexes = self.name_marks[names], self.sexes[first:last]
        return Batch(texts, self.texts.which[lines], after, typed, names_after, marks, sexes)

    def places(self, first: int, last: int) -> Places:
        """Give the report and the field of each text of some reports."""
        lines, after = self.texts.between(first, last)
        of = np.repeat(np.arange(first, last), np.diff(after, prepend=0))
        return Places(self.report_ids.take(pa.array(of)), self.fields[lines.start : lines.stop])


def arrange(reports: pa.Table, log: pa.Table, mentions: pa.Table) -> Arranged:
    """Put everything to be read in the order of the reports' ids, and log entries in their own."""
    order = pc.sort_indices(reports, sort_keys=[("report_id", "ascending")])
    ids = one_array(reports.column("report_id").take(order))
    kept = _entries(log)
    kept_of, kept_rows = _rows_by_report(kept, ids)
    entries = _numbers(kept.column("entry"))[kept_rows]
    by_entry = np.lexsort((entries, kept_of))
    texts, fields = _text_lines(reports, order, kept, (kept_of[by_entry], kept_rows[by_entry]), entries[by_entry])
    names, marks = _name_lines(mentions, ids)
    return Arranged(ids, texts, fields, names, marks, _sexes(mentions, ids))


def _entries(log: pa.Table) -> pa.Table:
    """Give the entries that police made; as they lie where there are no others, because texts are large to copy."""
    own = pc.fill_null(pc.not_equal(log.column("kind"), "version"), True)
    return log if pc.all(own).as_py() in (True, None) else log.filter(own)


def _text_lines(
    reports: pa.Table, order: pa.Array, log: pa.Table, entries: tuple[Longs, Longs], numbers: Longs
) -> tuple[Lines, pa.Array]:
    """Give each report's narrative and its log, and what each is called. entries: report and row of each, in order."""
    entry_of, entry_rows = entries
    after = np.cumsum(np.bincount(entry_of, minlength=len(order)) + 1)
    which = np.ones(len(order) + len(entry_of), dtype=np.uint8)
    narratives = np.concatenate([[0], after[:-1]])[: len(order)]
    which[narratives] = 0
    rows = np.empty(len(which), dtype=np.int64)
    rows[narratives], rows[which == 1] = order.to_numpy(), entry_rows
    columns = (column_of(reports.column("narrative")), column_of(log.column("text")))
    called = np.zeros(len(which), dtype=np.int64)
    called[which == 1] = numbers
    entry, narrative = (pa.scalar(name, pa.large_string()) for name in ("log", "narrative"))
    logged = joined(":", entry, pa.array(called).cast(pa.large_string()))
    fields = pc.if_else(pa.array(which == 0), narrative, logged)
    return Lines(columns, which, rows, lengths_of(columns, which, rows), after), fields


def _name_lines(mentions: pa.Table, ids: pa.Array) -> tuple[Lines, Bytes]:
    """Give the forenames and surnames typed into each report, and the mark of each one's role."""
    mention_of, rows = _rows_by_report(mentions, ids)
    bits = pa.array([bits_of({mark, ONLY.get(mark, mark)}) for mark in (*MARK_OF_ROLE.values(), OTHER)], pa.uint8())
    role = pc.fill_null(pc.index_in(mentions.column("role"), pa.array(list(MARK_OF_ROLE))), len(MARK_OF_ROLE))
    marks = _numbers(bits.take(one_array(role)))[rows]
    columns = (column_of(mentions.column("forename")), column_of(mentions.column("surname")))
    which = np.repeat(np.array([0, 1], dtype=np.uint8), len(rows))
    both, of = np.concatenate([rows, rows]), np.concatenate([mention_of, mention_of])
    order = np.argsort(of, kind="stable")
    after = np.cumsum(np.bincount(of, minlength=len(ids)))
    lengths = lengths_of(columns, which[order], both[order])
    lines = Lines(columns, which[order], both[order], lengths, after)
    return lines, np.concatenate([marks | FORENAME, marks])[order].astype(np.uint8)


def _sexes(mentions: pa.Table, ids: pa.Array) -> Bytes:
    """Give the sexes typed for the victims and suspects of each report, as bits."""
    mention_of, rows = _rows_by_report(mentions, ids)
    found = np.zeros(len(ids), dtype=np.uint8)
    for place, role in enumerate(MARK_OF_ROLE):
        for bit, sex in enumerate(("female", "male")):
            said = _is_typed(mentions, role, sex)[rows]
            found[mention_of[said]] |= 1 << 2 * place + bit
    return found


def _is_typed(mentions: pa.Table, role: str, sex: str) -> Bytes:
    typed = mentions.column("sex")
    spellings = pa.array([s for s in pc.unique(typed).to_pylist() if sex_typed(s) == sex], pa.large_string())
    given = pc.is_in(typed, spellings)
    return np.asarray(one_array(pc.fill_null(pc.and_(given, pc.equal(mentions.column("role"), role)), False)))


def _rows_by_report(table: pa.Table, ids: pa.Array) -> tuple[Longs, Longs]:
    """Give, for each row of a table that belongs to a report, the number of that report, and the row."""
    found = one_array(pc.index_in(table.column("report_id"), ids))
    known = np.asarray(pc.is_valid(found))
    return _numbers(pc.fill_null(found, 0))[known].astype(np.int64), np.flatnonzero(known)


def _numbers(column: pa.ChunkedArray | pa.Array) -> Longs:
    return np.asarray(one_array(column).to_numpy(zero_copy_only=False))
