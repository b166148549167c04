"""Who the one may be who asks: the persons whose typed details hold what was looked up."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from heeded.stages import numbered
from heeded_desk.cases.keys import compact, words
from heeded_desk.cases.look_up import look_up
from heeded_desk.cases.models import CaseReport
from heeded_desk.decisions.queries import folder_of
from heeded_desk.members.models import Member

Row = dict[str, Any]
NUMBERS = ("phone", "email", "handle", "vehicle", "nominal_id", "dob", "postcode")
MOST = 40
"""Persons that are shown to choose from."""


@dataclass(slots=True)
class Candidate:
    """One person as the run on the desk holds them to be: what was typed of them, and in which mentions."""

    person_id: str
    mentions: list[str] = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    dobs: set[str] = field(default_factory=set)
    roles: set[str] = field(default_factory=set)


def candidates(member: Member, terms: str) -> list[Candidate]:
    """Give the persons of the member's force whose typed details hold every word, or the whole as one number.

    Raises TooMany where too many courses hold it.
    """
    cases = look_up(member, terms).values_list("pk", flat=True)
    reports = set(CaseReport.objects.filter(case__in=list(cases)).values_list("report_id", flat=True))
    folder = folder_of(member.force_id)
    found: dict[str, Candidate] = {}
    rows = mentions_in(folder, "report_id", reports)
    persons = persons_of(folder, [row["mention_id"] for row in rows])
    fitting = {persons[row["mention_id"]] for row in rows if _fits(row, terms)}
    for row in rows:
        person = persons[row["mention_id"]]
        if person in fitting:
            _add(found.setdefault(person, Candidate(person)), row)
    return sorted(found.values(), key=lambda c: (-len(c.mentions), c.person_id))[:MOST]


def mentions_in(folder: Path, column: str, ids: Iterable[str]) -> list[Row]:
    """Give the mentions of a run whose `column` is one of some ids; none where the run is not kept."""
    return rows_of(folder, "mentions", column, ids)


def persons_of(folder: Path, mentions: Iterable[str]) -> dict[str, str]:
    """Give the person of each mention; a mention that is held to be nobody's is a person of its own."""
    wanted = list(mentions)
    held = {row["mention_id"]: row["person_id"] for row in rows_of(folder, "persons", "mention_id", wanted)}
    return {mention: held.get(mention, mention) for mention in wanted}


def rows_of(folder: Path, table: str, column: str, ids: Iterable[str]) -> list[Row]:
    """Give the rows of a table of a run whose `column` is one of some ids."""
    path = folder / numbered(table)
    if not path.is_file():
        return []
    wanted = pa.array(sorted(set(ids)), pa.large_string())
    rows: list[Row] = pq.read_table(path, filters=pc.field(column).isin(wanted)).to_pylist()
    return rows


def _fits(row: Row, terms: str) -> bool:
    typed = {word for name in ("forename", "surname") for word in words(row[name] or "")}
    apart = words(terms)
    numbers = {compact(row[name]) for name in NUMBERS if row[name]}
    return bool(apart) and (set(apart) <= typed or compact(terms) in numbers)


def _add(candidate: Candidate, row: Row) -> None:
    candidate.mentions.append(row["mention_id"])
    candidate.roles.add(row["role"])
    name = " ".join(filter(None, (row["forename"], row["surname"])))
    candidate.names.update([name] if name else [])
    candidate.dobs.update([row["dob"]] if row["dob"] else [])
