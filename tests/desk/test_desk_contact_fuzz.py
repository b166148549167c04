"""Whatever is sent to the API by its own description, or beside it, is answered without a fault, and names nobody."""

import json
import shutil
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.generation import GenerationMode

from heeded.first_contact import Found
from heeded_desk.contact import looking
from heeded_desk.contact.actions.keys import make_key
from heeded_desk.contact.api.problems import ProblemError
from heeded_desk.contact.api.webhook import report_of
from heeded_desk.contact.filling import fill
from heeded_desk.members.models import Force
from heeded_desk.members.roles import Role
from heeded_desk.wsgi import application

DESCRIBED = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
WEBHOOK = "/api/v1/webhooks/reports"
PLACES = ["/api/v1/look-ups", "/api/v1/reports", WEBHOOK]
MODES = [GenerationMode.POSITIVE, GenerationMode.NEGATIVE]
FEW, MANY = 17, 1700
"""Examples for each place and mode: some hundred in every run of the tests, ten thousand in the trials."""


@pytest.fixture
def key(transactional_db: None, member, settings, tmp_path: Path) -> str:
    """A key that may do all, without a limit; each call ends as on a server, which may close its connection."""
    settings.CALLS_A_MINUTE = settings.STRANGERS_A_MINUTE = 1_000_000
    settings.DELIVERIES = tmp_path
    now = datetime.now(UTC)
    given = {"name": "fuzz", "scopes": ["look-up", "report"], "ends_on": (now + timedelta(days=9)).date(), "now": now}
    return make_key(by=member(Role.ADMINISTRATOR), **given)[1]


def send(place: str, mode: GenerationMode, key: str, examples: int) -> Counter[int]:
    """Send examples to a place; gives how many got which answer. Raises where one was answered with a fault."""
    sent: Counter[int] = Counter()

    @settings(max_examples=examples, deadline=None, database=None, derandomize=True, suppress_health_check=HealthCheck)
    @given(case=DESCRIBED[place]["POST"].as_strategy(generation_mode=mode))
    def one(case: schemathesis.Case) -> None:
        answer = case.call(headers={"Authorization": f"Bearer {key}"})
        case.validate_response(answer, checks=[not_a_server_error])
        sent[answer.status_code] += 1

    one()
    return sent


def hold(sent: Counter[int], place: str, mode: GenerationMode, examples: int) -> None:
    """Hold the answers against what is to be: many, and among those to what is described some that say yes."""
    assert sent.total() >= examples
    if mode is GenerationMode.POSITIVE:
        assert sent[401 if place == WEBHOOK else 200] + sent[201], sent  # the webhook's examples bear no signature


@pytest.mark.parametrize("mode", MODES, ids=lambda m: m.value)
@pytest.mark.parametrize("place", PLACES)
def test_some_hundred_calls_by_the_description_are_answered(
    key: str, place: str, mode: GenerationMode, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("api.routes.look", "actions.keeping.add"):
        monkeypatch.setattr(f"heeded_desk.contact.{name}", lambda force, report: Found((), (), ()))

    hold(send(place, mode, key, FEW), place, mode, FEW)


@pytest.mark.trial
@pytest.mark.parametrize("mode", MODES, ids=lambda m: m.value)
@pytest.mark.parametrize("place", PLACES)
def test_ten_thousand_calls_by_the_description_are_answered_by_the_engine(
    key: str, place: str, mode: GenerationMode, northmoor: Force, small_run: Path, tmp_path: Path, monkeypatch
) -> None:
    shutil.copytree(small_run, tmp_path / "run")
    fill(northmoor, tmp_path / "run")
    monkeypatch.setattr(looking, "LONGEST", 600.0)

    hold(send(place, mode, key, MANY), place, mode, MANY)


PLAIN = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
VALUES = st.recursive(PLAIN, lambda s: st.lists(s, max_size=3) | st.dictionaries(st.text(max_size=8), s, max_size=3))
NAMES = st.sampled_from(["report_id", "recorded_at", "narrative", "persons", "log", "force", "offence"])


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(row=st.dictionaries(NAMES | st.text(max_size=8), VALUES, max_size=6) | VALUES)
def test_any_json_of_a_signed_message_is_a_report_or_refused_in_a_sentence(northmoor: Force, row: object) -> None:
    try:
        report = report_of(northmoor, json.dumps(row).encode())
    except ProblemError as error:
        assert error.status in (400, 422) and error.detail.endswith(".")
    else:
        assert report["report_id"] and report["recorded_at"]
