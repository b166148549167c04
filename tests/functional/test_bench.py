"""Benchmarks are asked for by name, and each of their parts runs on a small sample."""

import json

import pytest
from click.testing import CliRunner

from heeded.catalogue.folder import samples_folder
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


PARTS = ["scan", "stage", "accuracy", "slips", "growth", "changes"]


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[dict[str, object]]]:
    folder = tmp_path_factory.mktemp("reading")
    lines = (samples_folder() / "cases" / "logs.jsonl").read_text(encoding="utf-8").splitlines()[:2]
    (folder / "few.jsonl").write_text("\n".join(lines), encoding="utf-8")
    (folder / "blotter.csv").write_text(
        "Case,Date Reported,Summary\n1,6/30/15,Ex partner outside again\n2,7/1/15,Bike taken from the shed\n"
    )
    ask = ["bench", "reading", "--cases", folder / "few.jsonl", "--logs", folder / "blotter.csv", "--peer-texts", 2]
    ask += [
        "--rounds",
        1,
        "--reports",
        40,
        "--second-reports",
        4,
        "--seeds",
        1,
        "--longest",
        1000,
        "--json",
        folder / "out.json",
    ]

    result = CliRunner().invoke(commands, [str(each) for each in ask])

    assert result.exit_code == 0
    found: dict[str, list[dict[str, object]]] = json.loads((folder / "out.json").read_text(encoding="utf-8"))
    return found


@pytest.mark.slow
def test_each_part_of_the_benchmark_of_reading_runs_on_a_small_sample(
    measured: dict[str, list[dict[str, object]]],
) -> None:
    assert list(measured) == PARTS
    assert {row["corpus"] for row in measured["stage"]} == {"few", "blotter", "all of them"}
    assert {row["reader"] for row in measured["stage"]} == {"rules alone", "default"}
    assert all(float(str(row["per_second"])) > 0 for row in measured["stage"])
    assert {row["reader"] for row in measured["accuracy"]} >= {"heeded", "heeded, rules alone", "keywords"}
    assert [row["rules"] for row in measured["scan"]] == ["all rules", "rules that both state in one way"]
    assert len(measured["growth"]) == 20


@pytest.mark.slow
def test_what_is_right_is_told_from_what_is_not(measured: dict[str, list[dict[str, object]]]) -> None:
    ours, keywords = (next(r for r in measured["accuracy"] if r["reader"] == n) for n in ("heeded", "keywords"))

    assert ours["behaviour"]["f1"] > keywords["behaviour"]["f1"] >= 0  # type: ignore[index]
