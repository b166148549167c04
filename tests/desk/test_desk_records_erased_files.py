"""After an erasure no byte of the erased is in the database's files either, whatever killed the worker on the way."""

import os
import signal
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from own_desk import OwnDesk, own_desk
from records_force import ERASED, KEPT, TRACES, traces_in_files, write

from heeded.pipeline import Order, run_delivery

pytestmark = [pytest.mark.slow, pytest.mark.database]

HERE = Path(__file__).parent
BEGIN = f"""
import sys; sys.path.insert(0, {str(HERE)!r})
from pathlib import Path
from django.db import transaction
from heeded_desk.members.models import Force, Member
from heeded_desk.records.erasing import errand, database, run_folders
from heeded_desk.records.actions import erasures
from heeded_desk.records.models import Erasure
from heeded_desk.second_lock import for_force
errand.ask_for_run = lambda force: None
"""
FILL = """
from heeded_desk.deliveries.actions.adopting import adopt
from heeded_desk.deliveries.actions.taking import Sent, take
from heeded_desk.deliveries.models import Delivery
from heeded_desk.cases.models import Case
from heeded_desk.deliveries.working import at_work
force = Force.objects.create(code="northmoor", name="Northmoor Police")
one = Member.objects.create_user("one", force=force, role="crime_registrar")
two = Member.objects.create_user("two", force=force, role="administrator")
take(force, Sent(Path(DELIVERY), "night.jsonl", Delivery.How.COMMAND))
adopt(force, Path(RUN))
with transaction.atomic(), for_force(force.pk):
    case = Case.objects.get(gone=False, report_ids__report_id="RX1")
    reports = frozenset(case.report_ids.values_list("report_id", flat=True))
    asked = erasures.ask_erasure(case, reports=reports, what="course", reason="unlawful", by=one)
    erasures.confirm(asked, by=two)
print("filled", len(reports))
"""
KILL = """
def die(*_, **__):
    import os, signal
    os.kill(os.getpid(), signal.SIGKILL)
"""
GO_ON = """
force = Force.objects.get()
errand.erase_all(force)
with transaction.atomic(), for_force(force.pk):
    print("state", Erasure.objects.get().state)
"""
SEARCH = """
from records_force import traces_in_database
with transaction.atomic(), for_force(Force.objects.get().pk):
    print("found", sorted({trace for _, trace in traces_in_database()}))
"""
KILLS = {
    "before anything was kept": "database.record = die\n",
    "when the database was done": "errand.forget_in = die\n",
    "between two tables of a run": """
def some(new, path, whole=run_folders.take_its_place, left=[3], die=die):
    left[0] -= 1
    die() if left[0] < 0 else whole(new, path)
run_folders.take_its_place = some
""",
    "before the file was written anew": "errand.write_anew = die\n",
}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[OwnDesk, Path]]:
    """A desk of its own with two courses, the erasure of one of them confirmed; and its folder."""
    folder = tmp_path_factory.mktemp("own")
    delivery = write(folder / "delivery.jsonl", *ERASED, *KEPT)
    run_delivery(Order(delivery, second_reader=False), folder / "run", lambda *_: None)
    with own_desk(folder / "desk") as made:
        fill = BEGIN + FILL.replace("DELIVERY", repr(str(delivery))).replace("RUN", repr(str(folder / "run")))
        assert made.answer(fill, "filled") == "3"
        yield made, folder / "desk"


def test_killed_four_times_it_is_finished_and_no_byte_is_left(desk: tuple[OwnDesk, Path]) -> None:
    made, folder = desk
    in_database = set(TRACES) - {"she told the desk", "said to her solicitor"}
    assert set(eval(made.answer(BEGIN + SEARCH, "found"))) >= in_database - {"900555", "1991-04-02", "1988-09-13"}
    for moment, fault in KILLS.items():
        died = made.run("shell", "-v", "0", "-c", BEGIN + KILL + fault + GO_ON)
        assert died.returncode == -signal.SIGKILL, (moment, died.stderr)

    assert made.answer(BEGIN + GO_ON, "state") == "done"

    assert made.answer(BEGIN + SEARCH, "found") == "[]"
    assert traces_in_files(folder) == []
    checked = made.run("audit_verify")
    assert checked.returncode == 0, checked.stdout
    if not os.environ.get("HEEDED_DATABASE_URL"):
        with sqlite3.connect(folder / "desk.sqlite3") as file:
            assert file.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            assert file.execute("PRAGMA freelist_count").fetchone() == (0,)
