"""What changed in reading since the run that was kept: finding by finding, with whether the labels bear it out.

The kept run holds ids of findings, contexts and rules, and not a word of any text: an id says where words stand
(report, field, characters) and for which code.
"""

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path

import pyarrow as pa
from reading_accuracy import Said

KEPT = Path(__file__).parent / "baselines" / "reading.tsv"

Held = Mapping[str, tuple[str, str]]
"""Context and rule of each finding, by its id."""


def held(findings: pa.Table) -> Held:
    """Give what is to be kept of findings."""
    rows = findings.select(["finding_id", "context", "rule_id"]).to_pylist()
    return {row["finding_id"]: (row["context"], row["rule_id"]) for row in rows}


def keep(now: Held, path: Path = KEPT) -> None:
    """Write a run for later ones to be held against."""
    path.parent.mkdir(exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter="\t", lineterminator="\n")
        writer.writerows([finding, *now[finding]] for finding in sorted(now))


def kept(path: Path = KEPT) -> Held:
    """Give the run that was kept; nothing where none was."""
    if not path.is_file():
        return {}
    with path.open(encoding="utf-8", newline="") as file:
        return {row[0]: (row[1], row[2]) for row in csv.reader(file, delimiter="\t")}


def changes(before: Held, now: Held, gold: Said) -> Iterator[tuple[str, str, str]]:
    """Give (gain, loss or held otherwise; id; whether the labels bear the code) of each finding that changed."""
    for finding in sorted(before.keys() | now.keys()):
        if finding not in now:
            yield "loss", finding, _borne(finding, gold)
        elif finding not in before:
            yield "gain", finding, _borne(finding, gold)
        elif before[finding][0] != now[finding][0]:
            yield f"held as {now[finding][0]}, not {before[finding][0]}", finding, _borne(finding, gold)


def _borne(finding: str, gold: Said) -> str:
    report, code = finding.split("/", 1)[0], finding.rsplit("/", 1)[1]
    family, name = code.split(".", 1)
    return "labelled" if (report, name) in gold.get(family, set()) else "not labelled"
