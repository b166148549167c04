"""A run comes onto the desk in one short step, while people read and write; what it replaces goes."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from own_desk import own_desk

from heeded_desk.cases.actions import terms
from heeded_desk.cases.models import Account, Case
from heeded_desk.deliveries import prepare
from heeded_desk.deliveries.models import Prepared, Run
from heeded_desk.deliveries.publish import publish
from heeded_desk.members.models import Force
from heeded_desk.second_lock import for_force

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"
BESIDE = """
import json, sys, django; django.setup()
from pathlib import Path
from desk_publishing import publishing_part
folder, run, courses, changed, merged = sys.argv[1:]
print(json.dumps(publishing_part(Path(folder), Path(run), int(courses), int(changed), int(merged))))
"""


def published_beside_people(folder: Path, run: Path, *many: int) -> list[dict[str, object]]:
    """Publish a run of many courses, and a next one, while a process of its own reads and writes on that desk."""
    with own_desk(folder) as desk:
        given = {**os.environ, **desk.setting, "PYTHONPATH": str(BENCHMARKS)}
        line = [sys.executable, "-c", BESIDE, str(folder), str(run), *map(str, many)]
        done = subprocess.run(line, env=given, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr[-2000:]
        return json.loads(done.stdout)


def told_rightly(rows: list[dict[str, object]], first: int, then: int) -> None:
    """Nobody was refused, everybody was served, and whoever looked saw nothing of a run or all of it."""
    for row, whole in zip(rows, (first, then), strict=True):
        assert row["refused"] == 0 and row["looks"] and row["acts"] and row["reads"]
        assert set(row["counts"]) <= {0, whole}


@pytest.mark.slow
@pytest.mark.database
def test_people_read_and_write_while_a_run_is_published(tmp_path: Path, small_run: Path) -> None:
    told_rightly(published_beside_people(tmp_path, small_run, 150, 60, 5), 150, 60)


@pytest.mark.trial
def test_people_read_and_write_while_a_night_is_published(tmp_path: Path, small_run: Path) -> None:
    told_rightly(published_beside_people(tmp_path, small_run, 5000, 2000, 50), 5000, 2000)


@pytest.mark.django_db(transaction=True)
def test_nothing_is_computed_while_the_writer_is_held(
    northmoor: Force, small_run: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = []

    def watched(inner: Callable[..., object]) -> Callable[..., object]:
        def watching(*given: object) -> object:
            held.append(connection.in_atomic_block)
            return inner(*given)

        return watching

    for module, name in ((prepare, "_row"), (prepare, "_course"), (terms, "_terms"), (terms, "_keys")):
        monkeypatch.setattr(module, name, watched(getattr(module, name)))
    with transaction.atomic(), for_force(northmoor.pk):
        run = Run.objects.create(force=northmoor, asked_at=datetime.now(UTC), folder=str(small_run))

    publish(run, small_run)

    assert len(held) > 40 and not any(held)


def test_a_run_that_is_cut_off_before_the_step_shows_nothing_of_itself(
    northmoor: Force, published: Run, small_run: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = dict(Case.objects.values_list("course_id", "account"))
    Case.objects.update(content="as another run had it")
    run = Run.objects.create(force=northmoor, asked_at=datetime.now(UTC), folder=str(small_run))

    def cut_off(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("heeded_desk.deliveries.publish.carry", cut_off)
        with pytest.raises(KeyboardInterrupt):
            publish(run, small_run)
    assert dict(Case.objects.values_list("course_id", "account")) == before
    run.refresh_from_db()
    assert run.state == "waiting" and Prepared.objects.filter(run=run).count() == len(before)

    publish(run, small_run)

    assert set(Case.objects.values_list("run", flat=True)) == {run.pk}
    assert not Prepared.objects.exists()
    assert set(Account.objects.values_list("pk", flat=True)) == set(Case.objects.values_list("account", flat=True))
    assert set(before.values()).isdisjoint(Account.objects.values_list("pk", flat=True))


def test_a_case_that_is_deleted_takes_its_account_with_it(published: Run) -> None:
    case = Case.objects.earliest("pk")
    account = case.account_id
    Case.objects.filter(pk=case.pk).delete()
    assert account and not Account.objects.filter(pk=account).exists()


@pytest.mark.slow
@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_accounts_of_a_desk_move_with_the_migration_and_back(northmoor: Force, published: Run) -> None:
    said = {case.pk: case.account.words for case in Case.objects.select_related("account")}
    latest = MigrationExecutor(connection).loader.graph.leaf_nodes()

    MigrationExecutor(connection).migrate([("cases", "0007_flags_are_terms"), ("deliveries", "0004_flags_are_terms")])
    with transaction.atomic(), for_force(northmoor.pk), connection.cursor() as cursor:
        cursor.execute("SELECT case_id FROM cases_account")
        assert {row[0] for row in cursor.fetchall()} == set(said)
    MigrationExecutor(connection).migrate(latest)

    assert {case.pk: case.account.words for case in Case.objects.select_related("account")} == said
    new = Account.objects.create(run=published, words={})
    assert new.pk not in {case.account_id for case in Case.objects.all()}
