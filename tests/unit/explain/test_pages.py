import json
import re
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from invented_run import invented, tables_of

from heeded.catalogue.folder import catalogue_folder
from heeded.explain import explain_courses, load_wording, write_pages
from heeded.explain.pages import account_page, file_name, log_parts

WORDING = load_wording(catalogue_folder())
STYLE = Path(account_page.__code__.co_filename).parent / "templates" / "style.css"


class Outline(HTMLParser):
    """What a reader without eyes or style meets of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def of(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs in self.tags if name == tag]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    tables = invented("northmoor")
    return write_pages(tables | explain_courses(tables, WORDING), tmp_path_factory.mktemp("pages")).parent


def pages(folder: Path) -> list[str]:
    return [p.read_text(encoding="utf-8") for p in sorted(folder.iterdir())]


def test_only_courses_to_look_at_have_a_page(folder: Path) -> None:
    assert sorted(p.name for p in folder.iterdir()) == [
        "course-C-ALDER.html",
        "course-C-BIRCH.html",
        "course-C-CEDAR.html",
        "index.html",
    ]


def test_every_link_leads_to_something_on_these_pages(folder: Path) -> None:
    for page in pages(folder):
        outline = Outline(page)
        ids = [attrs["id"] for _, attrs in outline.tags if "id" in attrs]
        assert len(ids) == len(set(ids))
        for link in outline.of("a"):
            target = str(link["href"])
            assert target.removeprefix("#") in ids if target.startswith("#") else (folder / target).is_file()


def test_pages_take_nothing_from_anywhere(folder: Path) -> None:
    for page in pages(folder):
        assert not re.search(r"https?:|//[a-z]|\bsrc=|url\(|@import|<script|<link|<iframe|\son\w+=", page)


def test_pages_have_language_landmarks_and_one_heading_of_each_rank_before_the_next(folder: Path) -> None:
    for page in pages(folder):
        outline = Outline(page)
        ranks = [int(tag[1]) for tag, _ in outline.tags if re.fullmatch(r"h[1-6]", tag)]
        assert outline.of("html")[0]["lang"] == "en-GB"
        assert [len(outline.of(tag)) for tag in ("header", "main", "footer", "h1", "style", "title")] == [1] * 6
        assert ranks[0] == 1
        assert all(later <= earlier + 1 for earlier, later in pairwise(ranks))


def test_every_box_to_tick_and_every_drawing_is_named(folder: Path) -> None:
    for page in pages(folder):
        outline = Outline(page)
        assert {i["id"] for i in outline.of("input")} == {label["for"] for label in outline.of("label")}
        assert all(svg["aria-label"] for svg in outline.of("svg"))


def test_what_is_typed_is_never_taken_for_page() -> None:
    tables = tables_of(
        {
            "courses": [
                {
                    "course_id": "C/<1>",
                    "reports": [
                        {
                            "report_id": "<i>R</i>",
                            "recorded_at": "2026-01-01T10:00:00",
                            "offence": "<script>alert(1)</script>",
                            "narrative": "<img onerror=x> {{ 7*7 }} he waits",
                            "persons": {"victim": {"forename": '"><b>', "surname": "Hart"}},
                            "findings": [["behaviour.loitering", "> {{ 7*7 }} he"]],
                        }
                    ],
                    "assessment": {"stalking": "possible"},
                }
            ]
        }
    )

    page = account_page(json.loads(explain_courses(tables, WORDING)["accounts"].to_pylist()[0]["account"]))

    assert not {"script", "img", "b", "i"} & {tag for tag, _ in Outline(page).tags}
    assert "{{ 7*7 }}" in page


def test_a_course_id_makes_a_file_name_of_its_own() -> None:
    assert file_name("../a b") == "course-_2e_2e_2fa_20b.html"
    assert file_name("a_b") != file_name("a b")


def test_a_long_log_folds_what_has_no_marks_and_loses_no_entry() -> None:
    log = [{"entry": n, "marks": ["m"] if n == 4 else []} for n in range(9)]

    parts = log_parts(log)

    assert [(folded, len(entries)) for folded, entries in parts] == [(True, 4), (False, 1), (True, 4)]
    assert [e for _, entries in parts for e in entries] == log


def test_a_short_log_is_shown_whole() -> None:
    assert [folded for folded, _ in log_parts([{"marks": []}, {"marks": []}])] == [False]


def luminance(colour: str) -> float:
    digits = colour if len(colour) == 6 else "".join(2 * c for c in colour)
    parts = [int(digits[n : n + 2], 16) / 255 for n in (0, 2, 4)]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_every_text_has_the_contrast_that_tired_eyes_need() -> None:
    style = STYLE.read_text(encoding="utf-8")
    texts = re.findall(r"[{;]color:#([0-9a-f]{6})\b", style)
    pairs = [(t, "ffffff") for t in texts if t != "ffffff"] + re.findall(
        r"color:#([0-9a-f]{6});background:#([0-9a-f]{6})", style
    )
    labels = [("0b0c0c", b) for b in re.findall(r"small\.\w+\{background:#([0-9a-f]{3,6})", style)]

    assert len(labels) == 5
    assert [p for p in pairs + labels if contrast(*p) < 4.5] == []


def test_each_family_of_marks_has_a_line_of_its_own_besides_its_colour() -> None:
    style = STYLE.read_text(encoding="utf-8")
    lines = dict(re.findall(r"mark\.(\w+)[^{,]*\{border-bottom:(\d+px \w+)", style))

    assert len(lines) == 4
    assert len(set(lines.values())) == 4
