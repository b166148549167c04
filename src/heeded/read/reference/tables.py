"""Every report read, and its tables made, a row at a time."""

from collections import defaultdict
from collections.abc import Iterator

import pyarrow as pa

from heeded.model import contracts
from heeded.read.named import clues_named
from heeded.read.reference.reader import ReferenceReader
from heeded.read.reference.roles import Marks, Typed, role_marks, sex_typed
from heeded.read.reference.text import Text
from heeded.read.statement import Clue, Statement

Field = tuple[str, str]


def read_slowly(reports: pa.Table, log: pa.Table, mentions: pa.Table, reader: ReferenceReader) -> dict[str, pa.Table]:
    """Give what the words of each report state (findings) and what they name (clues)."""
    people = _people(mentions, reader)
    findings: list[dict[str, object]] = []
    clues: list[dict[str, object]] = []
    for report_id, fields in _fields(reports, log):
        _read_one(reader, report_id, fields, people.get(report_id, []), (findings, clues))
    return {"findings": contracts.table("findings", findings), "clues": contracts.table("clues", clues)}


def _read_one(
    reader: ReferenceReader,
    report_id: str,
    fields: list[Field],
    people: list[Typed],
    out: tuple[list[dict[str, object]], list[dict[str, object]]],
) -> None:
    texts = [(field, original, reader.split(original)) for field, original in fields]
    marks = _marks(reader, [t for _, _, t in texts], people)
    for field, original, text in texts:
        statements, clues = reader.read(text, marks, in_log=field != "narrative")
        out[0].extend(_finding(report_id, field, original, s) for s in statements)
        named = [*clues, *clues_named(original)]
        out[1].extend(_clue(report_id, field, original, c) for c in named)


def _marks(reader: ReferenceReader, texts: list[Text], people: list[Typed]) -> Marks:
    words = [word for text in texts for word in text.words]
    return role_marks(words, people, reader.catalogue.pronouns, reader.catalogue.shorthand)


def _fields(reports: pa.Table, log: pa.Table) -> Iterator[tuple[str, list[Field]]]:
    entries: dict[str, list[Field]] = defaultdict(list)
    order = log.select(["report_id", "entry", "text", "kind"]).sort_by(
        [("report_id", "ascending"), ("entry", "ascending")]
    )
    for row in order.to_pylist():
        if row["kind"] != "version":
            entries[row["report_id"]].append((f"log:{row['entry']}", row["text"]))
    for row in reports.select(["report_id", "narrative"]).sort_by("report_id").to_pylist():
        yield row["report_id"], [("narrative", row["narrative"]), *entries[row["report_id"]]]


def _people(mentions: pa.Table, reader: ReferenceReader) -> dict[str, list[Typed]]:
    """Give, for each report, every word of the names typed into it, and the sexes."""
    people: dict[str, list[Typed]] = defaultdict(list)
    for row in mentions.select(["report_id", "role", "forename", "surname", "sex"]).to_pylist():
        of = people[row["report_id"]]
        of.append(Typed(row["role"], "", sex=sex_typed(row["sex"])))
        for field in ("forename", "surname"):
            of += [Typed(row["role"], word, field == "forename") for word in reader.split(row[field] or "").words]
    return people


def _finding(report_id: str, field: str, original: str, said: Statement) -> dict[str, object]:
    rule = said.rule
    return {
        "finding_id": f"{report_id}/{field}/{said.start}-{said.end}/{said.family}.{said.code}",
        "report_id": report_id,
        "field": field,
        "start": said.start,
        "end": said.end,
        "quote": original[said.start : said.end],
        "family": said.family,
        "code": said.code,
        "context": said.context,
        "rule_id": rule.id,
        "rule_version": rule.version,
        "confidence": rule.confidence,
        "cue": said.cue,
    }


def _clue(report_id: str, field: str, original: str, clue: Clue) -> dict[str, object]:
    return {
        "clue_id": f"{report_id}/{field}/{clue.start}-{clue.end}/{clue.kind}/{clue.value}",
        "report_id": report_id,
        "field": field,
        "start": clue.start,
        "end": clue.end,
        "quote": original[clue.start : clue.end],
        "kind": clue.kind,
        "value": clue.value,
        "context": clue.context,
    }
