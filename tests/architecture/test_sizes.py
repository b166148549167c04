"""The house budget. Raising a limit needs a decision record, quoted beside the exception."""

import ast
from collections.abc import Iterator
from pathlib import Path
from statistics import median

PACKAGES = [Path(__file__).parents[2] / "src" / name for name in ("heeded", "heeded_desk")]
FILES = sorted(path for package in PACKAGES for path in package.rglob("*.py") if path.parent.name != "migrations")
LONGEST_FILE = 400
LONGEST_FUNCTION = 50
MOST_PARAMETERS = 7
MEDIAN_FUNCTION = 12
NAMES_THAT_SAY_NOTHING = {"utils", "helpers", "common", "misc", "manager", "base", "core"}
NAMED_BY_OTHERS = {"sqlcipher/base.py": "Django looks for a database backend under this name (decision 0032)"}

WIDE_BY_NATURE = {"cli.py run": "one parameter for each option of the command line"}


def functions() -> Iterator[tuple[Path, ast.FunctionDef]]:
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef):
                yield path, node


def length(node: ast.FunctionDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def parameter_count(node: ast.FunctionDef) -> int:
    arguments = node.args.posonlyargs + node.args.args + node.args.kwonlyargs
    return sum(argument.arg not in ("self", "cls") for argument in arguments)


def test_no_file_is_too_long() -> None:
    long = {p.name for p in FILES if len(p.read_text(encoding="utf-8").splitlines()) > LONGEST_FILE}

    assert long == set()


def test_no_function_is_too_long_or_too_wide() -> None:
    offences = {
        f"{path.name} {node.name}"
        for path, node in functions()
        if length(node) > LONGEST_FUNCTION or parameter_count(node) > MOST_PARAMETERS
    }

    assert offences <= WIDE_BY_NATURE.keys()


def test_functions_are_short_on_the_whole() -> None:
    assert median(length(node) for _, node in functions()) <= MEDIAN_FUNCTION


def test_no_module_has_a_name_that_says_nothing() -> None:
    ours = [p for p in FILES if f"{p.parent.name}/{p.name}" not in NAMED_BY_OTHERS]

    assert not {p.stem for p in ours} & NAMES_THAT_SAY_NOTHING
