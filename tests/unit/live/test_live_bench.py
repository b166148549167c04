"""The benchmark of live linking runs on a small force."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from heeded.cli import commands


@pytest.mark.slow
def test_the_benchmark_of_live_linking_runs_on_a_small_force(tmp_path: Path) -> None:
    asked = ["bench", "live", "--reports", "60", "--added", "5", "--json", str(tmp_path / "out.json")]

    result = CliRunner().invoke(commands, asked)

    assert result.exit_code == 0
    told = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    assert (told["reports"], told["added"]) == (60, 5)
    for name in ("look", "half", "add"):
        assert 0 < told[f"{name}_p50_ms"] <= told[f"{name}_p95_ms"] <= told[f"{name}_p99_ms"] <= told[f"{name}_max_ms"]
