"""Stages know the nouns and the catalogue. They do not know one another."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from heeded.model import contracts
from heeded.stages import GIVEN, STAGES

PACKAGE = Path(__file__).parents[2] / "src" / "heeded"
VERBS = [stage.verb for stage in STAGES]
LAYERS: dict[str, set[str]] = {
    "toolbox": set(),
    "model": {"toolbox"},
    "catalogue": {"toolbox", "model"},
    **{verb: {"toolbox", "model", "catalogue"} for verb in VERBS},
    "live": {"toolbox", "model", "catalogue", "link", "assemble"},  # two stages for one report, see decision 0019
    # four stages and the live store for one report, see decision 0027
    "first_contact": {"toolbox", "model", "catalogue", "ingest", "normalise", "read", "assess", "live", "pipeline"},
}


def imports_of_our_own(path: Path) -> Iterator[tuple[int, str]]:
    """Give (line, package) for every import of a sibling package."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            modules = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module == "heeded":
            modules = [f"heeded.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            modules = [str(node.module)]
        elif isinstance(node, ast.ImportFrom):
            modules = ["heeded.<relative>"]
        else:
            continue
        for module in modules:
            root, *rest = module.split(".")
            if root == "heeded" and rest:
                yield node.lineno, rest[0]


@pytest.mark.parametrize("package", LAYERS)
def test_package_imports_only_downward(package: str) -> None:
    offences = [
        f"{path.relative_to(PACKAGE)}:{line} imports {other}"
        for path in sorted((PACKAGE / package).rglob("*.py"))
        for line, other in imports_of_our_own(path)
        if other != package and other not in LAYERS[package]
    ]

    assert offences == []


def test_every_package_has_its_place_in_the_layers() -> None:
    packages = {p.parent.name for p in PACKAGE.glob("*/__init__.py")}

    assert packages == set(LAYERS)


def test_no_import_hides_inside_a_function() -> None:
    hidden = [
        f"{path.relative_to(PACKAGE)}:{inner.lineno}"
        for path in sorted(PACKAGE.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef)
        for inner in ast.walk(node)
        if isinstance(inner, ast.Import | ast.ImportFrom)
    ]

    assert hidden == []


def test_every_stage_takes_only_what_came_before() -> None:
    available = set(GIVEN)
    for stage in STAGES:
        assert set(stage.takes) <= available, stage.verb
        available |= set(stage.gives)


def test_every_table_of_the_contract_is_given_by_one_stage() -> None:
    given = [name for stage in STAGES for name in stage.gives]

    assert sorted(given) == sorted(contracts.TABLES)
