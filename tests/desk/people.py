"""Looking for the sample's people in what the audit holds: names, numbers, words of what was reported."""

import json
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from heeded.catalogue.folder import samples_folder
from heeded_desk.audit.models import Entry

REPORTS = 60
"""Of the sample's first, from which the tests' run is made."""
TOGETHER = 4
"""Words in a row of a narrative that cannot stand in an entry by chance."""
NAMES = ("forename", "surname")
DETAILS = ("phone", "email", "handle", "address", "vehicle", "dob")


@cache
def _known(path: Path) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Give names, other details, and runs of words of the first reports of the sample."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()[:REPORTS]]
    people = [person for row in rows for person in row.get("persons", [])]
    names = {form for p in people for n in NAMES if len(p.get(n) or "") > 2 for form in (p[n], p[n].upper())}
    details = {p[n] for p in people for n in DETAILS if p.get(n)}
    texts = [row.get("narrative") or "" for row in rows] + [e["text"] for row in rows for e in row.get("log", [])]
    return frozenset(names), frozenset(details), frozenset(run for text in texts for run in _runs(text))


def _runs(text: str) -> Iterable[str]:
    words = re.findall(r"\w+", text.lower())
    return (" ".join(words[n : n + TOGETHER]) for n in range(len(words) - TOGETHER + 1))


def traces_in_text(text: str) -> list[str]:
    """Give the kinds of traces of a person of the sample in a text."""
    names, details, runs = _known(samples_folder() / "northmoor" / "cases.jsonl")
    told = {
        "name": not names.isdisjoint(re.findall(r"[^\W\d_][\w'’-]*", text)),
        "detail": any(detail in text for detail in details),
        "narrative": not runs.isdisjoint(_runs(text)),
    }
    return [kind for kind, there in told.items() if there]


def traces_in(entries: Iterable[Entry]) -> list[tuple[int, str, str]]:
    """Give number, place and kind of trace for each entry in which something of a person of the sample stands."""
    found = []
    for entry in entries:
        said = " ".join((entry.place, entry.subject, json.dumps(entry.details, ensure_ascii=False)))
        found += [(entry.number, entry.place, kind) for kind in traces_in_text(said)]
    return found
