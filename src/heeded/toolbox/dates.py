"""Dates and times as people write them, read without guessing: a value is understood or it is not."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
FORMATS = (
    "%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%d",
    "%d/%m/%Y %H:%M:%S", "%d/%m/%Y %H:%M", "%d/%m/%Y", "%d/%m/%y %H:%M", "%d/%m/%y",
    "%m/%d/%Y %I:%M %p", "%m/%d/%Y %H:%M", "%m/%d/%Y", "%m/%d/%y %I:%M %p", "%m/%d/%y %H:%M", "%m/%d/%y",
    "%d-%m-%Y %H:%M", "%d-%m-%Y", "%d.%m.%Y %H:%M", "%d.%m.%Y", "%d %b %Y %H:%M", "%d %b %Y", "%d %B %Y %H:%M",
    "%d %B %Y", "%d-%b-%Y %H:%M", "%d-%b-%Y", "%d-%b-%y", "%Y%m%d",
)  # fmt: skip
"""Formats that a mapping may name and a proposal may try; all but ISO are ambiguous without one."""

_DATE = re.compile(r"\d{1,2}/\d{1,2}/\d{2,4}|\d{4}-\d{2}-\d{2}")
_TIME = re.compile(r"\d{1,2}:\d{2}(?::\d{2})?(?:\s*[AaPp]\.?[Mm]\.?)?")


_HALF_DAY = re.compile(r"(?<=\d)\s*([AaPp])\.?[Mm]\.?(?![A-Za-z])")


def tidy(text: str) -> str:
    """Give a time with single spaces and AM or PM written apart, as formats expect it."""
    return _HALF_DAY.sub(lambda found: f" {found[1].upper()}M", " ".join(text.split()))


def read_moment(text: str, formats: tuple[str, ...] = ()) -> datetime | None:
    """Give the local time in London that a text names, without a zone; None where it names none.

    formats: strptime formats to try before ISO 8601.
    """
    text = tidy(text)
    for form in formats:
        try:
            return datetime.strptime(text, form)
        except ValueError:
            continue
    try:
        moment = datetime.fromisoformat(text)
        return moment.astimezone(LONDON).replace(tzinfo=None) if moment.tzinfo else moment
    except (ValueError, OverflowError):  # the empty date of some systems lies before the first that there is
        return None


def read_range(text: str, formats: tuple[str, ...] = ()) -> tuple[datetime | None, datetime | None]:
    """Give the two ends of a range in one cell: "6/29/10 to 7/1/10 3:00 PM to 1:50 PM"; None for an end not told."""
    days, times = _DATE.findall(text), _TIME.findall(text)
    formats = (*formats, *(_other_year(f) for f in formats))
    if not days:
        return None, None
    ends = []
    for place in (0, -1):
        time = times[place] if times else ""
        moment = read_moment(f"{days[place]} {time}".strip(), formats)
        ends.append(moment or read_moment(days[place], _day_only(formats)))
    return ends[0], ends[1]


def _other_year(form: str) -> str:
    """Give a format with the year in the other length: one file writes both."""
    return form.replace("%Y", "%y") if "%Y" in form else form.replace("%y", "%Y")


def _day_only(formats: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(re.split(r"[T ]", f)[0] for f in formats))
