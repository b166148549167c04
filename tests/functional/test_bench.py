"""Benchmarks are asked for by name."""

import pytest
from click.testing import CliRunner

from heeded.cli import commands
from heeded.toolbox.errors import RunError


def test_a_benchmark_that_is_not_there_is_refused_with_those_that_are() -> None:
    result = CliRunner().invoke(commands, ["bench", "tea"])

    assert isinstance(result.exception, RunError)
    assert "linking" in str(result.exception)


@pytest.mark.slow
def test_the_benchmark_of_linking_runs_on_a_small_town() -> None:
    result = CliRunner().invoke(commands, ["bench", "linking", "--people", "400"])

    assert result.exit_code == 0
