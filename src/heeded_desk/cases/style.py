"""The engine's style of marks for the desk: the same rules, held under one class so that none touches another's page.

`python -m heeded_desk.cases.style` writes the file again; a test holds it against the engine's own style sheet.
"""

import re
from pathlib import Path

import heeded.explain

ENGINE = Path(heeded.explain.__file__).parent / "templates" / "style.css"
OURS = Path(__file__).parents[1] / "static" / "desk" / "marks.css"
UNDER = ".account"
HEAD = "/* Made by heeded_desk/cases/style.py from the engine's style.css: change that, and make this anew. */\n"
KEPT = re.compile(
    r"(?<![\w-])(?:mark|small|\.key|\.pick|\.text|\.log|\.tag|\.stands|\.partly|\.missing|\.met|\.cannot_tell|\.not_met|\.unseen|\.no)\b"
)
"""Parts of the engine's pages that are on the desk too; the rest of its rules dress its own pages."""
RULE = re.compile(r"(@media[^{]+)\{((?:[^{}]*\{[^{}]*\})*)\}|([^{}]+)\{([^{}]*)\}")


def scoped(css: str) -> str:
    """Give the rules about marks, texts and logs, each selector held under `.account`."""
    return HEAD + "".join(_rule(found) for found in RULE.finditer(css))


def _rule(found: re.Match[str]) -> str:
    media, inner, selectors, body = found.groups()
    if media:
        within = "".join(_rule(f) for f in RULE.finditer(inner))
        return f"{media.strip()}{{\n{within}}}\n" if within else ""
    kept = [f"{UNDER} {s.strip()}" for s in _parted(selectors) if KEPT.search(s)]
    return f"{','.join(kept)}{{{body}}}\n" if kept else ""


def _parted(selectors: str) -> list[str]:
    """Part a list of selectors at its commas, but not within brackets."""
    return re.split(r",(?![^(]*\))", selectors)


if __name__ == "__main__":
    OURS.write_text(scoped(ENGINE.read_text(encoding="utf-8")), encoding="utf-8")
