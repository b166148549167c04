"""Whatever is typed into the addresses and forms of the worklist, the desk answers and never breaks."""

from collections.abc import Callable

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from test_desk_worklist import a_case, a_run

from heeded_desk.cases.filters import Filters
from heeded_desk.members.models import Force
from heeded_desk.members.roles import Role

NAMES = (*Filters.__dataclass_fields__, "after", "before", "page")
ODD = some.sampled_from(
    ["", "0", "1", "-1", "9" * 30, "1_0_1", "7_-99999999999999999_1", "3_99999999999999999_999999999999999999",
     "0001-01-01", "9999-12-31", "2026-02-30", "look", "only", "me", "yes", "\0", "'; --", "\ud7ff", "<script>", "٣"]
)  # fmt: skip
TEXT = ODD | some.text(max_size=40)
quick = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def lead(northmoor: Force, signed_in: Callable[..., Client]) -> Client:
    """A stalking lead, for whom a course is on the list."""
    a_case(a_run(northmoor), 0).save()
    return signed_in(Role.STALKING_LEAD)


@quick
@given(asked=some.dictionaries(some.sampled_from(NAMES), TEXT, max_size=5))
def test_any_address_of_the_list_is_answered(lead: Client, asked: dict[str, str]) -> None:
    assert lead.get("/worklist", asked).status_code == 200


@quick
@given(terms=TEXT, start=TEXT)
def test_anything_can_be_looked_up(lead: Client, terms: str, start: str) -> None:
    assert lead.post("/worklist/look-up", {"terms": terms, "from": start}).status_code == 200


@quick
@given(name=TEXT, filters=TEXT | some.dictionaries(some.sampled_from(NAMES), TEXT, max_size=3).map(str))
def test_any_view_is_kept_or_refused(lead: Client, name: str, filters: str) -> None:
    assert lead.post("/worklist/views", {"name": name, "filters": filters}).status_code in (302, 422)


@quick
@given(
    act=some.sampled_from(["take", "release", "assign", "snooze", "wake", "other"]),
    sent=some.dictionaries(some.sampled_from(["days", "reason", "to", "list"]), TEXT, max_size=4),
)
def test_any_act_is_done_or_refused(lead: Client, act: str, sent: dict[str, str]) -> None:
    assert lead.post(f"/courses/C-0000/work/{act}", sent).status_code in (302, 403, 404, 422)


@quick
@given(until=TEXT, view=some.integers(min_value=0, max_value=10**25))
def test_any_look_and_any_number_of_a_view_is_answered(lead: Client, until: str, view: int) -> None:
    assert lead.post("/worklist/seen", {"until": until}).status_code == 302
    assert lead.post(f"/worklist/views/{view}/remove").status_code == 404
