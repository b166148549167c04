"""What the pages about records lead to, each with a sentence, for those who may go there."""

from collections.abc import Callable
from typing import NamedTuple

from django.utils import timezone

from heeded_desk.answer import Answer
from heeded_desk.members.models import Member
from heeded_desk.members.policies import may_decide
from heeded_desk.records.models import Correction, Erasure
from heeded_desk.records.policies import may_export, may_keep_records, may_see_corrections, may_see_records
from heeded_desk.records.queries import corrections_of, reviews_due


class Lead(NamedTuple):
    """One way on: the name of its place, its words, and how many wait there."""

    place: str
    title: str
    words: str
    policy: Callable[[Member], Answer]
    waiting: Callable[[Member], int] = lambda member: 0


class Entry(NamedTuple):
    """A way on as a page shows it."""

    place: str
    title: str
    words: str
    waiting: int


def _erasures(member: Member) -> int:
    return Erasure.objects.filter(force=member.force_id, state=Erasure.State.ASKED).count()


def _corrections(member: Member) -> int:
    return corrections_of(member).filter(state=Correction.State.ASKED).count()


def _reviews(member: Member) -> int:
    return reviews_due(member, timezone.localdate()).count()


OF_FORCE = [
    Lead(
        "reviews", "Retention reviews", "Courses of which somebody must say whether they are still needed.",
        may_keep_records, _reviews,
    ),
    Lead(
        "erasures", "Erasures", "What was asked to be erased, who confirmed it, and what is gone.",
        may_see_records, _erasures,
    ),
    Lead(
        "export", "Export everything", "All that the desk holds of the force, as one archive of tables and files.",
        may_export,
    ),
    Lead(
        "corrections", "Corrections", "What was said to be wrong, and what became of it.", may_see_corrections,
        _corrections,
    ),
    Lead(
        "subjects", "What is held about somebody who asks", "A subject’s file for an access request, others masked.",
        may_keep_records,
    ),
]  # fmt: skip
OF_COURSE = [
    Lead(
        "case-correct", "Ask for a correction", "A recorded fact of one report is wrong: a day, a heading, a place.",
        may_decide,
    ),
    Lead(
        "case-schedule", "Schedule for a court", "What this tool did to the course: runs, rules, decisions, looks.",
        may_keep_records,
    ),
    Lead(
        "case-review", "Review", "Whether the course is still needed, when that is to be asked, and why.",
        may_keep_records,
    ),
    Lead(
        "case-erase", "Ask for erasure", "The course, or one report of it. A second person must confirm it.",
        may_keep_records,
    ),
]  # fmt: skip


def entries_for(member: Member) -> list[Entry]:
    """Give the ways on from the first page, for this member."""
    return _entries(OF_FORCE, member)


def entries_of_course(member: Member) -> list[Entry]:
    """Give the ways on from the page of a course, for this member."""
    return _entries(OF_COURSE, member)


def _entries(leads: list[Lead], member: Member) -> list[Entry]:
    return [Entry(lead.place, lead.title, lead.words, lead.waiting(member)) for lead in leads if lead.policy(member)]
