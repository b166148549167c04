"""Shorthand: words of one force or of all to what they stand for, ours with a force's own laid over them."""

import hashlib
import json
import re
from collections.abc import Mapping

from heeded.catalogue.folding import TURNING, is_number
from heeded.toolbox.errors import MappingError

Own = Mapping[str, str | bool]
"""A force's own words to their full forms, or to false where one of ours is to stand for itself."""

_ONE_WORD = re.compile(
    r"[^\W_]/[^\W_](?:/[^\W_])?"  # h/a
    r"|[^\W\d_]+\d+[^\W_]*"  # mg11
    r"|[^\W\d_]{2,}(?:'[^\W\d_]+)*"  # voi, rec'd
)
_PLAIN = re.compile(r"[^\W_]+(?:'[^\W\d_]+)*")


def with_own(ours: Mapping[str, str], own: Own, persons: frozenset[str]) -> dict[str, str]:
    """Give our shorthand with a force's own laid over it, all in small letters.

    persons: words that tell who somebody is. Raises MappingError with a sentence where something makes no sense.
    """
    theirs = _checked(own, ours, persons | TURNING)
    return {**{word: full for word, full in ours.items() if theirs.get(word) is not False}, **_texts(theirs)}


def own_hash(own: Own) -> str | None:
    """Name a force's own shorthand by a SHA-256 over it, whatever its order; None where there is none."""
    if not own:
        return None
    return hashlib.sha256(json.dumps(sorted((w.lower(), f) for w, f in own.items())).encode()).hexdigest()


def _texts(theirs: Own) -> dict[str, str]:
    return {word: full for word, full in theirs.items() if isinstance(full, str)}


def _checked(own: Own, ours: Mapping[str, str], never: frozenset[str]) -> Own:
    """Give a force's own shorthand in small letters; raises MappingError with the first that makes no sense."""
    theirs: dict[str, str | bool] = {}
    for written, full in own.items():
        word = written.lower().replace("’", "'")
        if word in theirs:
            raise MappingError(f"[shorthand] names {written!r} twice, in capitals and in small letters.")
        theirs[word] = " ".join(full.lower().split()) if isinstance(full, str) else full
    left = {word for word in (*ours, *theirs) if theirs.get(word) is not False}
    for word, full in theirs.items():
        if fault := _fault(word, full, ours, left, never):
            raise MappingError(f"[shorthand] cannot take {word!r}: {fault}")
    return theirs


def _fault(word: str, full: str | bool, ours: Mapping[str, str], left: set[str], never: frozenset[str]) -> str | None:
    """Say in a sentence why a word cannot stand for this; None where it can."""
    if full is True:
        return "say what it stands for, or false to switch one of ours off."
    if full is False:
        return None if word in ours else "it is none of our shorthand, so there is nothing to switch off."
    if not _ONE_WORD.fullmatch(word) or is_number(word):
        return "shorthand is one word of two letters or more, without spaces or stops, and no number."
    if word in never:
        return "it tells who somebody is, or whether something happened, and must stand for itself."
    if not all(_PLAIN.fullmatch(part) for part in full.split()) or not full:
        return "its full form must be plain words."
    if full == word:
        return "it stands for itself already."
    again = next((part for part in full.split() if part in left), None)
    return f"its full form holds {again!r}, which is shorthand itself. Write that out." if again else None
