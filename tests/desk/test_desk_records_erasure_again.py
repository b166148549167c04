"""What was erased does not come back: sent again, without a number, or in a run that was made elsewhere."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from erasing_force import WHOLE, case_with, deliver, erase, run_all
from records_force import ERASED, KEPT, report, traces_in_database, traces_in_files

from heeded_desk.deliveries.actions.adopting import adopt
from heeded_desk.deliveries.actions.asking import ask_for_run
from heeded_desk.deliveries.models import Delivery, Refusal
from heeded_desk.deliveries.places import decisions_file, delivery_folder, force_folder, runs_folder
from heeded_desk.deliveries.working import work
from heeded_desk.members.models import Force, Member
from heeded_desk.records.marks import marks_of
from heeded_desk.records.models import CleanDelivery

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("own_folder")]


def test_what_is_sent_again_is_refused_in_a_sentence_and_the_rest_is_taken_in(
    filled: Force, registrar: Member, member: Callable[..., Member], tmp_path: Path
) -> None:
    erase(case_with("RX1"), WHOLE, registrar, member)
    new = report(
        6, ERASED[0]["persons"] and [("victim", "Iona", "Falk", "1980-02-02", "", "")], 12, "Notes on her car."
    )

    deliver(filled, tmp_path, "night.jsonl", ERASED[0], new, ERASED[2] | {"outcome": "Closed"})
    run = run_all(filled)

    assert run.reports == 3
    assert traces_in_database() == []
    assert traces_in_files(tmp_path / "forces") == []
    (refusal,) = Refusal.objects.all()
    assert refusal.sentence.startswith("2 rows of this file are about reports that were erased on this desk.")
    assert refusal.label == "night.jsonl"
    assert CleanDelivery.objects.get(delivery__label="night.jsonl").left_out == 2
    run_all(filled)
    assert Refusal.objects.count() == 1


def test_a_report_without_a_number_is_known_again_by_its_words(
    northmoor: Force, registrar: Member, member: Callable[..., Member], tmp_path: Path
) -> None:
    unnamed = {key: value for key, value in ERASED[2].items() if key != "report_id"}
    deliver(northmoor, tmp_path, "first.jsonl", *KEPT, unnamed)
    run_all(northmoor)
    name = "000001.jsonl:3" if Delivery.objects.get().pk == 1 else f"{Delivery.objects.get().stored_as}:3"
    erase(case_with(name), (name,), registrar, member)

    deliver(northmoor, tmp_path, "again.jsonl", KEPT[0], unnamed | {"outcome": "Closed"})
    run = run_all(northmoor)

    assert run.reports == 2
    assert "tannery" not in str(traces_in_files(tmp_path / "forces"))
    assert [r.sentence[:5] for r in Refusal.objects.all()] == ["1 row"]


@pytest.mark.usefixtures("no_run_after")
def test_without_its_key_nothing_is_read(
    filled: Force, registrar: Member, member: Callable[..., Member], tmp_path: Path
) -> None:
    erase(case_with("RX1"), WHOLE, registrar, member)
    (force_folder(filled) / "erased.key").write_bytes(b"another")
    deliver(filled, tmp_path, "night.jsonl", ERASED[0])

    run = ask_for_run(filled)
    work(filled)

    run.refresh_from_db()
    assert run.state == "stopped" and "Put the file back from a backup" in run.sentence


@pytest.mark.usefixtures("no_run_after")
def test_a_run_made_elsewhere_brings_nothing_back(
    filled: Force, registrar: Member, member: Callable[..., Member], tmp_path: Path
) -> None:
    old = shutil.copytree(max(runs_folder(filled).iterdir()), tmp_path / "kept elsewhere")
    erase(case_with("RX1"), WHOLE, registrar, member)

    adopt(filled, old)

    assert traces_in_database() == []
    assert traces_in_files(tmp_path / "forces") == []
    assert case_with("RX4")


@pytest.mark.usefixtures("no_run_after")
def test_the_list_of_what_was_erased_holds_no_id(
    filled: Force, registrar: Member, member: Callable[..., Member], tmp_path: Path
) -> None:
    erase(case_with("RX1"), WHOLE, registrar, member)

    assert marks_of(filled).is_erased("RX1") and not marks_of(filled).is_erased("RX4")
    assert [place for place in traces_in_database(("RX1", "RX2", "RX3")) if place[0].startswith("records_")] == []
    assert traces_in_files(delivery_folder(filled), ("rx1", "rx2")) == []
    assert "rx1" not in decisions_file(filled).read_text().lower()
