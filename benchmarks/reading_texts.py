"""What the benchmark of reading is measured on: labelled cases, logs in any columns, slips of the pen put into them."""

import json
import random
import re
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from heeded.ingest import ingest_delivery, load_mapping, propose_mapping
from heeded.model import contracts
from heeded.normalise import normalise_reports

FAMILIES = {"behaviours": "behaviour", "risks": "risk", "responses": "response", "concerns": "concern"}
LATE = frozenset(("contacting", "victim_suicidal", "trigger_event", "insider_access"))
"""Codes that came after most cases were labelled: neither right nor wrong."""
EVERY = 20
"""One word in so many is mistyped."""

_READ = ("reports", "log", "mentions")
_WORD = re.compile(r"[^\W\d_]{2,}")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"

Code = tuple[str, str]
Row = dict[str, Any]
Tables = dict[str, pa.Table]
Change = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Labelled:
    """Labelled cases as the tables that reading takes, and by family the (report, code) that their words bear."""

    name: str
    tables: Tables
    gold: dict[str, set[Code]] = field(default_factory=dict)


def labelled(path: Path, change: Change = str) -> Labelled:
    """Give the cases of a file, their reports delivered as a run would take them in, each text changed first."""
    reports = [r for line in path.read_text(encoding="utf-8").splitlines() for r in json.loads(line)["reports"]]
    gold: dict[str, set[Code]] = {family: set() for family in FAMILIES.values()}
    for report in reports:
        for name, family in FAMILIES.items():
            gold[family] |= {(report["id"], label["code"]) for label in report["gold"][name]}
    delivered = "".join(json.dumps(_bare(report, change), ensure_ascii=False) + "\n" for report in reports)
    with tempfile.TemporaryDirectory() as folder:
        (delivery := Path(folder) / path.name).write_text(delivered, encoding="utf-8")
        tables = normalise_reports(ingest_delivery(delivery, None))
    kept = {family: {(r, c) for r, c in codes if c not in LATE} for family, codes in gold.items()}
    return Labelled(path.stem, {name: tables[name] for name in _READ}, kept)


def _bare(report: Row, change: Change) -> Row:
    """Give a report as it is delivered: without its labels, under the number that they use."""
    bare = {key: value for key, value in report.items() if key not in ("gold", "id")}
    log = [{**entry, "text": change(entry["text"])} for entry in report["log"]]
    persons = [{key: value for key, value in person.items() if key != "id"} for person in report["persons"]]
    return {**bare, "report_id": report["id"], "narrative": change(report["narrative"]), "log": log, "persons": persons}


def lines_of(path: Path) -> Tables:
    """Give the tables of a file in a force's own columns, by the mapping that is proposed for it."""
    with tempfile.TemporaryDirectory() as folder:
        (mapping := Path(folder) / "mapping.toml").write_text(propose_mapping(path), encoding="utf-8")
        tables = normalise_reports(ingest_delivery(path, load_mapping(mapping)))
    return {name: tables[name] for name in _READ}


def together(*given: Tables) -> Tables:
    """Give several deliveries as one; the numbers of their reports are kept apart."""
    return {name: pa.concat_tables([_numbered(t[name], f"{n}-") for n, t in enumerate(given)]) for name in _READ}


def _numbered(table: pa.Table, before: str) -> pa.Table:
    for name in ("report_id", "mention_id"):
        if name in table.column_names:
            at = table.column_names.index(name)
            sign = pa.scalar("", pa.large_string())
            new = pc.binary_join_element_wise(pa.scalar(before, pa.large_string()), table[name], sign)
            table = table.set_column(at, table.schema.field(at), new)
    return table


