"""A desk with two forces, a member in every role, and a small run of the invented force published on it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import connection
from django.db.backends.base.operations import BaseDatabaseOperations
from django.test import Client
from erasing_force import filled, no_run_after, own_folder, registrar, worked_on  # noqa: F401 (fixtures, as below)
from figures_force import figures_run, quarter, shown  # noqa: F401 (fixtures of several files)
from kept_run import published_run
from people import REPORTS, traces_in

from heeded.catalogue.folder import samples_folder
from heeded.pipeline import Order, run_delivery
from heeded_desk.audit import guards
from heeded_desk.audit.models import Entry, Head
from heeded_desk.deliveries.models import Run
from heeded_desk.members.models import Force, Member
from heeded_desk.members.roles import Role

NORTHMOOR = 4000
"""The number of the force, the same in every test, so that rows about it can be kept from one for another."""

_empty = BaseDatabaseOperations.execute_sql_flush


def _empty_all(operations: BaseDatabaseOperations, statements: list[str]) -> None:
    """Empty all tables after a test that commits: the guards of the audit refuse that, and are off for so long."""
    guards.take_down(operations.connection)
    _empty(operations, statements)
    Head.objects.create(pk=1)
    guards.put_up(operations.connection)


BaseDatabaseOperations.execute_sql_flush = _empty_all


@pytest.fixture(scope="session")
def small_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A finished run over the first reports of the invented force's cases."""
    folder = tmp_path_factory.mktemp("small")
    lines = (samples_folder() / "northmoor" / "cases.jsonl").read_text(encoding="utf-8").splitlines()[:REPORTS]
    (folder / "delivery.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    run_delivery(Order(delivery=folder / "delivery.jsonl", second_reader=False), folder / "run", lambda *_: None)
    return folder / "run"


@pytest.fixture
def northmoor(db: None) -> Force:
    """The force whose members the tests sign in as."""
    force = Force.objects.create(pk=NORTHMOOR, code="northmoor", name="Northmoor Police")
    if connection.vendor == "postgresql":  # what a test itself reads and writes is Northmoor's, until it says otherwise
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('app.force', %s, false)", [str(force.pk)])
    return force


@pytest.fixture
def elsewhere(db: None) -> Force:
    """Another force, whose cases nobody of Northmoor may see."""
    return Force.objects.create(code="elsewhere", name="Elsewhere Police")


@pytest.fixture
def member(northmoor: Force) -> Callable[..., Member]:
    """Give a member in a role, made where there is none yet."""

    def of(role: Role, force: Force = northmoor) -> Member:
        username = f"{force.code}-{role.value}"
        found = Member.objects.filter(username=username).first()
        names = {"first_name": role.label, "last_name": force.code}
        return found or Member.objects.create_user(
            username, password="a-long-password", force=force, role=role, **names
        )

    return of


@pytest.fixture
def signed_in(member: Callable[..., Member]) -> Callable[..., Client]:
    """Give a browser signed in as a role."""

    def of(role: Role, **given: Force) -> Client:
        client = Client()
        client.force_login(member(role, **given))
        return client

    return of


@pytest.fixture
def published(northmoor: Force, small_run: Path) -> Iterator[Run]:
    """The small run on the desk of Northmoor; whatever a test does with it leaves no trace of a person in the audit."""
    yield published_run(northmoor, small_run)
    assert traces_in(Entry.objects.all()) == []
