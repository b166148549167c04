"""Finding courses by a name or number, without either ever standing in an address."""

from django.db.models import Count, QuerySet

from heeded_desk.cases.keys import compact, words
from heeded_desk.cases.models import Case, SearchKey
from heeded_desk.cases.queries import visible_to
from heeded_desk.members.models import Member

MOST_WORDS = 6
MOST_FOUND = 2000


class TooMany(Exception):  # noqa: N818
    """So many courses hold what was typed that a list of them would help nobody."""


def look_up(member: Member, terms: str) -> QuerySet[Case]:
    """Give the courses of the member's force whose reports hold every word, or the whole as one number.

    Words are whole words; capital letters, accents and what stands between digits do not matter. Raises TooMany.
    """
    apart = list(dict.fromkeys(words(terms)))[:MOST_WORDS]
    found = _holding(member, [compact(terms)]) | _holding(member, apart)
    if len(found) > MOST_FOUND:
        raise TooMany
    return visible_to(member).filter(gone=False, pk__in=found).order_by("part", "-listed_at", "pk")


def _holding(member: Member, keys: list[str]) -> set[int]:
    """Give the cases that hold all of these keys; keys come first, since few rows bear one."""
    keys = [key for key in keys if key]
    held = SearchKey.objects.filter(key__in=keys, case__force=member.force_id).values_list("case", flat=True)
    held = held.annotate(many=Count("pk")).filter(many=len(keys)).order_by()
    return set(held[: MOST_FOUND + 1]) if keys else set()
