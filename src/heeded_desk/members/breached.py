"""Passwords that are known from breaches, looked up in a file that comes with the desk; nothing is asked outside.

`tools/breached_passwords.py` makes the file and tells where its passwords come from.
"""

import hashlib
from bisect import bisect_left
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("breached.bin")
BYTES = 6
"""Of each hash: one password in six thousand million is refused for another's sake."""


@cache
def marks() -> bytes:
    """Give the whole file: the marks of all passwords, sorted, one behind the other."""
    return FILE.read_bytes()


def mark_of(password: str) -> bytes:
    """Give what stands for a password, whatever its capital letters."""
    return hashlib.sha256(password.casefold().encode()).digest()[:BYTES]


def is_breached(password: str) -> bool:
    """Say whether this password is on the list."""
    sought, places = mark_of(password), range(len(marks()) // BYTES)
    at = bisect_left(places, sought, key=_mark_at)
    return at in places and _mark_at(at) == sought


def _mark_at(place: int) -> bytes:
    return marks()[place * BYTES : (place + 1) * BYTES]
