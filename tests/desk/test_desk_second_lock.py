"""The second lock: PostgreSQL gives out the rows of one force alone, whatever a query forgets."""

from collections.abc import Callable
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import ProgrammingError, connection, models, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.test import Client

from heeded_desk.cases.models import Account, Case, CaseReport
from heeded_desk.deliveries.models import Run
from heeded_desk.members.models import Force
from heeded_desk.members.roles import Role
from heeded_desk.second_lock import for_force

OPEN = {
    "members_member", "cases_lastlook", "cases_savedview",  # a member's own, asked by member
    "audit_entry", "audit_head", "audit_verification",  # one chain for all forces
    "members_force",
    "members_session",  # read before it is known who asks
    "contact_allowance",  # counts by hash or number, asked before it is known whose force it is
}  # fmt: skip
"""Tables that no force owns, or that are read across forces."""


def locked() -> set[str]:
    """Give the tables that migrations have locked and that are still there."""
    plan = MigrationLoader(None).graph.nodes.values()
    later = {table for m in plan for step in m.operations for table in getattr(step, "locks", ())}
    first = set(import_module("heeded_desk.members.migrations.0003_second_lock").LOCKED)
    return (first | later) & ours()


def ours() -> set[str]:
    """Give the tables of the desk's own apps."""
    return {m._meta.db_table for m in apps.get_models() if m.__module__.startswith("heeded_desk.")}


on_postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no row-level security")


def test_every_table_of_the_desk_is_locked_or_said_to_be_open() -> None:
    assert ours() == locked() | OPEN


def test_outside_a_transaction_the_lock_is_refused_rather_than_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    without = SimpleNamespace(vendor="postgresql", in_atomic_block=False)
    monkeypatch.setattr("heeded_desk.second_lock.transaction.get_connection", lambda: without)
    with pytest.raises(RuntimeError, match="none is open"), for_force(1):
        pass


def forgetful(model: type[models.Model]) -> int:
    """Count rows as a query would that forgets whose they are."""
    return model._default_manager.count()


@on_postgresql
def test_a_query_that_forgets_the_force_gets_its_own_rows_alone(published: Run, elsewhere: Force) -> None:
    for model in (Case, Account, CaseReport, Run):
        with transaction.atomic(), for_force(published.force_id):
            assert forgetful(model)
        for other in (elsewhere.pk, None):
            with transaction.atomic(), for_force(other):
                assert not forgetful(model)


@on_postgresql
def test_nothing_is_written_for_another_force(published: Run, elsewhere: Force) -> None:
    with pytest.raises(ProgrammingError), transaction.atomic(), for_force(elsewhere.pk):
        Run.objects.create(force=published.force, asked_at=published.asked_at)
    with transaction.atomic(), for_force(elsewhere.pk):
        assert Case.objects.update(gone=True) == 0


@on_postgresql
def test_the_force_before_is_held_again_afterwards(published: Run, elsewhere: Force) -> None:
    with transaction.atomic(), for_force(published.force_id):
        with for_force(elsewhere.pk):
            assert not forgetful(Case)
        assert forgetful(Case)


@on_postgresql
def test_a_page_sees_its_members_force_alone(
    published: Run, elsewhere: Force, signed_in: Callable[..., Client]
) -> None:
    course = Case.objects.earliest("part").course_id
    assert signed_in(Role.STALKING_LEAD).get(f"/courses/{course}").status_code == 200
    assert signed_in(Role.STALKING_LEAD, force=elsewhere).get(f"/courses/{course}").status_code == 404


@on_postgresql
def test_the_desks_role_stands_under_the_lock(db: None) -> None:
    from heeded_desk.members.checks import second_lock_holds

    assert second_lock_holds(databases=["default"]) == []
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity")
        assert {row[0] for row in cursor.fetchall()} == locked()


@on_postgresql
@pytest.mark.django_db(transaction=True)
def test_a_table_that_went_comes_back_with_its_lock(northmoor: Force) -> None:
    executor = MigrationExecutor(connection)
    latest = executor.loader.graph.leaf_nodes()
    executor.migrate([("cases", "0006_list_in_order")])
    with connection.cursor() as cursor:
        cursor.execute("SELECT relforcerowsecurity FROM pg_class WHERE relname = 'cases_caseflag'")
        assert cursor.fetchall() == [(True,)]
    MigrationExecutor(connection).migrate(latest)
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_class WHERE relname = 'cases_caseflag'")
        assert not cursor.fetchall()
