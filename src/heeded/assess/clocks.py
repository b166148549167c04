"""By when a thing was to be done: hours and days as they pass, working days by the calendar, months by the date."""

from calendar import monthrange
from datetime import date, datetime, timedelta

from heeded.catalogue.duties import Clock
from heeded.toolbox.working_days import WorkingDays


def due_at(started: datetime | None, clock: Clock | None, calendar: WorkingDays) -> datetime | None:
    """Give the last moment that is in time; None without a clock, without a start, or where holidays are not known.

    Hours and minutes run from the moment; days, working days and months end with their last day.
    """
    if clock is None or started is None:
        return None
    if clock.unit in ("minutes", "hours"):
        return started + timedelta(**{clock.unit: clock.within})
    if clock.unit == "working days":
        return _end_of(calendar.after(started.date(), clock.within))
    if clock.unit == "months":
        return _end_of(months_later(started.date(), clock.within))
    return _end_of(started.date() + timedelta(days=clock.within))


def _end_of(day: date | None) -> datetime | None:
    return datetime(day.year, day.month, day.day, 23, 59) if day else None


def months_later(day: date, months: int) -> date:
    """Give the same day of a later month, its last day where the month is too short."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