def repeated(tables: Tables, many: int, seed: int) -> Tables:
    """Give so many reports: all of them again and again in shuffled order, the last round in part, each its own."""
    rng = np.random.default_rng(seed)
    reports = tables["reports"].num_rows
    order = np.concatenate([rng.permutation(reports) for _ in range(-(-many // reports))])[:many]
    called = pa.array([f"R{n:07}" for n in range(many)], pa.large_string())
    given = {"reports": _renamed(tables["reports"].take(pa.array(order)), called)}
    ids = tables["reports"]["report_id"]
    for name in ("log", "mentions"):
        of = np.asarray(pc.fill_null(pc.index_in(tables[name]["report_id"], ids.combine_chunks()), len(ids)))
        rows, copy = _rows_of(of, order)
        given[name] = _renamed(tables[name].take(pa.array(rows)), called.take(pa.array(copy)))
    return {name: contracts.checked(name, table) for name, table in given.items()}


def _rows_of(of: Any, order: Any) -> tuple[Any, Any]:
    """Give the rows of a table that belong to each report in an order, and the place of that report in it."""
    by_report = np.argsort(of, kind="stable")
    counts = np.bincount(of, minlength=int(order.max()) + 2)
    begins = np.concatenate([[0], np.cumsum(counts)])[order]
    copies = np.repeat(np.arange(len(order)), counts[order])
    within = np.arange(len(copies)) - np.repeat(np.cumsum(counts[order]) - counts[order], counts[order])
    return by_report[np.repeat(begins, counts[order]) + within], copies


def _renamed(table: pa.Table, ids: pa.Array) -> pa.Table:
    table = table.set_column(table.column_names.index("report_id"), "report_id", ids)
    if "mention_id" in table.column_names:
        numbers = pa.array([f"M{n}" for n in range(table.num_rows)], pa.large_string())
        table = table.set_column(table.column_names.index("mention_id"), "mention_id", numbers)
    return table


def texts_in(tables: Tables) -> Iterator[tuple[str, str]]:
    """Give each text with the number of its report: narratives, then entries of logs."""
    for name, column in (("reports", "narrative"), ("log", "text")):
        rows = tables[name].to_pylist()
        yield from ((row["report_id"], row[column]) for row in rows if row.get("kind") != "version")


def hundreds(tables: Tables, words: int = 100) -> Tables:
    """Give texts of a hundred words as reports of their own, with the persons of the report that each is cut from."""
    whole: dict[str, list[str]] = {}
    for report, text in texts_in(tables):
        whole.setdefault(report, []).append(text)
    reports, mentions = [], []
    for report, parts in whole.items():
        said = "\n".join(parts).split(" ")
        people = [m for m in tables["mentions"].to_pylist() if m["report_id"] == report]
        for first in range(0, len(said) - words + 1, words):
            given = {"report_id": f"{report}/{first}"}
            text = " ".join(said[first : first + words])
            reports.append({**given, "recorded_at_certain": True, "narrative": text, "versions": 1})
            mentions += [{**m, **given, "mention_id": f"{report}/{first}/{n}"} for n, m in enumerate(people)]
    return {
        "reports": contracts.table("reports", reports),
        "log": contracts.empty("log"),
        "mentions": contracts.table("mentions", mentions),
    }


class Slips:
    """Mistypes one word in twenty, chosen by chance: a letter dropped, doubled, swapped with the next, or wrong.

    spared: words of up to so many letters are left alone; those of one always are. The same seed, the same slips.
    """

    def __init__(self, seed: int, spared: int = 1) -> None:
        self._random, self._spared = random.Random(seed), spared

    def __call__(self, text: str) -> str:
        """Give a text with slips in it."""
        return _WORD.sub(lambda found: self._slipped(found.group()), text)

    def _slipped(self, word: str) -> str:
        if len(word) <= self._spared or self._random.randrange(EVERY):
            return word
        while (slipped := self._typed(word)) == word:
            pass
        return slipped

    def _typed(self, word: str) -> str:
        at, kind = self._random.randrange(len(word)), self._random.randrange(4)
        if kind == 0:
            return word[:at] + word[at + 1 :]
        if kind == 1:
            return word[:at] + word[at] + word[at:]
        if kind == 2:
            return word[:at] + word[at : at + 2][::-1] + word[at + 2 :]
        wrong = self._random.choice(_LETTERS)
        return word[:at] + (wrong.upper() if word[at].isupper() else wrong) + word[at + 1 :]
