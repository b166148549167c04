"""Whether the words of a report name a suspect whom its fields leave out."""

import re
from collections import defaultdict
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


@dataclass(frozen=True, slots=True)
class Text:
    """What is written in one report."""

    narrative: str = ""
    log: tuple[str, ...] = ()

    @property
    def words(self) -> Words:
        """The words of the narrative and of each log entry."""
        return Words(tuple(_words(text) for text in (self.narrative, *self.log)))


def texts_of(reports: pa.Table, log: pa.Table, wanted: Set[str]) -> dict[str, Text]:
    """Give what is written in the wanted reports."""
    keys = pa.array(sorted(wanted), pa.large_string())
    entries: defaultdict[str, list[str]] = defaultdict(list)
    for row in log.filter(pc.is_in(log["report_id"], keys)).select(["report_id", "text"]).to_pylist():
        entries[row["report_id"]].append(row["text"])
    rows = reports.filter(pc.is_in(reports["report_id"], keys)).select(["report_id", "narrative"]).to_pylist()
    return {r["report_id"]: Text(r["narrative"] or "", tuple(entries[r["report_id"]])) for r in rows}


def _words(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r"[a-z0-9]+", re.sub(r"['’]s?\b", "", text.lower())))


def telling(names: Iterable[str], others: Set[str], common: Set[str]) -> set[str]:
    """Give the names that can tell a person in a text: long enough, nobody else's in the report, no ordinary words."""
    return {n for n in names if len(n) >= SHORTEST_NAME and " " not in n and n not in others and n not in common}
