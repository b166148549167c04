"""Working days by the bank holidays of the catalogue."""

from datetime import date, timedelta

import pytest

from heeded.catalogue.duties import load_working_days
from heeded.catalogue.folder import catalogue_folder

CALENDAR = load_working_days(catalogue_folder())


@pytest.mark.parametrize(
    ("day", "number", "expected"),
    [
        ("2026-03-02", 1, "2026-03-03"),
        ("2026-03-06", 1, "2026-03-09"),
        ("2026-03-07", 1, "2026-03-09"),
        ("2026-04-02", 1, "2026-04-07"),  # Good Friday and Easter Monday between
        ("2026-12-24", 2, "2026-12-30"),  # Boxing Day falls on a Saturday and is kept on the Monday
        ("2022-09-16", 1, "2022-09-20"),  # the Queen's funeral
        ("2020-05-07", 1, "2020-05-11"),  # the May holiday moved to the Friday
        ("2026-03-20", 10, "2026-04-07"),
    ],
)
def test_days_are_counted_from_the_day_after(day: str, number: int, expected: str) -> None:
    assert CALENDAR.after(date.fromisoformat(day), number) == date.fromisoformat(expected)


@pytest.mark.parametrize("day", ["1999-01-04", "2032-12-31", "2040-01-03"])
def test_where_holidays_are_not_known_there_is_no_answer(day: str) -> None:
    assert CALENDAR.after(date.fromisoformat(day), 1) is None


def easter_sunday(year: int) -> date:
    """Give Easter Sunday by the Gregorian rule (the anonymous algorithm of 1876)."""
    golden, century, rest = year % 19, year // 100, year % 100
    leap, of_leap = divmod(century, 4)
    moon = (19 * golden + century - leap - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * of_leap + 2 * (rest // 4) - moon - rest % 4) % 7
    month, day = divmod(moon + weekday - 7 * ((golden + 11 * moon + 22 * weekday) // 451) + 114, 31)
    return date(year, month, day + 1)


@pytest.mark.parametrize("year", range(2011, 2033))
def test_the_moving_holidays_of_each_year_are_among_them(year: int) -> None:
    sunday = easter_sunday(year)
    august = max(date(year, 8, d) for d in range(25, 32) if date(year, 8, d).weekday() == 0)

    assert {sunday - timedelta(days=2), sunday + timedelta(days=1), august} <= CALENDAR.holidays


def test_no_holiday_is_listed_on_a_weekend_and_each_year_has_eight_or_more() -> None:
    counts = {year: sum(day.year == year for day in CALENDAR.holidays) for year in range(2011, 2033)}

    assert not [day for day in CALENDAR.holidays if day.weekday() >= 5]
    assert min(counts.values()) == 8
    assert {year for year, count in counts.items() if count > 8} == {2011, 2012, 2022, 2023}
