"""Working days counted without guessing: outside the years whose holidays are known there is no answer."""

from dataclasses import dataclass
from datetime import date, timedelta

SATURDAY = 5


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """Monday to Friday without the holidays of one country, from the first to the last day that is known."""

    holidays: frozenset[date]
    first: date
    last: date

    def is_one(self, day: date) -> bool:
        """Say whether a day is a working day."""
        return day.weekday() < SATURDAY and day not in self.holidays

    def after(self, day: date, number: int) -> date | None:
        """Give the working day that comes `number` working days after a day; None where the holidays are not known.

        The day itself never counts: one working day after a Friday, or after the Saturday that follows, is a Monday.
        """
        if not self.first <= day <= self.last:
            return None
        while number and day < self.last:
            day += timedelta(days=1)
            number -= self.is_one(day)
        return None if number else day
