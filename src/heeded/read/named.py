"""What a text names that helps to tell who somebody is: numbers, vehicle marks, addresses on the net, other reports."""

import re
from collections.abc import Iterator

import phonenumbers

from heeded.read.statement import Clue

_OF_ADDRESS = re.compile(r"[\w.+-]")
_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)+\b")
_WORD_EDGE = re.compile(r"\b")
_HANDLE = re.compile(r"(?<![\w.@])@([A-Za-z0-9_][\w.]{2,29})\b")
_VEHICLE = re.compile(
    r"\b(?:[A-Z]{2}\d{2}\s?[A-Z]{3}|[A-Z]\d{1,3}\s?[A-Z]{3}|[A-Z]{3}\s?\d{1,3}[A-Z])\b", re.IGNORECASE
)
_NOT_VEHICLE = re.compile(r"(?i)(?:am|pm|hrs?)\b|^(?:pc|dc|ps|ds|pcso|op)\d")
_OTHER_REPORT = (
    r"(?:see(?:\s+also)?|ref(?:erence)?s?|logs?|inc(?:ident)?|crime|cad|urn|occ(?:urrence)?|linked?\s+(?:to|with)"
    r"|previous|prev|report)"
)
_BETWEEN = r"(?:\s+(?:report|log|crime|inc(?:ident)?|no|number|ref|to|of|under))"
_REFERENCE = re.compile(
    rf"\b{_OTHER_REPORT}{_BETWEEN}{{0,12}}+\.?\s*+(?:[:#]\s*+)?(?P<ref>[A-Z]{{0,4}}[-/]?\d[\w/-]{{2,}}\d\b)",
    re.IGNORECASE,
)

Named = tuple[str, int, int, str]


def clues_named(original: str) -> list[Clue]:
    """Give the numbers, marks and references that a text names."""
    return [Clue(kind, value, start, end, "affirmed") for kind, start, end, value in named_in(original)]


def named_in(text: str) -> Iterator[Named]:
    """Give (kind, start, end, value) of each number, mark or reference that a text names.

    Values are as in the mentions table: E.164 for phones, capitals without spaces for vehicles and references.
    """
    if any(c.isdigit() for c in text):
        yield from _phones(text)
        yield from _vehicles(text)
        for found in _REFERENCE.finditer(text):
            value = re.sub(r"[^A-Z0-9]", "", found["ref"].upper())
            yield "log_reference", found.start("ref"), found.end("ref"), value
    if "@" in text:
        yield from _emails(text)
        for found in _HANDLE.finditer(text):
            yield "handle", found.start(), found.end(), found[1].lower()


def _phones(text: str) -> Iterator[Named]:
    for found in phonenumbers.PhoneNumberMatcher(text, "GB", leniency=phonenumbers.Leniency.POSSIBLE):
        digits = re.sub(r"\D", "", found.raw_string)
        if len(digits) >= 10:
            value = phonenumbers.format_number(found.number, phonenumbers.PhoneNumberFormat.E164)
            yield "phone", found.start, found.end, value


def _vehicles(text: str) -> Iterator[Named]:
    for found in _VEHICLE.finditer(text):
        if not _NOT_VEHICLE.search(found.group()):
            yield "vehicle", found.start(), found.end(), re.sub(r"\s", "", found.group().upper())


def _emails(text: str) -> Iterator[Named]:
    """Look for addresses from each @ outwards, so that a long run of marks is not gone over from each of its signs."""
    done, at = 0, text.find("@")
    while at >= 0:
        start = _address_start(text, done, at)
        host = _HOST.match(text, at + 1) if start < at else None
        if host:
            done = host.end()
            yield "email", start, done, text[start:done].lower()
        at = text.find("@", max(at + 1, done))


def _address_start(text: str, done: int, at: int) -> int:
    """Give the first place before an @ where an address that goes up to it may begin; the @ itself where none does."""
    start = at
    while start > done and _OF_ADDRESS.match(text, start - 1):
        start -= 1
    while start < at and not _WORD_EDGE.match(text, start):
        start += 1
    return start
