"""Whether the words of a report name a suspect whom its fields leave out."""

import re
from collections.abc import Iterable, Set
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

TURNED = frozenset({"not", "never", "isnt", "wasnt", "nor", "no", "without"})
RANK = frozenset({"pc", "dc", "ps", "ds", "di", "dci", "pcso", "sgt", "sergeant", "insp", "inspector", "officer", "op"})
SHORTEST_NAME = 4
WORDS_BEFORE = 3


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one report, in lower case and in order, of the narrative and then of each log entry."""

    texts: tuple[tuple[str, ...], ...] = ()

    def name(self, names: Iterable[str]) -> set[str]:
        """Give those names that stand in the words as a person's, not as an officer's and not as ruled out."""
        wanted = set(names)
        return {w for text in self.texts for at, w in enumerate(text) if w in wanted and not _turned(text, at)}


def _turned(text: tuple[str, ...], at: int) -> bool:
    before = text[max(0, at - WORDS_BEFORE) : at]
    return bool(TURNED & set(before) or RANK & set(before[-2:]))


def words_of(reports: pa.Table, log: pa.Table, wanted: Set[str]) -> dict[str, Words]:
    """Give the words of the wanted reports."""
    keys = pa.array(sorted(wanted), pa.large_string())
    texts: dict[str, list[tuple[str, ...]]] = {report: [] for report in wanted}
    for table, column in ((reports, "narrative"), (log, "text")):
        rows = table.filter(pc.is_in(table["report_id"], keys)).select(["report_id", column])
        for row in rows.to_pylist():
            texts[row["report_id"]].append(_words(row[column]))
    return {report: Words(tuple(those)) for report, those in texts.items()}


def _words(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r"[a-z0-9]+", re.sub(r"['’]s?\b", "", text.lower())))


def telling(names: Iterable[str], others: Set[str], common: Set[str]) -> set[str]:
    """Give the names that can tell a person in a text: long enough, nobody else's in the report, no ordinary words."""
    return {n for n in names if len(n) >= SHORTEST_NAME and " " not in n and n not in others and n not in common}
