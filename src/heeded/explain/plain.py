"""Days, counts and lists as plain English; no clock, no locale."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def day(at: datetime) -> str:
    """Write a day: 20 September 2021."""
    return f"{at.day} {MONTHS[at.month - 1]} {at.year}"


def day_and_time(at: datetime) -> str:
    """Write a day, and the time where there is one: 20 September 2021, 16:05."""
    return day(at) if (at.hour, at.minute, at.second) == (0, 0, 0) else f"{day(at)}, {at:%H:%M}"


def period(first: datetime, last: datetime) -> str:
    """Write a period as shortly as it can be said: 20 September to 29 October 2021 (39 days)."""
    days = (last.date() - first.date()).days
    if not days:
        return day(first)
    start = day(first) if first.year != last.year else f"{first.day} {MONTHS[first.month - 1]}"
    return f"{start} to {day(last)} ({span(days)})"


def span(days: int) -> str:
    """Write a number of days, in years and months where that is easier to hold: 39 days, about 14 months."""
    if days < 120:
        return count(days, "day", figures=True)
    months = round(days / 30.44)
    return f"about {months} months" if months < 24 else f"about {round(days / 365.25)} years"


def count(number: int, noun: str, *, figures: bool = False) -> str:
    """Write a count with its noun: three reports, 12 reports."""
    said = NUMBERS[number] if number < len(NUMBERS) and not figures else f"{number:,}"
    return f"{said} {noun}" if number == 1 else f"{said} {noun}s"


def listed(items: Sequence[str], *, most: int = 0, rest: str = "") -> str:
    """Join items with commas and a last "and"; beyond `most` the rest is counted, as more or by the noun `rest`."""
    shown = list(items)
    if most and len(shown) > most:
        left = len(shown) - most
        shown = [*shown[:most], count(left, rest) if rest else f"{left} more"]
    return " and ".join([", ".join(shown[:-1]), shown[-1]] if len(shown) > 1 else shown)


def numbers(given: Iterable[int]) -> str:
    """Write report numbers, runs of three and more as a range: 1, 3 to 6."""
    ordered = sorted(set(given))
    runs: list[list[int]] = []
    for number in ordered:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    parts = [f"{r[0]} to {r[-1]}" if len(r) > 2 else ", ".join(map(str, r)) for r in runs]
    return ", ".join(parts)


def in_reports(given: Iterable[int]) -> str:
    """Say in which reports: report 1; reports 1, 2."""
    ordered = sorted(set(given))
    if not ordered:
        return "no report"
    return f"report{'s' * (len(ordered) != 1)} {numbers(ordered)}"


def upper_first(text: str) -> str:
    """Begin a sentence with a capital letter, leaving the rest as it is."""
    return text[:1].upper() + text[1:]


def lower_first(text: str) -> str:
    """Begin with a small letter what is to stand within a sentence; a word all in capitals stays."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


UNSHOWN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Characters by which a text could steer a terminal, break a file, or show itself in another order than it has."""


def showable(text: str) -> str:
    """Give a text with a mark in place of each character that cannot be shown as it is."""
    return UNSHOWN.sub("\ufffd", text)


def sentence(text: str) -> str:
    """Make a sentence of a phrase, leaving one that is whole as it is."""
    return upper_first(text) if text.endswith((".", "?", "!")) else f"{upper_first(text)}."
