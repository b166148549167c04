"""Times as people write them."""

from datetime import datetime

import pytest

from heeded.toolbox.dates import read_moment, read_range


@pytest.mark.parametrize(
    ("text", "formats", "moment"),
    [
        ("2025-05-01T10:00", (), datetime(2025, 5, 1, 10)),
        ("2025-05-01", (), datetime(2025, 5, 1)),
        ("2025-07-01T10:00:00Z", (), datetime(2025, 7, 1, 11)),
        ("2025-01-01T10:00:00+00:00", (), datetime(2025, 1, 1, 10)),
        ("03/04/2025 14:05", ("%d/%m/%Y %H:%M",), datetime(2025, 4, 3, 14, 5)),
        ("3/4/25  2:05PM", ("%m/%d/%y %I:%M %p",), datetime(2025, 3, 4, 14, 5)),
        ("31/02/2025", ("%d/%m/%Y",), None),
        ("0001-01-01T00:00:00Z", (), None),
        ("the day after", (), None),
        ("", (), None),
    ],
)
def test_a_time_is_understood_or_it_is_not(text: str, formats: tuple[str, ...], moment: datetime | None) -> None:
    assert read_moment(text, formats) == moment


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("6/29/10 to 7/1/10 3:00 PM to 1:50 PM", datetime(2010, 6, 29, 15), datetime(2010, 7, 1, 13, 50)),
        ("6/30/15 to 8/12/15 Various", datetime(2015, 6, 30), datetime(2015, 8, 12)),
        ("6/29/10 9:00 PM to 1:00 AM", datetime(2010, 6, 29, 21), datetime(2010, 6, 29, 1)),
        ("6/29/2010 - 6/30/2010", datetime(2010, 6, 29), datetime(2010, 6, 30)),
        ("Unknown", None, None),
    ],
)
def test_a_range_in_one_cell_has_two_ends(text: str, first: datetime | None, last: datetime | None) -> None:
    assert read_range(text, ("%m/%d/%y %I:%M %p",)) == (first, last)
