"""The live store on the desk: filled from each run, answered from, and opened anew when a run has replaced it."""

from collections.abc import Iterator
from pathlib import Path
from threading import Event
from typing import ClassVar

import pytest

from heeded.toolbox.errors import RunError
from heeded_desk.cases.models import Case
from heeded_desk.contact import at_start, filling, looking
from heeded_desk.contact.filling import Filling, fill
from heeded_desk.contact.looking import NotReadyError, add, look, store_of
from heeded_desk.deliveries.models import Run
from heeded_desk.deliveries.places import force_folder
from heeded_desk.members.models import Force


class Engine:
    """Stands for the engine's look-up: says which file it was opened on."""

    opened: ClassVar[list[str]] = []

    def __init__(self, store: Path) -> None:
        if store.read_text() == "broken":
            raise RunError("This store is of another version.")
        self.opened.append(store.read_text())

    def look(self, report: dict[str, object]) -> str:
        return f"{self.opened[-1]}: looked"

    def add(self, report: dict[str, object]) -> str:
        return f"{self.opened[-1]}: added"


@pytest.fixture
def engine(northmoor: Force, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, settings) -> Iterator[type[Engine]]:
    """The desk with a folder of its own and the engine left out."""
    settings.DELIVERIES = tmp_path
    monkeypatch.setattr(looking, "LookingUp", Engine)
    monkeypatch.setattr(looking, "_stores", {})
    Engine.opened = []
    yield Engine


def put(force: Force, words: str) -> None:
    """Put another file where the store is, in one step."""
    new = store_of(force).with_suffix(".new")
    new.write_text(words)
    new.replace(store_of(force))


def test_without_a_store_it_is_said_that_nothing_can_be_said(engine, northmoor: Force) -> None:
    with pytest.raises(NotReadyError, match="made ready"):
        look(northmoor, {})


def test_a_store_is_opened_once_and_anew_when_it_was_replaced(engine, northmoor: Force) -> None:
    put(northmoor, "first")

    answers = [look(northmoor, {}), add(northmoor, {})]
    put(northmoor, "second")
    answers.append(look(northmoor, {}))

    assert answers == ["first: looked", "first: added", "second: looked"] and engine.opened == ["first", "second"]


def test_each_force_has_its_own(engine, northmoor: Force, elsewhere: Force) -> None:
    put(northmoor, "north")
    put(elsewhere, "else")

    assert (look(northmoor, {}), look(elsewhere, {})) == ("north: looked", "else: looked")


def test_the_stores_of_all_forces_are_opened_before_anybody_asks(engine, northmoor: Force, elsewhere: Force) -> None:
    put(northmoor, "north")
    put(elsewhere, "else")

    looking.warm_all()
    for opened in looking._stores.values():
        opened._thread.shutdown(wait=True)

    assert sorted(engine.opened) == ["else", "north"]


def test_each_process_of_the_server_makes_ready_beside_the_pages(monkeypatch) -> None:
    begun, let_go = Event(), Event()
    monkeypatch.setattr(looking, "warm_all", lambda: (begun.set(), let_go.wait(60)))

    at_start.post_worker_init(None)

    assert begun.wait(60)
    let_go.set()


def test_a_store_of_another_version_is_not_ready_and_mended_by_the_next(engine, northmoor: Force) -> None:
    put(northmoor, "broken")
    with pytest.raises(NotReadyError):
        look(northmoor, {})
    put(northmoor, "mended")

    assert look(northmoor, {}) == "mended: looked"


def test_nobody_waits_long_for_a_store_that_is_being_opened(engine, northmoor: Force, monkeypatch) -> None:
    put(northmoor, "slow")
    opened = Event()
    monkeypatch.setattr(Engine, "look", lambda self, report: opened.wait(60))
    monkeypatch.setattr(looking, "LONGEST", 0.01)

    with pytest.raises(NotReadyError, match="being started"):
        look(northmoor, {})
    opened.set()


def test_a_date_beyond_all_calendars_is_a_fault_of_the_report(engine, northmoor: Force, monkeypatch) -> None:
    put(northmoor, "there")

    def look_(self: Engine, report: dict[str, object]) -> None:
        raise OverflowError

    monkeypatch.setattr(Engine, "look", look_)

    with pytest.raises(ValueError, match="so far away"):
        look(northmoor, {})


def test_a_store_is_filled_once_for_each_run(engine, northmoor: Force, monkeypatch, tmp_path: Path) -> None:
    filled = []
    monkeypatch.setattr(filling, "refill", lambda store, run, decisions: (filled.append(run.name), store.touch()))

    told = [fill(northmoor, tmp_path / name) for name in ("1", "1", "2", "2")]

    assert told == [True, False, True, False] and filled == ["1", "2"]


def test_a_store_that_went_is_filled_again(engine, northmoor: Force, monkeypatch, tmp_path: Path) -> None:
    monkeypatch.setattr(filling, "refill", lambda store, run, decisions: store.touch())
    fill(northmoor, tmp_path / "1")
    store_of(northmoor).unlink()

    assert fill(northmoor, tmp_path / "1")


def test_a_run_that_cannot_be_used_is_said_once_by_its_kind_alone(
    engine, northmoor: Force, monkeypatch, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    def refill(store: Path, run: Path, decisions: Path | None) -> None:
        raise RunError("Harg is not to be read.")

    monkeypatch.setattr(filling, "refill", refill)
    monkeypatch.setattr(filling, "latest_folder", lambda force: tmp_path / "1")
    filling_ = Filling()

    assert [filling_.look(), filling_.look()] == [0, 0]
    assert len(caplog.records) == 1 and "RunError" in caplog.text and "Harg" not in caplog.text


@pytest.mark.slow
def test_half_a_surname_finds_the_course(published: Run, small_run: Path, monkeypatch) -> None:
    """The engine itself, on a store filled from the run that is on the desk."""
    known = [c for c in Case.objects.filter(force=published.force) if " and " in c.title and c.reports > 1]
    case = max(known, key=lambda c: c.reports)
    surname = case.title.split(" and ")[0].split()[-1]
    force_folder(published.force)
    fill(published.force, small_run)

    monkeypatch.setattr(looking, "LONGEST", 600.0)

    answer = look(published.force, {"persons": [{"role": "victim", "surname": surname[:4]}]})

    assert case.course_id in {b.course_id for b in answer.between}
