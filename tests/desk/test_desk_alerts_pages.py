"""The page of alerts: who sees which, who says that they are seen, and what goes on record."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from django.db import transaction
from django.test import Client
from people import traces_in

from heeded_desk.alerts.models import Alert
from heeded_desk.alerts.queries import open_alerts
from heeded_desk.audit.models import Entry
from heeded_desk.cases.models import Case, Part
from heeded_desk.deliveries.models import Run
from heeded_desk.deliveries.publish import publish
from heeded_desk.members.models import Force, Member
from heeded_desk.members.roles import Role
from heeded_desk.second_lock import for_force

NOW = datetime.now(UTC)
Members = Callable[..., Member]
Signed = Callable[..., Client]


def test_two_forces_are_told_apart(published: Run, elsewhere: Force, member: Members, small_run: Path) -> None:
    here, there = member(Role.STALKING_LEAD), member(Role.STALKING_LEAD, force=elsewhere)

    assert open_alerts(here).count() > 0
    with transaction.atomic(), for_force(elsewhere.pk):
        assert open_alerts(there).count() == 0
        run = Run.objects.create(force=elsewhere, asked_at=NOW, folder=str(small_run))
    publish(run, small_run)
    with transaction.atomic(), for_force(elsewhere.pk):
        assert open_alerts(there).count() > 0
        assert {a.force_id for a in open_alerts(there)} == {elsewhere.pk}
    assert {a.force_id for a in open_alerts(here)} == {published.force_id}


def test_another_forces_alert_is_not_to_be_had(published: Run, elsewhere: Force, signed_in: Signed) -> None:
    alert = Alert.objects.filter(force=published.force).first()

    assert signed_in(Role.STALKING_LEAD, force=elsewhere).post(f"/alerts/{alert.pk}/seen").status_code == 404
    alert.refresh_from_db()
    assert alert.closed_at is None


def test_the_page_shows_open_ones_first_with_why_and_the_way_to_the_course(published: Run, signed_in: Signed) -> None:
    alert = Alert.objects.filter(force=published.force).latest("pk")
    text = signed_in(Role.STALKING_LEAD).get("/alerts").content.decode()

    assert f'href="/courses/{alert.case.course_id}"' in text and alert.why in text
    assert f"Open ({Alert.objects.count()})" in text
    assert f"Alerts ({open_count_of(published)})" in text


def open_count_of(run: Run) -> int:
    """How many are open."""
    return Alert.objects.filter(force=run.force, closed_at=None).count()


def test_who_says_that_an_alert_is_seen_stands_with_it_and_in_the_audit(
    published: Run, signed_in: Signed, member: Members
) -> None:
    alert = Alert.objects.filter(force=published.force).first()
    client = signed_in(Role.STALKING_LEAD)
    client.post(f"/alerts/{alert.pk}/seen")
    client.post(f"/alerts/{alert.pk}/seen")
    alert.refresh_from_db()

    assert (alert.closed_as, alert.closed_by) == ("seen", member(Role.STALKING_LEAD))
    entry = Entry.objects.get(place="alerts", kind="alteration")
    assert (entry.subject, entry.details) == (alert.case.course_id, {"alert": alert.pk, "act": "seen"})
    text = client.get("/alerts?which=over").content.decode()
    assert "<strong>Seen</strong> by Stalking lead northmoor" in text


def test_all_that_a_page_shows_are_seen_and_no_others(published: Run, signed_in: Signed) -> None:
    shown = list(Alert.objects.filter(force=published.force)[:2])
    signed_in(Role.SUPERVISOR).post("/alerts/seen", {"alert": [str(a.pk) for a in shown] + ["x", "-1", "9" * 30]})

    assert Alert.objects.filter(closed_as="seen").count() == 2


def test_an_officer_sees_the_alerts_of_their_own_courses_alone(
    published: Run, signed_in: Signed, member: Members
) -> None:
    mine, other = Case.objects.filter(part=Part.UNRECOGNISED_FLAGS)[:2]
    Case.objects.filter(pk=mine.pk).update(assigned_to=member(Role.OFFICER))
    client = signed_in(Role.OFFICER)
    text = client.get("/alerts").content.decode()

    assert mine.title in text and other.title not in text and "Open (1)" in text
    refused = client.post(f"/alerts/{mine.alerts.first().pk}/seen")
    assert refused.status_code == 403
    assert "A stalking lead or a supervisor says that this alert is seen" in refused.content.decode()


def test_an_officer_says_that_a_new_report_in_their_own_course_is_seen(
    published: Run, signed_in: Signed, member: Members
) -> None:
    case = Case.objects.filter(force=published.force).first()
    Case.objects.filter(pk=case.pk).update(assigned_to=member(Role.OFFICER))
    made = {"force": published.force, "case": case, "run": published, "raised_at": NOW, "why": "One new report came."}
    alert = Alert.objects.create(reason="report", **made)

    assert signed_in(Role.OFFICER).post(f"/alerts/{alert.pk}/seen").status_code == 302
    alert.refresh_from_db()
    assert alert.closed_by == member(Role.OFFICER)


def test_an_analyst_sees_alerts_without_names(published: Run, signed_in: Signed) -> None:
    text = signed_in(Role.ANALYST).get("/alerts").content.decode()

    for case in Case.objects.filter(part=Part.UNRECOGNISED_FLAGS):
        assert case.title not in text
        names = [p["name"] for p in case.account.words["people"] if " " in (p["name"] or "")]
        assert not [name for name in names if name in text]
    assert "Course C-" in text and "/courses/" not in text and "I have seen" not in text


def test_a_look_at_the_alerts_is_on_record(published: Run, signed_in: Signed) -> None:
    signed_in(Role.STALKING_LEAD).get("/alerts")
    entry = Entry.objects.filter(place="alerts").latest("number")

    assert set(entry.details["courses"]) == set(Alert.objects.values_list("case__course_id", flat=True))


def test_no_sentence_of_an_alert_holds_anything_of_a_person(published: Run) -> None:
    told_to_all = [Entry(number=a.pk, place="", details={"why": a.why}) for a in Alert.objects.all()]

    assert told_to_all and traces_in(told_to_all) == []
