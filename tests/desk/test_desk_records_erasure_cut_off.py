"""An erasure that is cut off, wherever it is, is finished when it is begun again."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from erasing_force import WHOLE, case_with, erase
from records_force import traces_in_database, traces_in_files

from heeded_desk.audit.models import Entry
from heeded_desk.deliveries.working import work
from heeded_desk.members.models import Force, Member
from heeded_desk.members.roles import Role
from heeded_desk.records.actions import erasures
from heeded_desk.records.erasing import errand, run_folders
from heeded_desk.records.models import Erasure

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("own_folder")]

STEPS = ("forget", "forget_in", "clean_again", "write_decisions", "_cleared", "write_anew")


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.usefixtures("no_run_after")
def test_whatever_cuts_it_off_it_is_finished_when_begun_again(
    worked_on: Force, registrar: Member, member: Callable[..., Member], tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch, step: str,
) -> None:  # fmt: skip
    class CutOffError(BaseException):
        """Stands for a worker that was killed."""

    def cut_off(*_: object) -> None:
        raise CutOffError

    whole = getattr(errand, step)
    monkeypatch.setattr(errand, step, cut_off)
    course = case_with("RX1")
    with pytest.raises(CutOffError):
        erase(course, WHOLE, registrar, member)
    assert errand.waits(worked_on)
    monkeypatch.setattr(errand, step, whole)

    work(worked_on)

    erasure = Erasure.objects.get()
    assert (erasure.state, erasure.plan) == ("done", {})
    assert traces_in_database() == []
    assert traces_in_files(tmp_path / "forces") == []
    assert Entry.objects.filter(place="erasure-done").count() == 1


@pytest.mark.parametrize("table", range(0, 21, 4))
@pytest.mark.usefixtures("no_run_after")
def test_a_run_folder_that_was_half_written_anew_is_finished(
    filled: Force, registrar: Member, member: Callable[..., Member], tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch, table: int,
) -> None:  # fmt: skip
    class CutOffError(BaseException):
        """Stands for a power cut."""

    left = [table]

    def take_its_place(new: Path, path: Path) -> None:
        left[0] -= 1
        if left[0] < 0:
            raise CutOffError
        new.replace(path)

    with monkeypatch.context() as patched:
        patched.setattr(run_folders, "take_its_place", take_its_place)
        with suppress(CutOffError):
            erase(case_with("RX1"), WHOLE, registrar, member)

    work(filled)

    assert Erasure.objects.get().state == "done"
    assert traces_in_files(tmp_path / "forces") == []


@pytest.mark.usefixtures("no_run_after")
def test_an_erasure_that_fails_five_times_stops_with_a_sentence_and_can_be_begun_again(
    filled: Force, registrar: Member, member: Callable[..., Member], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError("Ottoline Quarmby")

    with monkeypatch.context() as patched:
        patched.setattr(errand, "forget_in", fail)
        erasure = erase(case_with("RX1"), WHOLE, registrar, member)
    assert erasure.state == "stopped" and "cut off 5 times" in erasure.sentence
    assert not errand.waits(filled)

    erasures.try_again(erasure, by=member(Role.ADMINISTRATOR))
    work(filled)

    erasure.refresh_from_db()
    assert erasure.state == "done"
