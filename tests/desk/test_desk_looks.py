"""What changed since a member last looked, and the views that a member keeps."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from test_desk_worklist import a_case, a_run

from heeded_desk.audit.models import Entry
from heeded_desk.cases.actions import looks
from heeded_desk.cases.models import Case, LastLook, Part, SavedView
from heeded_desk.members.models import Force, Member
from heeded_desk.members.roles import Role

Signed = Callable[..., Client]
Members = Callable[..., Member]
HOUR = timedelta(hours=1)


@pytest.fixture
def two(northmoor: Force) -> tuple[Case, Case]:
    """A course that changed two hours ago, and one that changed just now."""
    run, now = a_run(northmoor), datetime.now(UTC)
    old = a_case(run, 1, changed_at=now - 2 * HOUR, change="New")
    new = a_case(run, 2, changed_at=now, change="2 new reports; was “possible”")
    return tuple(Case.objects.bulk_create([old, new]))


def test_only_what_changed_after_the_last_look_is_shown_as_changed(
    two: tuple[Case, Case], signed_in: Signed, member: Members
) -> None:
    old, new = two
    LastLook.objects.create(member=member(Role.OFFICER), at=datetime.now(UTC) - HOUR)
    client = signed_in(Role.OFFICER)
    changed = client.get("/worklist?changed=look").content.decode()
    whole = client.get("/worklist").content.decode()

    assert new.course_id in changed and old.course_id not in changed
    assert new.change in whole and old.course_id in whole and whole.count("Changed:</strong>") == 1
    assert "<strong>1</strong> course has changed" in whole


def test_before_the_first_look_nothing_is_called_changed(two: tuple[Case, Case], signed_in: Signed) -> None:
    text = signed_in(Role.OFFICER).get("/worklist").content.decode()

    assert "Start from here" in text and "Changed:</strong>" not in text


def test_a_look_is_marked_by_the_member_alone_and_up_to_the_page_that_was_seen(
    two: tuple[Case, Case], signed_in: Signed, member: Members
) -> None:
    client, seen = signed_in(Role.OFFICER), datetime.now(UTC)
    client.get("/worklist?changed=look")
    assert not LastLook.objects.exists()
    client.post("/worklist/seen", {"until": seen.isoformat()})
    Case.objects.filter(pk=two[0].pk).update(changed_at=datetime.now(UTC), change="1 new report")
    text = client.get("/worklist?changed=look").content.decode()

    assert LastLook.objects.get(member=member(Role.OFFICER)).at == seen
    assert two[0].course_id in text and two[1].course_id not in text
    assert Entry.objects.filter(place="worklist-seen", by=member(Role.OFFICER)).count() == 1


@pytest.mark.parametrize("until", ["", "x", "2999-01-01T00:00:00+00:00", "2001-01-01", "0001-01-01T00:00:00+14:00"])
def test_what_is_still_to_come_cannot_be_marked_as_seen(northmoor: Force, signed_in: Signed, until: str) -> None:
    signed_in(Role.OFFICER).post("/worklist/seen", {"until": until})

    assert not LastLook.objects.exists()


def test_a_look_never_moves_back(member: Members) -> None:
    officer, now = member(Role.OFFICER), datetime.now(UTC)
    looks.mark_seen(until=now, by=officer)
    looks.mark_seen(until=now - HOUR, by=officer)

    assert LastLook.objects.get(member=officer).at == now


def test_what_left_the_list_is_told(two: tuple[Case, Case], signed_in: Signed, member: Members) -> None:
    old, new = two
    LastLook.objects.create(member=member(Role.OFFICER), at=datetime.now(UTC) - HOUR)
    Case.objects.filter(pk=new.pk).update(part=Part.REST)
    Case.objects.filter(pk=old.pk).update(gone=True, changed_at=datetime.now(UTC), change="Joined to C-9")
    text = signed_in(Role.OFFICER).get("/worklist?changed=look").content.decode()

    assert "No longer on the list" in text and "Joined to C-9" in text and new.change in text


def test_a_view_is_kept_found_replaced_and_removed(two: tuple[Case, Case], signed_in: Signed, member: Members) -> None:
    client = signed_in(Role.OFFICER)
    client.post("/worklist/views", {"name": "Mine", "filters": "assigned=me&flag=abc&page=7"})
    client.post("/worklist/views", {"name": "Mine", "filters": "assigned=nobody&overdue=yes"})
    view = SavedView.objects.get(member=member(Role.OFFICER))

    assert (view.name, view.filters) == ("Mine", "overdue=yes&assigned=nobody")
    assert 'href="?overdue=yes&amp;assigned=nobody">Mine</a>' in client.get("/worklist").content.decode()
    client.post(f"/worklist/views/{view.pk}/remove")
    assert not SavedView.objects.exists()
    assert Entry.objects.filter(place="saved-view").count() == 3


def test_a_view_is_its_members_alone(signed_in: Signed, member: Members) -> None:
    view = looks.save_view(name="Mine", filters="assigned=me", by=member(Role.OFFICER))
    other = signed_in(Role.STALKING_LEAD)

    assert other.post(f"/worklist/views/{view.pk}/remove").status_code == 404
    assert "Mine</a>" not in other.get("/worklist").content.decode()
    assert SavedView.objects.filter(pk=view.pk).exists()


def test_views_have_a_name_and_an_end(signed_in: Signed, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("heeded_desk.cases.actions.looks.MOST_VIEWS", 1)
    client = signed_in(Role.OFFICER)

    assert client.post("/worklist/views", {"name": " ", "filters": "part=1"}).status_code == 422
    assert client.post("/worklist/views", {"name": "One", "filters": "part=1"}).status_code == 302
    answer = client.post("/worklist/views", {"name": "Two", "filters": "part=2"})
    assert answer.status_code == 422 and "Remove one first" in answer.content.decode()
