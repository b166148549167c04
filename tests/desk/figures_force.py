"""A delivery of an invented force that fills what figures need: districts, outcome codes, included classifications.

The reports are those of the sample, with made-up columns that the sample leaves empty.
"""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from kept_run import published_run

from heeded.catalogue.folder import samples_folder
from heeded.pipeline import Order, run_delivery
from heeded_desk.deliveries.models import Run
from heeded_desk.figures.models import Cell, Coverage
from heeded_desk.members.models import Force

REPORTS = 60
DISTRICTS = ("Harrow Vale", "Kelder", "Tarn", "")
CODES = (None, "1", "8", "10", "14", "15", "16", "17", "18", "21")


def lines(many: int) -> Iterator[str]:
    """Give the first reports of the sample as lines, with districts, outcomes and included classifications."""
    given = (samples_folder() / "northmoor" / "cases.jsonl").read_text(encoding="utf-8").splitlines()[:many]
    for number, line in enumerate(given):
        row = json.loads(line)
        row["district"] = DISTRICTS[number % 4]
        row["outcome_code"] = CODES[number % len(CODES)] if row.get("kind") == "crime" else None
        row["included_classifications"] = ("8Q stalking", "8R malicious communications", None)[number % 3]
        yield json.dumps(row)


def deliver(folder: Path, many: int) -> Path:
    """Write the delivery into a folder; gives its file."""
    path = folder / "figures.jsonl"
    path.write_text("\n".join(lines(many)) + "\n", encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def figures_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A finished run over reports with districts, outcome codes and included classifications."""
    folder = tmp_path_factory.mktemp("figures")
    delivery = deliver(folder, REPORTS)
    run_delivery(Order(delivery=delivery, second_reader=False), folder / "run", lambda *_: None)
    return folder / "run"


@pytest.fixture
def shown(northmoor: Force, figures_run: Path) -> Run:
    """That run on the desk of Northmoor."""
    return published_run(northmoor, figures_run)


def filled(force: Force, district: str, counts: dict[str, int]) -> None:
    Coverage.objects.get_or_create(
        force=force,
        defaults={"first_month": date(2026, 1, 1), "last_month": date(2026, 3, 1), "counted_at": datetime.now(UTC)},
    )
    for by, name in (("district", district), ("heading", "Harassment")):
        for answer, many in counts.items():
            Cell.objects.create(
                force=force, cube="courses", by=by, month=date(2026, 2, 1), name=name, answer=answer, count=many
            )


@pytest.fixture
def quarter(northmoor: Force) -> Force:
    """A force with a quarter in which one district has a small number."""
    filled(northmoor, "Kelder", {"recorded": 3, "open": 20, "rest": 90})
    filled(northmoor, "Tarn", {"recorded": 30, "open": 25, "rest": 80})
    filled(northmoor, "Vale", {"recorded": 11, "open": 12, "rest": 70})
    filled(northmoor, "Moor", {"rest": 2})
    return northmoor
