"""The engine is a function of what it is given: it reads no clock, no chance, no environment, and prints nothing."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "src" / "heeded"
OUTER_DOOR = {"cli.py"}
FORBIDDEN_CALLS = {
    "now",
    "today",
    "utcnow",
    "time",
    "monotonic",
    "getenv",
    "uuid4",
    "urandom",
    "print",
    "input",
}
FORBIDDEN_MODULES = {"random", "secrets", "uuid", "time", "socket", "urllib", "http", "logging"}
ENGINE = sorted(p for p in PACKAGE.rglob("*.py") if p.name not in OUTER_DOOR)


@pytest.mark.parametrize("path", ENGINE, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_engine_asks_nothing_of_the_world(path: Path) -> None:
    offences = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            offences += [a.name for a in node.names if a.name.split(".")[0] in FORBIDDEN_MODULES]
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in FORBIDDEN_MODULES:
            offences.append(str(node.module))
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            # A console that was given is an argument, as a path is; what is forbidden is to print to the world.
            given = isinstance(node.func, ast.Attribute) and ast.unparse(node.func) == "console.print"
            offences += [name] * (name in FORBIDDEN_CALLS and not given)
        if isinstance(node, ast.Attribute) and node.attr == "environ":
            offences.append("environ")

    assert offences == []


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_no_error_is_swallowed_whole(path: Path) -> None:
    broad = [
        node.lineno
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or (isinstance(node.type, ast.Name) and node.type.id in ("Exception", "BaseException")))
    ]

    assert not broad or path.name in OUTER_DOOR
