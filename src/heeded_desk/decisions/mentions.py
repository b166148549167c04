"""The people of single reports as typed in, read from the run that is on the desk: the desk keeps no copy of them."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from heeded.stages import numbered

Row = dict[str, Any]
DETAILS = (
    ("forename", "Forename"),
    ("surname", "Surname"),
    ("dob", "Date of birth"),
    ("sex", "Sex"),
    ("ethnicity", "Ethnicity"),
    ("phone", "Telephone"),
    ("email", "E-mail"),
    ("handle", "Account name"),
    ("address", "Address"),
    ("postcode", "Postcode"),
    ("vehicle", "Vehicle"),
    ("nominal_id", "Force's number"),
    ("relationship", "Relationship"),
)
AGREE, DIFFER, ONE = "the same", "different", "typed in once"


def people_in(folder: Path, report_ids: Sequence[str]) -> list[Row]:
    """Give the mentions of some reports, each with its position among those of its role; none where the run is gone."""
    path = folder / numbered("mentions")
    if not path.is_file():
        return []
    rows = pq.read_table(path, filters=[("report_id", "in", list(report_ids))]).to_pylist()
    counted: dict[tuple[str, str], int] = {}
    for row in sorted(rows, key=lambda r: (len(r["mention_id"]), r["mention_id"])):
        key = (row["report_id"], row["role"])
        row["position"] = counted.get(key, 0)
        counted[key] = row["position"] + 1
    return rows


def links_between(folder: Path, mention_ids: Sequence[str]) -> list[Row]:
    """Give what linking said of pairs of these mentions, the likeliest first."""
    path = folder / numbered("person_links")
    if not path.is_file() or not mention_ids:
        return []
    ids = list(mention_ids)
    rows: list[Row] = pq.read_table(path, filters=[("mention_a", "in", ids), ("mention_b", "in", ids)]).to_pylist()
    return sorted(rows, key=lambda r: (-r["probability"], r["mention_a"], r["mention_b"]))


def rule_of(folder: Path, finding_id: str) -> Row:
    """Give which rule saw a finding, by reference; empty where the run is gone."""
    path = folder / numbered("findings")
    if not path.is_file():
        return {}
    names = ["finding_id", "rule_id", "rule_version", "family", "code", "context"]
    rows = pq.read_table(path, columns=names, filters=[("finding_id", "=", finding_id)]).to_pylist()
    return {name: rows[0][name] for name in names[1:]} if rows else {}


def beside(a: Mapping[str, Any], b: Mapping[str, Any]) -> list[Row]:
    """Give each detail that either mention has: both as typed, and whether they agree."""
    rows = []
    for name, label in DETAILS:
        left, right = (str(m[name]).strip() if m[name] else "" for m in (a, b))
        if left or right:
            rows.append({"label": label, "a": left, "b": right, "words": _agree(a, b, name, left, right)})
    return rows


def _agree(a: Mapping[str, Any], b: Mapping[str, Any], name: str, left: str, right: str) -> str:
    if not (left and right):
        return ONE
    first, second = (m.get(f"{name}_norm") or typed.casefold() for m, typed in ((a, left), (b, right)))
    return AGREE if first == second else DIFFER
