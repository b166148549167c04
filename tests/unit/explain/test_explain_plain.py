from datetime import datetime

import pytest

from heeded.explain import plain
from heeded.explain.timeline import ROOM, timeline


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        ("2026-01-05", "2026-01-05", "5 January 2026"),
        ("2026-01-05T09:00", "2026-01-06T08:00", "5 January to 6 January 2026 (1 day)"),
        ("2025-12-31", "2026-01-05", "31 December 2025 to 5 January 2026 (5 days)"),
        ("2024-01-01", "2025-01-01", "1 January 2024 to 1 January 2025 (about 12 months)"),
        ("2020-01-01", "2025-01-01", "1 January 2020 to 1 January 2025 (about 5 years)"),
    ],
)
def test_a_period_is_said_as_shortly_as_it_can_be(first: str, last: str, said: str) -> None:
    assert plain.period(datetime.fromisoformat(first), datetime.fromisoformat(last)) == said


@pytest.mark.parametrize(
    ("given", "said"),
    [([1], "1"), ([2, 1], "1, 2"), ([1, 2, 3], "1 to 3"), ([1, 3, 4, 5, 9, 9], "1, 3 to 5, 9")],
)
def test_report_numbers_in_a_row_are_said_as_a_range(given: list[int], said: str) -> None:
    assert plain.numbers(given) == said


@pytest.mark.parametrize(
    ("items", "most", "rest", "said"),
    [
        ([], 0, "", ""),
        (["a"], 0, "", "a"),
        (["a", "b", "c"], 0, "", "a, b and c"),
        (["a", "b", "c"], 2, "", "a, b and 1 more"),
        (["a", "b", "c"], 2, "other heading", "a, b and one other heading"),
    ],
)
def test_what_is_left_out_of_a_list_is_counted(items: list[str], most: int, rest: str, said: str) -> None:
    assert plain.listed(items, most=most, rest=rest) == said


def reports(*days: str | None) -> list[dict[str, object]]:
    return [{"number": n, "recorded_at": d} for n, d in enumerate(days, start=1)]


def test_the_drawing_is_to_scale() -> None:
    drawn = timeline(reports("2026-01-01", "2026-01-11", "2026-01-31", "2026-02-10"))

    assert drawn is not None
    assert [m.at for m in drawn.markers] == [0, 200, 600, 800]
    assert [(t.at, t.words) for t in drawn.ticks] == [(620, "Feb 2026")]
    assert [g.words for g in drawn.gaps] == ["10 days", "20 days", "10 days"]


def test_reports_too_near_stand_above_each_other_and_never_overlap() -> None:
    drawn = timeline(reports(*["2026-01-01T10:00"] * 9, "2026-06-01", None))

    assert drawn is not None
    places = [(m.lane, m.at) for m in drawn.markers]
    assert all(abs(a - b) >= ROOM for i, (x, a) in enumerate(places) for y, b in places[i + 1 :] if x == y)
    assert len(drawn.markers) + drawn.left_out == 11


@pytest.mark.parametrize("days", [(), (None,), ("2026-01-01",), ("2026-01-01", "2026-01-01")])
def test_one_day_is_not_drawn(days: tuple[str | None, ...]) -> None:
    assert timeline(reports(*days)) is None
