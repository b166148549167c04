"""The complete account of invented cases, word for word, as a page and as a terminal show it.

A changed word is a reviewed diff.`python tests/golden/test_golden_cases.py` writes the expected texts anew.
"""

import io
import re

import pytest
from assessed_cases import FOLDER, account_of, case_names
from rich.console import Console
from test_golden_accounts import words_of

from heeded.explain import show_account
from heeded.explain.pages import account_page


def texts(name: str) -> dict[str, str]:
    """Give both texts of a case by the name of the file that expects them."""
    account = account_of(name)
    console = Console(file=io.StringIO(), width=80, highlight=False)
    show_account(account, console)
    return {f"{name}.txt": console.file.getvalue(), f"{name}.page.txt": words_of(account_page(account))}


@pytest.mark.parametrize("name", case_names())
def test_what_is_shown_is_what_was_reviewed(name: str) -> None:
    for file, text in texts(name).items():
        assert text == (FOLDER / file).read_text(encoding="utf-8"), "look at the change; then write it anew"


def test_there_are_at_least_twelve_cases_and_no_text_without_one() -> None:
    expected = {f"{name}{end}" for name in case_names() for end in (".yaml", ".txt", ".page.txt")}

    assert len(case_names()) >= 12
    assert {path.name for path in FOLDER.iterdir()} == expected


@pytest.mark.parametrize("name", case_names())
def test_nothing_shown_scores_or_foretells_and_no_line_is_too_wide(name: str) -> None:
    words = re.compile(r"\b(probabilit\w+|likel\w+|scored|guilty|convicted|percent|per cent|\d+ ?%)", re.IGNORECASE)
    shown = texts(name)

    assert not any(words.search(text) for text in shown.values())
    assert max(map(len, shown[f"{name}.txt"].splitlines())) <= 80


if __name__ == "__main__":
    for case in case_names():
        for file, text in texts(case).items():
            (FOLDER / file).write_text(text, encoding="utf-8")
