"""What is known of everybody in the reports, gathered for holding reports beside each other."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence, Set

import pyarrow as pa
import pyarrow.compute as pc

from heeded.assemble.alike import Around, Stage
from heeded.assemble.clues import Known, known_of
from heeded.assemble.naming import Words
from heeded.assemble.standing import Standing
from heeded.assemble.values import Values

STREET = re.compile(r"\b\d+[a-z]? ([a-z]+ [a-z]+)")
BESIDE = ["report_id", "role", "phone_norm", "email_norm", "handle_norm", "surname_norm", "address_norm"]


def stage_of(
    pairs: Sequence[Standing],
    mentions: pa.Table,
    persons: Mapping[str, str],
    acts: Mapping[str, Set[str]],
    values: Values,
) -> Stage:
    """Give all that is needed to hold these reports beside each other, but for their words."""
    wanted = {p for s in pairs for p in (s.victim.person, s.suspect.person) if p is not None}
    nobody = frozenset(values.not_names)
    known = {person: _named(found, nobody) for person, found in known_of(mentions, persons, wanted).items()}
    return Stage(known, _around(mentions, nobody), dict[str, Words](), acts, values)


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
    contacts = {v for row in those for v in (row["phone_norm"], row["email_norm"], row["handle_norm"]) if v}
    surnames = {row["surname_norm"] or "" for row in those if row["role"] != "victim"} - nobody - {""}
    streets = {street for row in those for street in STREET.findall(row["address_norm"] or "")}
    return Around(frozenset(contacts), frozenset(surnames), frozenset(streets))
