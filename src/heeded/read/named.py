"""What a text names that helps to tell who somebody is: numbers, vehicle marks, addresses on the net, other reports."""

import re
from collections.abc import Iterator

import phonenumbers

_EMAIL = re.compile(r"\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b")
_HANDLE = re.compile(r"(?<![\w.@])@([A-Za-z0-9_][\w.]{2,29})\b")
_VEHICLE = re.compile(
    r"\b(?:[A-Z]{2}\d{2}\s?[A-Z]{3}|[A-Z]\d{1,3}\s?[A-Z]{3}|[A-Z]{3}\s?\d{1,3}[A-Z])\b", re.IGNORECASE
)
_NOT_VEHICLE = re.compile(r"(?i)(?:am|pm|hrs?)\b|^(?:pc|dc|ps|ds|pcso|op)\d")
_REFERENCE = re.compile(
    r"\b(?:see(?:\s+also)?|ref(?:erence)?s?|logs?|inc(?:ident)?|crime|cad|urn|occ(?:urrence)?|linked?\s+(?:to|with)|previous|prev|report)"
    r"(?:\s+(?:report|log|crime|inc(?:ident)?|no|number|ref|to|of|under))*\.?\s*[:#]?\s*"
    r"(?P<ref>[A-Z]{0,4}[-/]?\d[\w/-]{2,}\d\b)",
    re.IGNORECASE,
)

Named = tuple[str, int, int, str]


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
        for found in _EMAIL.finditer(text):
            yield "email", found.start(), found.end(), found.group().lower()
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
