"""The quarters and years that figures are shown for, as addresses and words name them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

CODE = re.compile(r"(19|20)(\d\d)(?:-Q([1-4]))?", re.ASCII)
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
          "December")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Period:
    """A calendar quarter or year, or all that is on file (`first` is None then). `end` is the day after the last."""

    code: str
    words: str
    first: date | None = None
    end: date | None = None

    @property
    def is_quarter(self) -> bool:
        """Whether it is a quarter: the only period of which files are made."""
        return "-Q" in self.code

    def months(self) -> Iterator[date]:
        """Give the first day of each of its months; nothing for all that is on file."""
        month = self.first
        while month and self.end and month < self.end:
            yield month
            month = after(month)


ALL = Period("all", "All that is on file")


def after(month: date, months: int = 1) -> date:
    """Give the first day of a later month."""
    year, number = divmod(month.year * 12 + month.month - 1 + months, 12)
    return date(year, number + 1, 1)


def quarter_of(day: date) -> Period:
    """Give the quarter in which a day lies."""
    number = (day.month - 1) // 3 + 1
    first = date(day.year, 3 * number - 2, 1)
    words = f"{MONTHS[first.month - 1]} to {MONTHS[first.month + 1]} {day.year}"
    return Period(f"{day.year}-Q{number}", words, first, after(first, 3))


def year_of(day: date) -> Period:
    """Give the calendar year in which a day lies."""
    return Period(f"{day.year}", f"The year {day.year}", date(day.year, 1, 1), date(day.year + 1, 1, 1))


def period_from(code: str) -> Period | None:
    """Read a period from an address; None where it is not understood."""
    if code == ALL.code:
        return ALL
    read = CODE.fullmatch(code)
    if not read:
        return None
    year, quarter = int(read[1] + read[2]), read[3]
    return quarter_of(date(year, 3 * int(quarter), 1)) if quarter else year_of(date(year, 1, 1))


def quarters(first: date, last: date) -> list[Period]:
    """Give the quarters from one month to another, the latest first."""
    found = [quarter_of(last)]
    while found[-1].first and found[-1].first > first:
        found.append(quarter_of(after(found[-1].first, -3)))
    return found


def years(first: date, last: date) -> list[Period]:
    """Give the calendar years from one month to another, the latest first."""
    return [year_of(date(year, 1, 1)) for year in range(last.year, first.year - 1, -1)]


def month_words(month: date) -> str:
    """Write a month."""
    return f"{MONTHS[month.month - 1]} {month.year}"
