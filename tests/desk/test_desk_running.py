"""Health and metrics tell how the desk is, and nothing of anybody; limits hold for all processes together."""

import json
import re
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.db import OperationalError
from django.test import Client
from people import traces_in_text

from heeded_desk.cases.models import Case
from heeded_desk.deliveries.models import Run
from heeded_desk.members.models import Force
from heeded_desk.members.roles import Role
from heeded_desk.running import in_use, limits
from heeded_desk.running.counts import Counts

LINE = re.compile(r'(# (HELP|TYPE) heeded_\w+ .+|heeded_\w+(\{(\w+="[\w .+-]*",?)+\})? -?[\d.e+-]+)')


@pytest.fixture
def folder(tmp_path: Path, settings: LazySettings, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of the desk for this test alone, with counts of its own and room for everything."""
    settings.DESK_FOLDER, settings.LEAST_DISK = tmp_path, 0
    monkeypatch.setattr(limits, "counts", Counts(tmp_path))
    monkeypatch.setattr("heeded_desk.running.views.metrics.counts", limits.counts)
    return tmp_path


@pytest.fixture
def worker(folder: Path) -> Iterator[None]:
    """A worker that is there."""
    with in_use.working():
        yield


def test_a_desk_that_is_well_says_so_to_anybody(db: None, client: Client, worker: None) -> None:
    answer = client.get("/health")

    assert (answer.status_code, answer.json()["well"]) == (200, True)
    assert answer.headers["Cache-Control"].startswith("max-age=0, no-cache, no-store")
    assert not answer.cookies


def test_without_a_worker_it_is_not_well(db: None, client: Client, folder: Path) -> None:
    answer = client.get("/health")

    assert (answer.status_code, answer.json()["worker"]) == (503, "not there")


def test_with_a_full_disk_it_is_not_well(db: None, client: Client, worker: None, settings: LazySettings) -> None:
    settings.LEAST_DISK = 2**40

    answer = client.get("/health")

    assert (answer.status_code, answer.json()["disk"]) == (503, "nearly full")


def test_with_migrations_to_come_it_is_not_well(
    db: None, client: Client, worker: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("heeded_desk.running.state.MigrationExecutor.migration_plan", lambda *_: ["one"])

    answer = client.get("/health")

    assert (answer.status_code, answer.json()["migrations"]) == (503, "not through")


def test_a_database_that_is_away_is_told_without_its_words(
    db: None, client: Client, worker: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object) -> None:
        raise OperationalError("host secret.example")

    with monkeypatch.context() as patch:
        patch.setattr("heeded_desk.running.state.connection.cursor", away)
        answer = client.get("/health")

    assert (answer.status_code, answer.json()["database"]) == (503, "does not answer")
    assert b"secret.example" not in answer.content


def test_the_last_run_of_any_force_is_told_by_its_age(
    client: Client, worker: None, published: Run, elsewhere: Force, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = published.ended_at + timedelta(hours=5)
    monkeypatch.setattr("heeded_desk.running.state.now", lambda: later)

    assert client.get("/health").json()["last_run_hours_ago"] == 5.0


def test_metrics_are_given_with_the_token_or_to_an_address_that_may(
    db: None, client: Client, folder: Path, settings: LazySettings
) -> None:
    def status(**given: str) -> int:
        return client.get("/metrics", **given).status_code

    assert status() == 403
    settings.METRICS_TOKEN = "a-long-token"
    assert status(HTTP_AUTHORIZATION="Bearer a-long-token") == 200
    assert status(HTTP_AUTHORIZATION="Bearer another") == 403
    assert status(HTTP_AUTHORIZATION="Bearer ") == 403
    settings.METRICS_ADDRESSES = ["10.1.0.0/16", "192.0.2.7"]
    assert status(REMOTE_ADDR="10.1.200.3") == status(REMOTE_ADDR="192.0.2.7") == 200
    assert status(REMOTE_ADDR="10.2.0.1") == status(HTTP_X_FORWARDED_FOR="10.1.0.1") == 403


def test_metrics_name_places_and_nobody(
    signed_in: Callable[..., Client], folder: Path, published: Run, settings: LazySettings
) -> None:
    settings.METRICS_ADDRESSES = ["127.0.0.1"]
    course = Case.objects.filter(force=published.force).earliest("part").course_id
    browser = signed_in(Role.STALKING_LEAD)
    for path in (f"/courses/{course}", "/worklist?q=Quillfeather", "/not/there"):
        browser.get(path)

    text = browser.get("/metrics").content.decode()

    assert all(LINE.fullmatch(line) for line in text.splitlines())
    assert 'heeded_answer_seconds_count{place="case",status="2xx"} 1' in text
    assert 'heeded_runs{state="published"} 1' in text
    assert not [word for word in (course, "Quillfeather", "northmoor", "not/there") if word in text]
    assert not traces_in_text(text)


@pytest.fixture
def strict(settings: LazySettings, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Three pages a minute for a member, five for an address, two tries; the minute does not end."""
    settings.PAGES_A_MINUTE, settings.PAGES_A_MINUTE_FROM_ONE_ADDRESS, settings.TRIES_A_MINUTE = 3, 5, 2
    monkeypatch.setattr(limits.time, "time", lambda: 600.0)


def test_a_member_who_asks_too_often_is_told_to_wait_and_others_are_not(
    strict: None, signed_in: Callable[..., Client]
) -> None:
    lead, officer = signed_in(Role.STALKING_LEAD), signed_in(Role.OFFICER)

    asked = [lead.get("/worklist", REMOTE_ADDR=f"192.0.2.{n}") for n in range(4)]

    assert [answer.status_code for answer in asked] == [200, 200, 200, 429]
    assert b"Nothing that was saved is lost" in asked[-1].content and asked[-1].headers["Retry-After"] == "60"
    assert officer.get("/worklist").status_code == 200


def test_an_address_that_asks_too_often_waits_until_the_minute_is_over(
    strict: None, db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = [Client().get("/sign-in").status_code for _ in range(6)]
    assert asked == [200] * 5 + [429]

    monkeypatch.setattr(limits.time, "time", lambda: 660.0)
    assert Client().get("/sign-in").status_code == 200


def test_tries_to_sign_in_are_fewer_and_told_alike_whoever_is_tried(strict: None, db: None) -> None:
    given = {"login": "nobody", "password": "wrong"}

    assert [Client().post("/sign-in", given).status_code for _ in range(3)] == [200, 200, 429]


def test_a_system_is_told_in_json(strict: None, db: None) -> None:
    answers = [Client().get("/api/v1/none") for _ in range(6)]

    assert answers[-1].status_code == 429
    assert "Nothing that was saved" in answers[-1].json()["detail"]


def test_no_address_stands_in_the_counts(strict: None, db: None, folder: Path) -> None:
    Client().get("/sign-in", REMOTE_ADDR="198.51.100.77")

    assert all(b"198.51.100.77" not in path.read_bytes() for path in folder.iterdir())


def test_many_who_count_at_once_are_all_counted(tmp_path: Path) -> None:
    """Each has a file handle of its own, as processes have."""
    found: list[int] = []

    def ask() -> None:
        counts = Counts(tmp_path)
        for _ in range(50):
            found.extend(counts.ask(["somebody"], 10))

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(found) == list(range(1, 201))


def test_pages_are_served_where_the_counts_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "counts.sqlite3").write_bytes(b"no database" * 100)
    counts = Counts(tmp_path)

    counts.answer("worklist", 200, 0.1)

    assert counts.ask(["somebody"], 10) == [] and list(counts.answers()) == []


def test_old_minutes_are_forgotten(tmp_path: Path) -> None:
    counts = Counts(tmp_path)
    counts.ask(["before"], 10)
    counts.ask(["now"], 11)

    assert counts._file().execute("SELECT asker FROM asked").fetchall() == [("now",)]


def test_the_state_is_told_without_a_force(published: Run, folder: Path, client: Client) -> None:
    text = json.dumps(client.get("/health").json())

    assert "orthmoor" not in text and datetime.now(UTC).strftime("%Y-%m-%d") not in text
