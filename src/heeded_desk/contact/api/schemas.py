"""What goes in and what comes out, in the words of a delivery; the description of the API is made of it."""

from typing import Annotated, Literal

from ninja import Schema
from pydantic import AfterValidator, ConfigDict, Field, create_model

from heeded.ingest.columns import LOG_COLUMNS, MOMENTS, PERSON_COLUMNS, REPORT_COLUMNS

SHORT, LONG = 300, 100_000
"""Characters of a column, and of a narrative or log entry."""
MOST_PERSONS, MOST_LOG = 30, 500


def plain(text: str) -> str:
    """Refuse what is no text: NUL, and halves of characters."""
    if "\0" in text or any("\ud800" <= c <= "\udfff" for c in text):
        raise ValueError("no text")
    return text


Short = Annotated[str, Field(max_length=SHORT), AfterValidator(plain)]
Long = Annotated[str, Field(max_length=LONG), AfterValidator(plain)]
Moment = Annotated[Short, Field(description="ISO 8601", json_schema_extra={"format": "date-time"})]
Number = Annotated[str, Field(min_length=1, max_length=120, pattern=r"\S"), AfterValidator(plain)]


class Strict(Schema):
    """What names a column that is not known is refused: a slip in a name would otherwise read as nothing on file."""

    model_config = ConfigDict(extra="forbid")


def _columns(names: tuple[str, ...], long: tuple[str, ...] = (), left_out: tuple[str, ...] = ()) -> dict[str, object]:
    kinds = dict.fromkeys((*MOMENTS, "at", "due_at", "done_at"), Moment) | dict.fromkeys(long, Long)
    return {name: (kinds.get(name, Short) | None, None) for name in names if name not in left_out}


Person = create_model(
    "Person",
    __base__=Strict,
    __doc__="Somebody named in a report. Half a surname, or five digits of a number, is enough to look up.",
    role=(Literal["victim", "suspect", "witness", "informant", "other"], ...),
    **_columns(PERSON_COLUMNS, left_out=("role",)),
)
LogEntry = create_model(
    "LogEntry", __base__=Strict, __doc__="One dated entry of the police.", **_columns(LOG_COLUMNS, long=("text",))
)
_LISTS = {
    "persons": (Annotated[list[Person], Field(max_length=MOST_PERSONS)], []),
    "log": (Annotated[list[LogEntry], Field(max_length=MOST_LOG)], []),
}
LookUp = create_model(
    "LookUp",
    __base__=Strict,
    __doc__="A report as it is being taken, everything optional. Nothing of it is kept.",
    **_columns(REPORT_COLUMNS, long=("narrative",)),
    **_LISTS,
)
Report = create_model(
    "Report",
    __base__=Strict,
    __doc__="A report to be kept, as in a delivery. The same report sent again changes nothing.",
    report_id=(Number, ...),
    recorded_at=(Annotated[Moment, Field(min_length=1)], ...),
    narrative=(Long, ...),
    **_columns(REPORT_COLUMNS, left_out=("report_id", "recorded_at", "narrative")),
    **_LISTS,
)
COLUMNS = {*REPORT_COLUMNS, *PERSON_COLUMNS, *LOG_COLUMNS, "persons", "log"}


class KnownOut(Schema):
    """Somebody on file. sure: the linker holds them to be the person named; else it is a question to be asked."""

    person_id: str
    role: str
    names: list[str]
    born: list[str]
    reports: list[str]
    sure: bool
    why: list[str]


class ReportOut(Schema):
    """A report on file."""

    report_id: str
    day: str
    recorded_as: str
    risk_grade: str


class QuoteOut(Schema):
    """Words on file, with the day of their report."""

    words: str
    day: str
    report_id: str


class FlagOut(Schema):
    """A red flag on file; listed, never summed."""

    code: str
    title: str
    quotes: list[QuoteOut]


class CourseOut(Schema):
    """A course on file. joined: the report would stand in it. sure: it is about people who are surely those named."""

    course_id: str
    standing: str
    joined: bool
    sure: bool
    reason: str
    with_this: str
    reports: list[ReportOut]
    red_flags: list[FlagOut]


class QuestionOut(Schema):
    """What has not been asked yet, in words for somebody who is frightened."""

    id: str
    ask: str
    why: str
    codes: list[str]
    authority: str
    confidence: str


class FadingOut(Schema):
    """What is gone soon, how long it is usually kept, and whom to ask; fits: it fits what was told."""

    id: str
    what: str
    kept: str
    ask: str
    fits: bool
    confidence: str


class ToldOut(Schema):
    """What is on file, what to ask, and what to secure. An empty list is not to say that nothing happened."""

    known: list[KnownOut]
    courses: list[CourseOut]
    questions: list[QuestionOut]
    secure: list[FadingOut]
    more: bool = False
    crowded: bool = False


class KeptOut(Schema):
    """A report that is safe on the disk; told: what is on file, or null where `note` says why not yet."""

    report_id: str
    new: bool
    note: str
    told: ToldOut | None


class Problem(Schema):
    """What went wrong, in plain words that hold nothing of the request."""

    type: str
    title: str
    status: int
    detail: str
