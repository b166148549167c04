"""The catalogue as pages: all of it is there, nothing is fetched, and every link leads somewhere."""

import re
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest

from heeded.catalogue.catalogue import FAMILIES, read_yaml
from heeded.catalogue.folder import catalogue_folder
from heeded.catalogue_pages import write_catalogue_pages


class Outline(HTMLParser):
    """The tags of a page, and its words without them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(page)
        self.words = " ".join(self.words.split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words += data

    def of(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs in self.tags if name == tag]


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Outline]:
    folder = write_catalogue_pages(catalogue_folder(), tmp_path_factory.mktemp("catalogue")).parent
    return {path.name: Outline(path.read_text(encoding="utf-8")) for path in sorted(folder.iterdir())}


def squeezed(text: object) -> str:
    return " ".join(str(text).split())


def test_every_rule_is_there_with_its_words_its_proofs_and_its_authority(pages: dict[str, Outline]) -> None:
    for family in FAMILIES:
        words = pages[f"{family}.html"].words
        for path in (catalogue_folder() / "rules" / family).rglob("*.yaml"):
            rule = read_yaml(path)
            examples = [e["text"] for e in (*rule["shows"], *rule["spares"])]
            said = [rule["id"], rule["title"], rule["meaning"], rule["owner"], *rule["patterns"], *examples]
            said += [f"version {rule['version']}", *rule.get("unless", []), *(a["cite"] for a in rule["authority"])]
            assert [text for text in said if squeezed(text) not in words] == [], path.name


def test_every_other_file_is_there_with_all_that_it_holds(pages: dict[str, Outline]) -> None:
    every = " ".join(outline.words for outline in pages.values())

    def leaves(given: object) -> list[object]:
        if isinstance(given, dict):
            return [leaf for value in given.values() for leaf in leaves(value)]
        return [leaf for value in given for leaf in leaves(value)] if isinstance(given, list) else [given]

    for path in catalogue_folder().rglob("*.yaml"):
        assert path.relative_to(catalogue_folder()).as_posix() in every
        assert [leaf for leaf in leaves(read_yaml(path)) if leaf is not None and squeezed(leaf) not in every] == []


def test_every_link_leads_to_something_on_these_pages(pages: dict[str, Outline]) -> None:
    ids = {name: [str(attrs["id"]) for _, attrs in outline.tags if "id" in attrs] for name, outline in pages.items()}

    assert all(len(found) == len(set(found)) for found in ids.values())
    for name, outline in pages.items():
        for link in outline.of("a"):
            file, _, anchor = str(link["href"]).partition("#")
            assert not anchor or anchor in ids[file or name], link["href"]


def test_pages_take_nothing_from_anywhere(pages: dict[str, Outline]) -> None:
    for outline in pages.values():
        assert not {"link", "img", "iframe"} & {tag for tag, _ in outline.tags}
        assert all(set(attrs).isdisjoint({"src", "style"}) for _, attrs in outline.tags)
        assert not any(name.startswith("on") for _, attrs in outline.tags for name in attrs)
        assert all(not str(link["href"]).startswith(("http", "//")) for link in outline.of("a"))


def test_pages_have_language_landmarks_and_headings_in_order(pages: dict[str, Outline]) -> None:
    for outline in pages.values():
        ranks = [int(tag[1]) for tag, _ in outline.tags if re.fullmatch(r"h[1-6]", tag)]
        assert outline.of("html")[0]["lang"] == "en-GB"
        assert [len(outline.of(tag)) for tag in ("header", "main", "footer", "h1", "title")] == [1] * 5
        assert ranks[0] == 1
        assert all(later <= earlier + 1 for earlier, later in pairwise(ranks))


def test_the_search_is_named_and_hidden_until_it_works(pages: dict[str, Outline]) -> None:
    for outline in pages.values():
        (box,) = [attrs for _, attrs in outline.tags if attrs.get("id") == "find"]
        assert "hidden" in box
        assert [i["id"] for i in outline.of("input")] == ["q"] == [label["for"] for label in outline.of("label")]
        assert [attrs for _, attrs in outline.tags if "data-entry" in attrs]


def test_the_style_brings_no_colour_that_was_not_held_to_contrast() -> None:
    package = Path(write_catalogue_pages.__code__.co_filename).parent
    ours = (package / "catalogue" / "templates" / "catalogue_style.css").read_text(encoding="utf-8")
    theirs = (package / "explain" / "templates" / "style.css").read_text(encoding="utf-8")

    assert set(re.findall(r"#[0-9a-f]{3,6}\b", ours)) <= set(re.findall(r"#[0-9a-f]{3,6}\b", theirs))


def test_the_same_catalogue_gives_the_same_pages(pages: dict[str, Outline], tmp_path: Path) -> None:
    again = write_catalogue_pages(catalogue_folder(), tmp_path).parent

    assert {p.name: Outline(p.read_text(encoding="utf-8")).words for p in again.iterdir()} == {
        name: outline.words for name, outline in pages.items()
    }
