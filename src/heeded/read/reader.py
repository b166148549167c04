"""One catalogue made ready for reading: what a text states, alone or among many."""

from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
import pyarrow as pa

from heeded.catalogue import Catalogue
from heeded.read.arrange import Arranged
from heeded.read.cues import cues_in
from heeded.read.named import named_in
from heeded.read.rows import CONTEXTS, Named, clues_table, findings_table
from heeded.read.scan.compiled import Compiled, compile_catalogue
from heeded.read.scan.gather import text_at, texts_of, wording
from heeded.read.scan.pieces import Texts
from heeded.read.scan.scanner import Batch, Row, Scanner
from heeded.read.second import SecondReader
from heeded.read.second.revise import revised
from heeded.read.sieve import may_name
from heeded.read.statement import Clue, Statement

Tables = dict[str, pa.Table]


class Reader:
    """Reads texts with one catalogue, from any number of threads at a time; reports also with a second reader."""

    def __init__(
        self, catalogue: Catalogue, second: SecondReader | None = None, compiled: Compiled | None = None
    ) -> None:
        self.catalogue = catalogue
        self._second = second
        self._compiled = compiled or compile_catalogue(catalogue)
        self._idle: list[Scanner] = []

    @contextmanager
    def _scanner(self) -> Iterator[Scanner]:
        """Lend a scanner that nobody else uses meanwhile; what it has learnt serves whoever has it next."""
        try:
            scanner = self._idle.pop()
        except IndexError:
            scanner = Scanner(self._compiled)
        try:
            yield scanner
        finally:
            self._idle.append(scanner)

    def read(self, original: str, in_log: bool = False) -> tuple[list[Statement], list[Clue]]:
        """Give what a text states and what its words tell of who somebody is, in the order of the text.

        The text stands alone: no names were typed beside it. What it names by numbers and marks is left to named.py.
        """
        none, one = np.zeros(1, dtype=np.int64), np.ones(1, dtype=np.int64)
        marks, sexes = np.zeros(0, dtype=np.uint8), np.zeros(1, dtype=np.uint8)
        batch = Batch(texts_of([original]), np.array([in_log], dtype=np.uint8), one, texts_of([]), none, marks, sexes)
        with self._scanner() as scanner:
            said, found = scanner.scan(batch)
        return [self._statement(row) for row in said.rows()], [self._clue(row) for row in found.rows()]

    def _statement(self, row: Row) -> Statement:
        book = self._compiled.rulebook
        cue = book.turns[row.turn].id if row.turn >= 0 else None
        return Statement(book.rules[row.owner], *book.codes[row.code], row.start, row.end, CONTEXTS[row.context], cue)

    def _clue(self, row: Row) -> Clue:
        return Clue(*self._compiled.rulebook.clues[row.owner], row.start, row.end, CONTEXTS[row.context])

    def tables(self, arranged: Arranged, first: int, last: int) -> Tables:
        """Give what some of the reports state (findings) and name (clues)."""
        batch, places, book = arranged.batch(first, last), arranged.places(first, last), self._compiled.rulebook
        with self._scanner() as scanner:
            said, found = scanner.scan(batch)
            cues = cues_in(*scanner.last(), book) if self._second else None
        findings = findings_table(said, batch.texts, places, book)
        if self._second and cues:
            given = (batch.texts, places, batch.after, cues)
            findings = revised(findings, said.text.astype(np.int64), given, self._second)
        return {
            "findings": findings,
            "clues": clues_table(found, _named(batch.texts), batch.texts, places, book),
        }


def _named(texts: Texts) -> Named:
    """Give what texts name by numbers, marks and references."""
    named = Named()
    for number in np.flatnonzero(may_name(wording(texts)).to_numpy(zero_copy_only=False)).tolist():
        text = text_at(texts, number)
        for kind, start, end, value in named_in(text):
            named.text.append(number)
            named.start.append(start)
            named.end.append(end)
            named.quote.append(text[start:end])
            named.kind.append(kind)
            named.value.append(value)
    return named
