"""Decision tables: for every combination of elements what the engine says, as CSV that a lawyer can read.

They are written by `heeded law tables` and kept in docs/law/decision-tables; a test writes them anew and compares.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from pathlib import Path

from heeded.assess.offences import whole
from heeded.assess.points import verdict_of
from heeded.catalogue.folder import catalogue_folder
from heeded.catalogue.jurisdictions import OURS, Jurisdiction, jurisdictions, load_jurisdiction
from heeded.catalogue.law import Law, load_law
from heeded.catalogue.offences import Element, Offence

STANDINGS = {"stands": "on file", "partly": "partly on file", "missing": "not on file"}
DEFENCE = {
    "stands": "nothing on file against it",
    "partly": "some reports explained otherwise",
    "missing": "all reports explained otherwise",
}
ANSWERS = {
    "stands": "every element on file",
    "partly": "every element on file, some only partly",
    "missing": "not every element on file",
}
VERDICTS = {
    "indicated": "stalking is indicated",
    "possible": "stalking is possible",
    "not_indicated": "stalking is not indicated",
}


def decision_tables(folder: Path | None = None) -> Iterator[tuple[str, str]]:
    """Give every table as (path below the folder of tables, CSV): one for each offence, and one for the verdict."""
    catalogue = folder or catalogue_folder()
    yield f"{OURS}/verdict.csv", _verdict_table(load_law(catalogue))
    for name in jurisdictions(catalogue):
        law = load_jurisdiction(catalogue, name)
        yield from ((f"{name}/{o.id}.csv", _offence_table(o, law)) for o in law.offences if o.needed)


def _offence_table(offence: Offence, law: Jurisdiction) -> str:
    """Give one row for each combination; what the offence rests on is one column, for it has a table of its own."""
    below = next((o for o in law.offences if o.id == offence.rests_on), None)
    columns = (*((_as_one(below),) if below else ()), *offence.needed)
    return _csv([*(c.title for c in columns), "answer", "what is not on file"], _offence_rows(columns))


def _as_one(offence: Offence) -> Element:
    """Give an offence as a single column."""
    title = f"{offence.title} ({offence.statute.rsplit(', ', 1)[-1]})"
    return Element(offence.id, offence.id, "element", title, (), (), (), "")


def _offence_rows(columns: Sequence[Element]) -> Iterator[list[str]]:
    for held in _combinations(columns):
        answer = whole(held, columns)
        yield [*_words(columns, held), ANSWERS[answer.standing], "; ".join(answer.lacking)]


def _verdict_table(law: Law) -> str:
    rules = (*law.indicated, *law.possible)
    asked = {e for rule in rules for e in rule.stands | rule.any_stands | rule.holds}
    columns = [e for o in law.offences if o.id in law.stalking for e in o.elements if e.id in asked]
    rows = ([*_words(columns, held), VERDICTS[verdict_of(held, law)]] for held in _combinations(columns))
    return _csv([*(c.title for c in columns), "answer"], rows)


def _combinations(columns: Sequence[Element]) -> Iterator[dict[str, str]]:
    """Give every combination of standings, by element."""
    for standings in product(STANDINGS, repeat=len(columns)):
        yield {c.id: s for c, s in zip(columns, standings, strict=True)}


def _words(columns: Sequence[Element], held: Mapping[str, str]) -> list[str]:
    return [(DEFENCE if c.kind == "defence" else STANDINGS)[held[c.id]] for c in columns]


def _csv(head: Iterable[str], rows: Iterable[list[str]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(head)
    writer.writerows(rows)
    return out.getvalue()


def write_tables(folder: Path) -> int:
    """Write all decision tables below a folder; gives their number."""
    number = 0
    for name, text in decision_tables():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        number += 1
    return number
