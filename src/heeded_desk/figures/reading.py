"""Tables as people read them, on a page or on paper: a share stands in one cell with the numbers it is made of."""

from collections.abc import Iterable, Sequence

from heeded_desk.figures.definitions import Definition, counted, definitions, rules
from heeded_desk.figures.drawing import share_words
from heeded_desk.figures.sheets import WITHHELD, Sheet, Value, first_head, number_of, title_of
from heeded_desk.figures.tables import Line, Table, share_of
from heeded_desk.figures.times import Timed, spell

DRAWN = {
    "courses": ("found", "recorded"),
    "duties": ("duties-met",),
    "outcomes": ("second-look",),
    "codes": ("spoken-against",),
}
"""The shares that are drawn and read for each cube, beside its counts."""


def drawn(cube: str) -> list[Definition]:
    """Give the figures that are drawn for a cube."""
    return [definitions()[name] for name in DRAWN[cube]]


def readable(table: Table) -> Sheet:
    """Give a table of counts with its shares in words; the whole force stands last."""
    figures = drawn(table.cube)
    head = (first_head(table), *counted()[table.cube].answers.values(), "Total", *(f.title for f in figures))
    rows = tuple(_row(table, line, figures) for line in [*table.rows, table.whole])
    return Sheet(f"{table.cube}-{table.by}", title_of(table), head, rows, note=table.why_not)


def _row(table: Table, line: Line, figures: Sequence[Definition]) -> tuple[Value, ...]:
    counts = (number_of(line, count) for count in (*line.counts, line.total))
    return (line.label, *counts, *(share_words(share_of(table, line, f), line) for f in figures))


def readable_summary(tables: Iterable[Table]) -> Sheet:
    """Give the shares of the whole force in words, with what stands apart."""
    rows = tuple(
        (f.title, f.numerator, f.of, share_words(share_of(t, t.whole, f), t.whole), _apart(t, f))
        for t in tables
        for f in whole_shares(t.cube)
    )
    return Sheet("force", "The force as a whole", ("Figure", "Counted", "Of", "Share", "Shown apart"), rows)


def whole_shares(cube: str) -> list[Definition]:
    """Give the figures of a cube that are told of the force as a whole, those that are drawn first."""
    first = drawn(cube)
    return [*first, *(f for f in definitions().values() if f.cube == cube and f.whole and not f.by and f not in first)]


def _apart(table: Table, figure: Definition) -> str:
    if not figure.beside:
        return "nothing"
    count = table.count(table.whole, figure.beside)
    return f"{figure.apart}: {WITHHELD if count is None else f'{count:,}'}"


def readable_times(timed: Iterable[Timed], words: str) -> Sheet:
    """Give the times of duties in words. words: the period."""
    level = round(100 * rules().level)
    head = (
        *("Duty", "Its clock", "Done in time", "Cannot tell, or day not known", "Median and middle half"),
        *("Times known", f"Where the median may lie, {level} in a hundred"),
    )
    return Sheet("times", f"Time to each duty: {words}", head, tuple(_time_row(t) for t in timed))


def _time_row(timed: Timed) -> tuple[Value, ...]:
    q, share = timed.quartiles, timed.within
    beside: Value = WITHHELD if share is None or share.beside is None else share.beside
    clock = f"{timed.clock}, {'binding' if timed.binding else 'usual'}"
    if q is None:
        told: tuple[Value, ...] = (timed.why_not, "", "")
    else:
        lies = f"{spell(q.interval.low)} to {spell(q.interval.high)}" if q.interval else "too few to say"
        told = (f"{spell(q.median)} ({spell(q.low)} to {spell(q.high)})", q.many, lies)
    return (timed.line.label, clock, share_words(share, timed.line), beside, *told)
