"""Signs that no database keeps (NUL, halves of signs) come with real exports: they are shown, and harm nothing."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.test import Client

from heeded.pipeline import Order, run_delivery
from heeded_desk.cases.models import Case
from heeded_desk.deliveries.models import Run
from heeded_desk.deliveries.publish import publish
from heeded_desk.members.models import Force
from heeded_desk.members.roles import Role

SHOWN = "�"
VICTIM = {"role": "victim", "forename": "Imogen\0", "surname": "Tarrant", "dob": "1991-04-02"}
SUSPECT = {"role": "suspect", "forename": "Dale", "surname": "Orw\0in", "relationship": "ex\0 partner"}
REPORTS = (
    ("N1", "Ex partner\0 has sent her forty messages. He waits \0\0 outside her house."),
    ("N2", "He \ud83d followed her home \udc00 again, she is frightened."),
    ("N3", "A whole sign 😀 is left as it is. He waits outside her work."),
)


@pytest.fixture
def run_folder(tmp_path: Path) -> Path:
    """A run over reports with such signs in every kind of field."""
    rows = [
        {
            "report_id": name, "recorded_at": f"2026-03-0{n}T09:00:00", "offence": "Malicious\0 communications",
            "district": "West\0ford", "narrative": words, "persons": [VICTIM, SUSPECT],
            "log": [{"at": f"2026-03-0{n}T10:00:00", "text": "She says he\0 followed her."}],
        }
        for n, (name, words) in enumerate(REPORTS, start=1)
    ]  # fmt: skip
    (tmp_path / "d.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    order = Order(delivery=tmp_path / "d.jsonl", second_reader=False)
    run_delivery(order, tmp_path / "run", lambda *_: None)
    return tmp_path / "run"


@pytest.mark.slow
@pytest.mark.database
def test_reports_with_such_signs_come_onto_the_desk_and_show_where_they_stood(
    northmoor: Force, run_folder: Path, signed_in
) -> None:
    run = Run.objects.create(force=northmoor, asked_at=datetime.now(UTC), folder=str(run_folder))
    publish(run, run_folder)

    cases = list(Case.objects.filter(force=northmoor).select_related("account"))
    reports = {r["report_id"]: r for case in cases for r in case.account.words["reports"]}
    assert set(reports) == {name for name, _ in REPORTS}
    for name, sent in REPORTS:
        narrative = reports[name]["narrative"]
        expected = "".join(SHOWN if sign == "\0" or "\ud800" <= sign <= "\udfff" else sign for sign in sent)
        assert narrative["text"] == expected and len(expected) == len(sent)
        assert narrative["marks"]
        assert all(expected[mark["start"] : mark["end"]] == mark["quote"] for mark in narrative["marks"])
    client: Client = signed_in(Role.STALKING_LEAD)
    page = "".join(client.get(f"/courses/{case.course_id}").content.decode() for case in cases)
    assert SHOWN in page and "\0" not in page
