"""How long duties took: median and quartiles, beside the share within the clock."""

from collections.abc import Iterator
from dataclasses import dataclass

from heeded.catalogue.duties import Clock
from heeded_desk.figures.counting import known_duties
from heeded_desk.figures.definitions import definitions, rules
from heeded_desk.figures.intervals import Interval, of_median, quantile
from heeded_desk.figures.models import Elapsed
from heeded_desk.figures.periods import Period
from heeded_desk.figures.tables import Line, Share, Table, in_period, share_of

HOUR, DAY = 60, 24 * 60
TOO_FEW = "Fewer than {times} times are known"


@dataclass(frozen=True, slots=True)
class Quartiles:
    """Minutes: the middle, a quarter below, a quarter above; from how many times; where the median of all may lie."""

    many: int
    median: float
    low: float
    high: float
    interval: Interval | None


@dataclass(frozen=True, slots=True)
class Timed:
    """One duty that has a clock; `quartiles` is empty where `why_not` says why."""

    line: Line
    clock: str
    binding: bool
    within: Share | None
    quartiles: Quartiles | None
    why_not: str


def times_of(force_id: int, table: Table, period: Period, *, exact: bool) -> list[Timed]:
    """Give the times of the duties of a table, each duty for itself.

    table: of duties by row, for the same member; what it withholds is withheld here too.
    """
    clocks = {duty.id: duty.clock for duty in known_duties() if duty.clock}
    lists = _lists(force_id, period)
    return [_timed(table, line, clocks[line.code], lists.get(line.code, []), exact) for line in _clocked(table, clocks)]


def _clocked(table: Table, clocks: dict[str, Clock]) -> Iterator[Line]:
    return (line for line in table.rows if line.code in clocks and line.total)


def _timed(table: Table, line: Line, clock: Clock, minutes: list[int], exact: bool) -> Timed:
    figure = definitions()["duties-in-time"]
    told = f"{clock.within} {clock.unit if clock.within != 1 else clock.unit.removesuffix('s')}"
    quartiles, why_not = None, ""
    if not exact and (None in line.counts or len(minutes) < rules().times):
        why_not = "Withheld" if None in line.counts else TOO_FEW.format(times=rules().times)
    elif not minutes:
        why_not = "No time is known"
    else:
        places = (quantile(minutes, share) for share in (0.5, 0.25, 0.75))
        quartiles = Quartiles(len(minutes), *places, of_median(minutes, rules().level))
    return Timed(line, told, clock.binding, share_of(table, line, figure), quartiles, why_not)


def _lists(force_id: int, period: Period) -> dict[str, list[int]]:
    """Give the times of each duty in order."""
    rows = in_period(Elapsed.objects.filter(force=force_id), period).order_by("check_id", "minutes")
    found: dict[str, list[int]] = {}
    for check_id, minutes, count in rows.values_list("check_id", "minutes", "count"):
        found.setdefault(check_id, []).extend([minutes] * count)
    return found


def spell(minutes: float) -> str:
    """Write a time as people say it: minutes below two hours, hours below two days, then days."""
    for unit, size in (("minute", 1), ("hour", HOUR), ("day", DAY)):
        if unit == "day" or minutes < 2 * (HOUR if size == 1 else DAY):
            number = round(minutes / size) if unit == "minute" or minutes / size >= 10 else round(minutes / size, 1)
            return f"{number:,g} {unit}{'' if number == 1 else 's'}"
    raise AssertionError("every time is so many days at least")
