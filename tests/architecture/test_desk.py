"""The desk depends on the engine's public side, never the engine on the desk."""

import ast
from pathlib import Path

SOURCES = Path(__file__).parents[2] / "src"
INSIDES = {"assemble", "assess", "link", "live", "normalise", "read"}
ALLOWED = {"heeded.link.tell": "the words in which a link is told are the engine's own"}


def modules_of(path: Path) -> list[str]:
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.append(node.module)
    return found


def test_the_engine_knows_nothing_of_the_desk() -> None:
    offences = [
        str(path.relative_to(SOURCES))
        for path in sorted((SOURCES / "heeded").rglob("*.py"))
        if any(module.split(".")[0] in ("heeded_desk", "django") for module in modules_of(path))
    ]

    assert offences == []


def test_the_desk_reaches_into_no_stage() -> None:
    offences = [
        f"{path.relative_to(SOURCES)} imports {module}"
        for path in sorted((SOURCES / "heeded_desk").rglob("*.py"))
        for module in modules_of(path)
        if module.startswith("heeded.") and module.split(".")[1] in INSIDES and module not in ALLOWED
    ]

    assert offences == []
