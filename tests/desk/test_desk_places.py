"""Every address is guarded, and a member sees the courses of their own force alone."""

from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from heeded_desk.audit.models import Entry
from heeded_desk.cases.models import Case
from heeded_desk.deliveries.models import Run
from heeded_desk.members.models import Force
from heeded_desk.members.roles import Role


def patterns(resolver: URLResolver) -> Iterator[URLPattern]:
    """Give every address of the desk."""
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from patterns(entry)
        else:
            yield entry


@pytest.mark.parametrize("pattern", list(patterns(get_resolver())), ids=lambda p: str(p.name))
def test_every_address_says_who_may_reach_it(pattern: URLPattern) -> None:
    assert hasattr(pattern.callback, "policy")


def test_a_look_at_an_account_is_on_record(signed_in: Callable[..., Client], published: Run) -> None:
    course = Case.objects.filter(force=published.force).earliest("part").course_id

    answer = signed_in(Role.STALKING_LEAD).get(f"/courses/{course}")

    assert answer.status_code == 200
    assert Entry.objects.filter(subject=course, kind="consultation", place="case").count() == 1


def test_another_force_gets_no_account(signed_in: Callable[..., Client], published: Run, elsewhere: Force) -> None:
    course = Case.objects.filter(force=published.force).earliest("part").course_id

    answer = signed_in(Role.STALKING_LEAD, force=elsewhere).get(f"/courses/{course}")

    assert answer.status_code == 404
