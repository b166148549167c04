"""What is told at first contact: who is known, what is on file between them, and what the typed words state."""

from dataclasses import dataclass

from heeded.live.looking import Known


@dataclass(frozen=True, slots=True)
class Words:
    """Words of a report: which report, which text of it, and the words themselves."""

    report_id: str
    field: str
    quote: str


@dataclass(frozen=True, slots=True)
class Flag:
    """A red flag, since when it is on file (ISO 8601, where that is known), and the words that it rests on."""

    code: str
    first_on_file: str | None
    words: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Says:
    """What the words of a course bear, with the typed report in it, as a run would assess it.

    stalking: indicated, possible or not_indicated. unrecognised: indicated, and not recorded as stalking.
    """

    stalking: str
    recorded_as_stalking: bool
    unrecognised: bool
    red_flags: tuple[Flag, ...]


@dataclass(frozen=True, slots=True)
class Between:
    """A course on file. joined: the typed report would stand in it; else it concerns one of the known people.

    reports: those on file, the latest first.
    """

    course_id: str | None
    victim_id: str | None
    suspect_id: str | None
    reports: tuple[str, ...]
    joined: bool
    reason: str
    says: Says | None = None
    """Told of a course that the typed report would stand in, unless it is too large to be assessed at once."""


@dataclass(frozen=True, slots=True)
class Said:
    """What the typed words state: the quotation is the text's own characters from start to before end."""

    code: str
    family: str
    context: str
    quote: str
    start: int
    end: int
    field: str = "narrative"
    """Which text of the report: its narrative, or `log:N`."""


@dataclass(frozen=True, slots=True)
class Found:
    """The answer: who is known, what is on file, and what the typed words state."""

    known: tuple[Known, ...]
    between: tuple[Between, ...]
    said: tuple[Said, ...]
    more: bool = False
    """Whether there are more such people or courses on file than are told of."""
    crowded: bool = False
    """Whether somebody stands in so many reports that only likeness of names and details is told, and no join."""
