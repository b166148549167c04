"""medspaCy in an environment of its own, made on demand beside this file and left out of the repository."""

import json
import subprocess
import sys
import venv
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

HERE = Path(__file__).parent
ENVIRONMENT = HERE / ".environments" / "medspacy"
NAMES = ("documented", "best")
"""Its pipelines: as its documentation sets it up, and with the quickest splitter, overlapping targets kept."""


def environment() -> Path:
    """Give the Python of medspaCy's environment, made first where it is not there."""
    python = ENVIRONMENT / "bin" / "python"
    if not (ENVIRONMENT / "ready").is_file():
        venv.create(ENVIRONMENT, with_pip=True, clear=True)
        wanted = ["--requirement", HERE / "medspacy.txt"]
        subprocess.run([python, "-m", "pip", "install", "--quiet", "--quiet", *wanted], check=True, stdout=sys.stderr)
        (ENVIRONMENT / "ready").touch()
    return python


class Medspacy:
    """medspaCy with our rules, waiting for rounds to read or texts to speak of."""

    def __init__(self, rules: dict[str, Any], texts: Sequence[str], folder: Path) -> None:
        self._folder = folder
        (folder / "rules.json").write_text(json.dumps(rules), encoding="utf-8")
        (folder / "texts.json").write_text(json.dumps(texts), encoding="utf-8")
        ask = [environment(), HERE / "medspacy_worker.py", folder]
        self._worker = subprocess.Popen(ask, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.version = self._answer()["ready"]

    def __enter__(self) -> "Medspacy":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._worker.terminate()
        self._worker.wait()

    def round(self, name: str) -> float:
        """Read all texts once; gives the seconds of its process."""
        return float(self._answer(name)["seconds"])

    def say(self, name: str, texts: Sequence[str]) -> list[tuple[int, str, str]]:
        """Give what is found in other texts: number of the text, label of the rule, context."""
        (asked := self._folder / "asked.json").write_text(json.dumps(texts), encoding="utf-8")
        return [(number, label, context) for number, label, context in self._answer(f"say {name} {asked}")]

    def _answer(self, line: str = "") -> Any:
        assert self._worker.stdin is not None and self._worker.stdout is not None
        if line:
            self._worker.stdin.write(line + "\n")
            self._worker.stdin.flush()
        told = self._worker.stdout.readline()
        if not told:
            raise RuntimeError("medspaCy ended before it answered.")
        return json.loads(told)
