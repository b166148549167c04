"""When things happened in the month, and when they were written down."""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta

FIRST = datetime(2026, 3, 1)
DAYS = 30


@dataclass(frozen=True)
class Times:
    """The moments of one report."""

    recorded: datetime
    begun: datetime
    ended: datetime


def moments(when: str, hours: list[int], weekdays: list[int] | None, rng: random.Random) -> Times:
    """Give moments for a manner of noticing: now, earlier, overnight, while-out, days or weeks."""
    days = [d for d in range(DAYS) if not weekdays or (FIRST + timedelta(days=d)).weekday() in weekdays]
    recorded = FIRST + timedelta(days=rng.choice(days), minutes=rng.randrange(hours[0] * 60, hours[1] * 60))
    begun, ended = _span(when, recorded, rng)
    return Times(recorded, begun, ended)


def _span(when: str, recorded: datetime, rng: random.Random) -> tuple[datetime, datetime]:
    midnight = recorded.replace(hour=0, minute=0)
    if when == "now":
        return recorded - timedelta(minutes=rng.randrange(1, 25)), recorded
    if when == "overnight":
        begun = midnight - timedelta(minutes=5 * rng.randrange(6, 66))
        return begun, recorded - timedelta(minutes=5 * rng.randrange(2, 12))
    if when == "while-out":
        ended = recorded - timedelta(minutes=5 * rng.randrange(1, 6))
        return ended - timedelta(minutes=15 * rng.randrange(6, 30)), ended
    if when == "earlier":
        ended = recorded - timedelta(minutes=5 * rng.randrange(4, 30))
        return ended - timedelta(minutes=5 * rng.randrange(1, 24)), ended
    if when == "days":
        return recorded - timedelta(hours=rng.randrange(30, 400)), recorded - timedelta(hours=rng.randrange(1, 20))
    return recorded - timedelta(days=rng.randrange(20, 80)), recorded - timedelta(hours=rng.randrange(1, 30))


def in_hours(at: datetime, rng: random.Random) -> datetime:
    """Give a moment in the hours of an office: the same, or the next morning."""
    if 8 <= at.hour < 20:
        return at
    day = at if at.hour < 8 else at + timedelta(days=1)
    return day.replace(hour=rng.randrange(8, 12), minute=rng.randrange(60))


def clock(at: datetime, manner: str) -> str:
    """Give a time of day as this typist writes it."""
    if manner in ("capitals", "shorthand"):
        return f"{at:%H%M}hrs"
    if manner == "slips":
        return f"{at.hour % 12 or 12}.{at:%M}{'am' if at.hour < 12 else 'pm'}"
    return f"{at:%H:%M}"
