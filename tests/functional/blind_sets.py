"""Cases invented and labelled before any run (`tests/assessed/blind-*`), put beside what the program says of them."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

import pyarrow as pa
import yaml
from assessed_sets import LABELS, Answers, Row, put_beside

SETS = {"first": (1, 2, 3), "second": (4, 5)}
"""The sets, and the numbers of the files that hold the texts of each."""
ENTRY = ("at", "by", "kind", "text")
PERSON = ("role", "forename", "surname", "dob", "relationship")


def blind_labels(which: str) -> list[Row]:
    """Give what the hand wrote of one set before the program was run on it."""
    number = list(SETS).index(which) + 1
    return list(yaml.safe_load((LABELS / f"blind-labels-{number}.yaml").read_text(encoding="utf-8")))


def blind_reports(which: str) -> dict[str, list[str]]:
    """Give the numbers under which the reports of each case of a set are delivered."""
    return {c["case"]: [_number(c, k) for k in range(len(c["reports"]))] for c in _cases(which)}


def blind_delivery(which: str) -> str:
    """Give the reports of a set as they are delivered, one a line, without a label."""
    rows = [_delivered(c, k) for c in _cases(which) for k in range(len(c["reports"]))]
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def blind_answers(run: dict[str, pa.Table], which: str) -> Answers:
    """Give each label beside what the program says, with the cases as labelled and as it linked them."""
    return put_beside(run, blind_labels(which), blind_reports(which))


def _cases(which: str) -> Iterator[Row]:
    for number in SETS[which]:
        yield from yaml.safe_load((LABELS / f"blind-cases-{number}.yaml").read_text(encoding="utf-8"))


def _number(case: Row, k: int) -> str:
    return f"{case['case']}-{k + 1}"


def _delivered(case: Row, k: int) -> dict[str, Any]:
    given = case["reports"][k]
    people = [_filled(zip(PERSON, p.split("/"), strict=False)) for p in given["persons"]]
    log = [_filled(zip(ENTRY, e.split("|"), strict=True)) for e in given.get("log", [])]
    return {
        "report_id": _number(case, k),
        "recorded_at": given["at"],
        "kind": given["kind"],
        "force": given["force"],
        "offence": given["offence"],
        "outcome": given["outcome"],
        "risk_grade": given["risk"],
        "narrative": given["text"],
        "persons": people,
        "log": log,
    }


def _filled(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    return {key: value for key, value in pairs if value}
