"""The whole text that is shown of an invented run, word for word: a changed word is a reviewed diff.

`python tests/golden/test_golden_accounts.py` writes the expected texts anew.
"""

import io
import json
import re
from html import unescape

import pytest
from invented_run import FOLDER, invented
from rich.console import Console

from heeded.catalogue.folder import catalogue_folder
from heeded.explain import explain_courses, load_wording, show_account, show_list
from heeded.explain.pages import account_page

RUN = "northmoor"
COURSES = ("C-ALDER", "C-BIRCH", "C-CEDAR", "C-DAMSON")


def texts() -> dict[str, str]:
    """Give every text shown of the run by the name of the file that expects it."""
    tables = invented(RUN)
    tables |= explain_courses(tables, load_wording(catalogue_folder()))
    accounts = {r["course_id"]: json.loads(r["account"]) for r in tables["accounts"].to_pylist()}
    shown = {"list.txt": terminal(lambda console: show_list(tables, console))}
    for course in COURSES:
        account = accounts[course]
        shown[f"{course}.txt"] = terminal(lambda console, a=account: show_account(a, console))
        shown[f"{course}.json"] = json.dumps(account, ensure_ascii=False, sort_keys=True, indent=1) + "\n"
        shown[f"{course}.page.txt"] = words_of(account_page(account))
    return shown


def terminal(show) -> str:
    console = Console(file=io.StringIO(), width=80, highlight=False)
    show(console)
    return console.file.getvalue()


def words_of(page: str) -> str:
    """Give the words of a page, a line for each block, as a reader meets them."""
    content = page.split("<main", 1)[1].split(">", 1)[1].split("</main>", 1)[0]
    blocks = re.sub(
        r"(?:\s*</?(?:p|li|h\d|section|article|div|td|th|tr|summary|blockquote|ul|ol|table)\b[^>]*>\s*)+", "\n", content
    )
    lines = (re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]*>", "", line))).strip() for line in blocks.splitlines())
    return "\n".join(line for line in lines if line) + "\n"


@pytest.fixture(scope="module")
def shown() -> dict[str, str]:
    return texts()


@pytest.mark.parametrize("name", sorted(p.name for p in (FOLDER / RUN).glob("*")))
def test_what_is_shown_is_what_was_reviewed(name: str, shown: dict[str, str]) -> None:
    assert shown[name] == (FOLDER / RUN / name).read_text(encoding="utf-8")


def test_every_text_has_been_reviewed(shown: dict[str, str]) -> None:
    assert shown.keys() == {p.name for p in (FOLDER / RUN).glob("*")}


def test_no_printed_line_is_wider_than_eighty_columns(shown: dict[str, str]) -> None:
    wide = [
        line
        for name, text in shown.items()
        if ".page" not in name and name.endswith(".txt")
        for line in text.splitlines()
        if len(line) > 80
    ]

    assert wide == []


def test_nothing_shown_scores_or_foretells(shown: dict[str, str]) -> None:
    words = re.compile(
        r"\b(probabilit\w+|likel\w+|score[sd]?|guilty|will be convicted|percent|per cent|\d+ ?%)\b", re.IGNORECASE
    )
    said = {name: set(words.findall(text)) - {"scores"} for name, text in shown.items()}

    assert not any(said.values())


if __name__ == "__main__":
    (FOLDER / RUN).mkdir(exist_ok=True)
    for name, text in texts().items():
        (FOLDER / RUN / name).write_text(text, encoding="utf-8")
