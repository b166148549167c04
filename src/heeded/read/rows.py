"""The tables of what was read, made column by column from integers."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from heeded.catalogue.rules import TURNS
from heeded.model import contracts
from heeded.read.scan.gather import quotations
from heeded.read.scan.pieces import Texts
from heeded.read.scan.rulebook import Rulebook
from heeded.read.scan.scanner import Statements

CONTEXTS = ("affirmed", *TURNS)
"""What the numbers of contexts stand for."""

Numbers = npt.NDArray[np.integer]


@dataclass(frozen=True, slots=True)
class Places:
    """The texts of a batch: the id of the report and the name of the field that each of them is."""

    report_ids: pa.Array
    fields: pa.Array


@dataclass(slots=True)
class Named:
    """What texts name by numbers, marks and references: number of the text, characters, words, kind and value."""

    text: list[int] = field(default_factory=list)
    start: list[int] = field(default_factory=list)
    end: list[int] = field(default_factory=list)
    quote: list[str] = field(default_factory=list)
    kind: list[str] = field(default_factory=list)
    value: list[str] = field(default_factory=list)


def findings_table(said: Statements, texts: Texts, places: Places, book: Rulebook) -> pa.Table:
    """Give the table of what texts state."""
    text, start, end = pa.array(said.text), pa.array(said.start), pa.array(said.end)
    columns = {
        "finding_id": _ids(places, text, (start, end), _pick([f"{f}.{c}" for f, c in book.codes], said.code)),
        "report_id": places.report_ids.take(text),
        "field": places.fields.take(text),
        "start": start,
        "end": end,
        "quote": quotations(texts, said.byte_start, said.byte_end),
        "family": _pick([family for family, _ in book.codes], said.code),
        "code": _pick([code for _, code in book.codes], said.code),
        "context": _pick(CONTEXTS, said.context),
        "rule_id": _pick([r.id for r in book.rules], said.owner),
        "rule_version": pa.array([r.version for r in book.rules], pa.int32()).take(pa.array(said.owner)),
        "confidence": pa.array([r.confidence for r in book.rules], pa.float64()).take(pa.array(said.owner)),
        "cue": _pick([t.id for t in book.turns], said.turn, said.turn < 0),
        "example": pa.nulls(len(said.text), pa.large_string()),
    }
    return contracts.checked("findings", pa.table(columns))


def clues_table(found: Statements, named: Named, texts: Texts, places: Places, book: Rulebook) -> pa.Table:
    """Give the table of what texts name: in each, first what patterns find there, then numbers and references."""
    order = pa.array(np.argsort(np.concatenate([found.text, np.array(named.text, dtype=np.int32)]), kind="stable"))

    def both(one: pa.Array, other: Sequence[object]) -> pa.Array:
        return pa.concat_arrays([one, pa.array(other, one.type)]).take(order)

    text = both(pa.array(found.text), named.text)
    start, end = both(pa.array(found.start), named.start), both(pa.array(found.end), named.end)
    kind = both(_pick([kind for kind, _ in book.clues], found.owner), named.kind)
    value = both(_pick([value for _, value in book.clues], found.owner), named.value)
    columns = {
        "clue_id": _ids(places, text, (start, end), joined("/", kind, value)),
        "report_id": places.report_ids.take(text),
        "field": places.fields.take(text),
        "start": start,
        "end": end,
        "quote": both(quotations(texts, found.byte_start, found.byte_end), named.quote),
        "kind": kind,
        "value": value,
        "context": both(_pick(CONTEXTS, found.context), ["affirmed"] * len(named.text)),
    }
    return contracts.checked("clues", pa.table(columns))


def _pick(names: Sequence[str], numbers: Numbers, without: npt.NDArray[np.bool_] | None = None) -> pa.Array:
    """Give the names that numbers stand for; null where there is none."""
    return pa.array(names, pa.large_string()).take(pa.array(numbers, mask=without))


def _ids(places: Places, text: pa.Array, span: tuple[pa.Array, pa.Array], what: pa.Array) -> pa.Array:
    """Give ids that say where a row stands and what it is: `NM-17/log:2/4-19/behaviour.following`."""
    where = joined("/", places.report_ids, places.fields).take(text)
    start, end = (each.cast(pa.large_string()) for each in span)
    return joined("/", where, joined("-", start, end), what)


def joined(sign: str, *columns: pa.Array) -> pa.Array:
    """Give columns joined row by row, with a sign between."""
    return pc.binary_join_element_wise(*columns, pa.scalar(sign, pa.large_string()))
