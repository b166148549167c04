"""Where in the worklist a course stands, by what a run says of it."""

import pytest

from heeded_desk.cases.models import Part
from heeded_desk.deliveries.told import part_of

PLAIN = {
    "recorded_as_stalking": False, "unrecognised": True, "answered": False, "red_flags": [], "decisions": [],
    "stalking": "indicated",
}  # fmt: skip


@pytest.mark.parametrize(
    ("said", "unmet", "part"),
    [
        ({"red_flags": [{}]}, [], Part.UNRECOGNISED_FLAGS),
        ({}, [], Part.UNRECOGNISED),
        ({"answered": True}, [], Part.ANSWERED),
        ({"stalking": "possible", "unrecognised": False, "red_flags": [{}]}, [{}], Part.POSSIBLE),
        ({"stalking": "not_indicated", "unrecognised": False}, [{}], Part.REST),
        ({"recorded_as_stalking": True, "unrecognised": False}, [{}], Part.DUTIES_UNMET),
        ({"recorded_as_stalking": True, "unrecognised": False}, [], Part.RECOGNISED),
        ({"recorded_as_stalking": True, "unrecognised": False, "stalking": "possible"}, [{}], Part.DUTIES_UNMET),
        ({"recorded_as_stalking": True, "unrecognised": False, "stalking": "not_indicated"}, [], Part.RECOGNISED),
    ],
)
def test_a_course_stands_where_what_is_said_of_it_puts_it(said: dict, unmet: list, part: Part) -> None:
    assert part_of({**PLAIN, **said}, unmet) is part
