"""By when a thing was to be done."""

from datetime import datetime

import pytest

from heeded.assess.clocks import due_at
from heeded.catalogue.duties import Clock, load_working_days
from heeded.catalogue.folder import catalogue_folder

CALENDAR = load_working_days(catalogue_folder())


@pytest.mark.parametrize(
    ("within", "unit", "started", "due"),
    [
        (24, "hours", "2026-03-02 10:30", "2026-03-03 10:30"),
        (15, "minutes", "2026-03-02 23:50", "2026-03-03 00:05"),
        (3, "days", "2026-03-02 10:30", "2026-03-05 23:59"),
        (2, "working days", "2026-03-05 23:00", "2026-03-09 23:59"),
        (6, "months", "2026-03-02 10:30", "2026-09-02 23:59"),
        (6, "months", "2025-08-31 10:30", "2026-02-28 23:59"),
        (6, "months", "2023-08-31 10:30", "2024-02-29 23:59"),
        (3, "months", "2025-11-15 00:00", "2026-02-15 23:59"),
    ],
)
def test_a_clock_runs_to_the_moment_or_to_the_end_of_its_last_day(
    within: int, unit: str, started: str, due: str
) -> None:
    clock = Clock(within, unit, binding=True)

    assert due_at(datetime.fromisoformat(started), clock, CALENDAR) == datetime.fromisoformat(due)


@pytest.mark.parametrize("started", [None, datetime(1999, 1, 4)])
def test_without_a_start_or_known_holidays_nothing_is_due(started: datetime | None) -> None:
    assert due_at(started, Clock(2, "working days", binding=True), CALENDAR) is None
