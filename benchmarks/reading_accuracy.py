"""How well the words are read, by family of codes: one (report, code) is one item, as the labelled cases count."""

from collections.abc import Iterable

import pyarrow as pa
from reading_texts import LATE, Code, Labelled, Row

from heeded.read.arrange import arrange
from heeded.read.read_reports import read_arranged
from heeded.read.reader import Reader

Said = dict[str, set[Code]]
_STANDS = ("affirmed", "denied")


def stands(family: str, context: str) -> bool:
    """Say whether a statement counts as what was reported: affirmed, denied by the suspect, or a risk of old."""
    return context in _STANDS or (family == "risk" and context == "historical")


def said_by(findings: pa.Table) -> Said:
    """Give what the findings of a run say, by family."""
    said: Said = {}
    for row in findings.select(["report_id", "family", "code", "context"]).to_pylist():
        if stands(row["family"], row["context"]) and row["code"] not in LATE:
            said.setdefault(row["family"], set()).add((row["report_id"], row["code"]))
    return said


def said_of(found: Iterable[tuple[str, str, str, str]]) -> Said:
    """Give the same for (report, family, code, context)."""
    said: Said = {}
    for report, family, code, context in found:
        if stands(family, context) and code not in LATE:
            said.setdefault(family, set()).add((report, code))
    return said


def scores(gold: Said, said: Said) -> dict[str, Row]:
    """Give precision, recall and F1 of each family."""
    found = {}
    for family, codes in gold.items():
        got = said.get(family, set())
        right = len(codes & got)
        precision, recall = right / max(1, len(got)), right / max(1, len(codes))
        f1 = 2 * right / max(1, len(codes) + len(got))
        found[family] = {"precision": round(precision, 3), "recall": round(recall, 3), "f1": round(f1, 3)}
    return found


def pooled(files: Iterable[Labelled]) -> Said:
    """Give what the words of several files bear, together."""
    gold: Said = {}
    for each in files:
        for family, codes in each.gold.items():
            gold.setdefault(family, set()).update(codes)
    return gold


def read(files: Iterable[Labelled], reader: Reader) -> pa.Table:
    """Give the findings of our reading, each file being a delivery of its own."""
    return pa.concat_tables([read_arranged(reader, arrange(**f.tables), threads=1)["findings"] for f in files])


def lost(plain: dict[str, Row], slipped: dict[str, Row]) -> dict[str, float]:
    """Give how many points of F1 each family loses."""
    return {family: round(100 * (plain[family]["f1"] - slipped[family]["f1"]), 1) for family in plain}
