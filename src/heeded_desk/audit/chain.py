"""The chain without a database: what an entry says, its hash, and its one way of being written down.

It needs nothing but Python, so that anybody can hold an export against it.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Protocol

FIRST = "0" * 64
"""What the first entry names as the hash of the one before."""
PLAIN = (str, int, bool, type(None))


class Saying(Protocol):
    """Whatever holds an entry: a row of the database, or a line of an export."""

    number: int
    at: datetime
    kind: str
    by_id: int | None
    force_id: int | None
    place: str
    subject: str
    details: Any
    previous: str
    hash: str


@dataclass(frozen=True, slots=True)
class Said:
    """An entry as it was read back, from a database or from a file."""

    number: int
    at: datetime
    kind: str
    by_id: int | None
    force_id: int | None
    place: str
    subject: str
    details: Any
    previous: str
    hash: str


def hash_of(entry: Saying) -> str:
    """Give the SHA-256 of an entry in one fixed way of writing it, the same after either database gave it back.

    Databases differ in the zone they give a time in and in the order of JSON keys; so the time is written in UTC with
    all its microseconds, and keys are sorted.
    """
    said = [
        entry.number,
        moment(entry.at),
        entry.kind,
        entry.by_id,
        entry.force_id,
        entry.place,
        entry.subject,
        entry.details,
        entry.previous,
    ]
    return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=True).encode("ascii")).hexdigest()


def moment(at: datetime) -> str:
    """Give a time as the chain writes it; raises ValueError for one without a zone."""
    if at.tzinfo is None:
        raise ValueError("A time of the chain needs its zone.")
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def is_plain(details: object) -> bool:
    """Say whether details come back from either database as they went in.

    Fractions do not (PostgreSQL gives 1e20 back as a whole number), nor do keys that are no text, nor the sign NUL.
    """
    if isinstance(details, Mapping):
        return all(isinstance(k, str) and is_plain(k) and is_plain(v) for k, v in details.items())
    if isinstance(details, list):
        return all(is_plain(v) for v in details)
    return isinstance(details, PLAIN) and "\0" not in str(details)


def as_row(entry: Saying) -> dict[str, object]:
    """Give an entry as an export writes it."""
    return {
        "number": entry.number,
        "at": moment(entry.at),
        "kind": str(entry.kind),
        "by": entry.by_id,
        "force": entry.force_id,
        "place": entry.place,
        "subject": entry.subject,
        "details": entry.details,
        "previous": entry.previous,
        "hash": entry.hash,
    }


def from_row(row: Mapping[str, Any]) -> Said:
    """Give the entry that a line of an export holds; raises KeyError, TypeError or ValueError where it holds none."""
    at = datetime.fromisoformat(row["at"])
    if isinstance(row["number"], bool) or not isinstance(row["number"], int):
        raise TypeError("A number of the chain is whole.")
    names = ("kind", "by", "force", "place", "subject", "details", "previous", "hash")
    return Said(row["number"], at, *(row[name] for name in names))
