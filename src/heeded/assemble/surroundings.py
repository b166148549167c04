"""What is known of everybody in the reports, gathered for holding reports beside each other."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import replace

import pyarrow as pa
import pyarrow.compute as pc

from heeded.assemble.alike import Around, Stage
from heeded.assemble.attribution import TIES
from heeded.assemble.clues import Known, Stated, known_of, names_typed
from heeded.assemble.naming import Text, texts_of
from heeded.assemble.standing import Standing
from heeded.assemble.told import leave_out, told_in
from heeded.assemble.values import Values

STREET = re.compile(r"\b\d+[a-z]? ([a-z]+ [a-z]+)")
HOME = re.compile(r"((?:flat \w+ )?\b\d+[a-z]?) ([a-z]+ [a-z]+)")
NUMBERS = ["phone_norm", "email_norm", "handle_norm"]
BESIDE = ["report_id", "role", *NUMBERS, "surname_norm", "address_norm", "postcode_norm"]


def stage_of(
    pairs: Sequence[Standing],
    mentions: pa.Table,
    persons: Mapping[str, str],
    acts: Mapping[str, Set[str]],
    stated: Mapping[str, Stated],
    values: Values,
) -> Stage:
    """Give all that is needed to hold these reports beside each other, but for their words."""
    wanted = {p for s in pairs for p in (s.victim.person, s.suspect.person) if p is not None}
    nobody = frozenset(values.not_names)
    known = {person: _named(found, nobody) for person, found in known_of(mentions, persons, wanted).items()}
    return Stage(known, _around(mentions, nobody), acts, values, stated)


def with_words(
    stage: Stage, pairs: Sequence[Standing], tables: Mapping[str, pa.Table], read: Mapping[str, Text]
) -> Stage:
    """Give the same with what is written in the reports already read, and in those that leave somebody out or tie
    others."""
    reports, log, mentions = (tables[name] for name in ("reports", "log", "mentions"))
    silent = leave_out(pairs, stage.known)
    texts = {**read, **texts_of(reports, log, (silent | _tying(reports, log)) - read.keys())}
    typed = names_typed(mentions, texts)
    return replace(stage, texts=texts, told=told_in(texts, silent, typed, stage.known.values(), stage.values))


def _tying(reports: pa.Table, log: pa.Table) -> set[str]:
    """Give the reports that may say of others that they belong with them."""
    found = set[str]()
    for table, column in ((reports, "narrative"), (log, "text")):
        says = pc.match_substring_regex(table[column], TIES.pattern, ignore_case=True)
        found.update(table.filter(pc.fill_null(says, False))["report_id"].to_pylist())
    return found


def _named(known: Known, nobody: Set[str]) -> Known:
    """Leave out words typed into a name field that name nobody."""
    return Known(known.values, known.forenames - nobody, known.surnames - nobody, known.born)


def _around(mentions: pa.Table, nobody: Set[str]) -> dict[str, Around]:
    """Everybody but the suspects: their contacts and streets; of those who are not victims the surnames."""
    rows: defaultdict[str, list[dict[str, str | None]]] = defaultdict(list)
    others = mentions.filter(pc.not_equal(mentions["role"], "suspect")).select(BESIDE)
    for row in others.to_pylist():
        rows[row["report_id"]].append(row)
    return {report: _of_report(those, nobody) for report, those in rows.items()}


def _of_report(those: Sequence[Mapping[str, str | None]], nobody: Set[str]) -> Around:
    contacts = {v for row in those for v in (row[kind] for kind in NUMBERS) if v}
    surnames = {row["surname_norm"] or "" for row in those if row["role"] != "victim"} - nobody - {""}
    streets = {street for row in those for street in STREET.findall(row["address_norm"] or "")}
    homes = {home for row in those for home in _homes(row["address_norm"] or "", row["postcode_norm"])}
    return Around(frozenset(contacts), frozenset(surnames), frozenset(streets), frozenset(homes))


def _homes(address: str, postcode: str | None) -> Iterator[str]:
    """Give where somebody lives: by the postcode if there is one, else by the street."""
    for number, street in HOME.findall(address):
        yield f"{number} {postcode or street}"
