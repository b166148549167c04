"""The sentences that the second reader is taught: lines of training/hands, and sentences of labelled cases."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from heeded.catalogue.catalogue import FAMILIES
from heeded.read.second.sentences import sentences

SHORT = dict(zip("brpc", FAMILIES, strict=True))
LABELS = {"behaviours": "behaviour", "risks": "risk", "responses": "response", "concerns": "concern"}
STANDS_AS_HISTORY, STANDS_DENIED = "risk", "behaviour"
LEAST_OVERLAP, LEAST_SHARE = 8, 0.3
"""Characters, or share of a quotation, by which a sentence must overlap it to bear its code."""


@dataclass(slots=True)
class Line:
    """A sentence of a report, the codes that it bears, and codes of the report that it may bear too."""

    report: str
    hand: str
    text: str
    logged: bool
    codes: set[str] = field(default_factory=set)
    unsure: set[str] = field(default_factory=set)


def lines_of_hands(folder: Path) -> Iterator[Line]:
    """Give the labelled lines of every hand in a folder of training texts."""
    for path in sorted(folder.glob("*.tsv")):
        hand, number = path.stem.rsplit("-", 1)[0], 0
        for raw in path.read_text(encoding="utf-8").splitlines():
            kind, *rest = raw.split("\t")
            if kind == "#":
                number += 1
            elif kind in ("N", "L") and rest:
                codes = _codes(rest[1] if len(rest) > 1 else "")
                yield Line(f"{path.name}#{number}", hand, rest[0], kind == "L", codes)


def _codes(given: str) -> set[str]:
    """Give the codes that a line bears: those that stand, those denied, and dangers of an earlier day."""
    found = set()
    for label in given.split():
        code, _, turn = label.partition("/")
        family = SHORT.get(code[0])
        stands = not turn or (turn, family) in (("denied", STANDS_DENIED), ("historical", STANDS_AS_HISTORY))
        if family and stands:
            found.add(f"{family}.{code[2:]}")
    return found


def lines_of_cases(path: Path) -> Iterator[Line]:
    """Give the sentences of labelled cases; a code belongs to the sentences that its quotation overlaps."""
    for raw in path.read_text(encoding="utf-8").splitlines():
        for report in json.loads(raw)["reports"]:
            labels = [(f"{LABELS[k]}.{g['code']}", g["quote"]) for k in LABELS for g in report["gold"][k]]
            texts = [report["narrative"], *(entry["text"] for entry in report["log"])]
            for number, text in enumerate(texts):
                for start, end in sentences(text):
                    codes = {code for code, quote in labels if _bears(text, (start, end), quote)}
                    line = Line(report["id"], path.stem, text[start:end], number > 0, codes)
                    line.unsure = {code for code, _ in labels} - codes
                    yield line


def _bears(text: str, span: tuple[int, int], quote: str) -> bool:
    at = text.find(quote)
    overlap = min(span[1], at + len(quote)) - max(span[0], at)
    return at >= 0 and overlap > 0 and overlap >= min(LEAST_OVERLAP, len(quote) * LEAST_SHARE)
