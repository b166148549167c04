"""The account page shows exactly what the account says, for those who may see it, and puts every look on record."""

import re
from collections.abc import Callable
from copy import deepcopy
from html import unescape
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from heeded_desk.audit.models import Entry
from heeded_desk.cases.models import Account, Case, Link, Part
from heeded_desk.cases.style import ENGINE, OURS, scoped
from heeded_desk.deliveries.models import Run
from heeded_desk.glossary import glossary
from heeded_desk.members.models import Force
from heeded_desk.members.roles import Role

ROOT = Path(__file__).parents[2]
UNCLOSED = {"meta", "link", "input", "br", "img", "line", "circle", "rect", "path"}


class Page(HTMLParser):
    """What a reader without eyes or style meets: headings, ids, links, and all text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


@pytest.fixture
def cases(published: Run) -> list[Case]:
    """Every course worth a page, the first of the worklist first."""
    return list(Case.objects.filter(force=published.force).exclude(part=Part.REST).order_by("part", "-last_at", "pk"))


@pytest.fixture
def opened(signed_in: Callable[..., Client]) -> Callable[[Case], str]:
    """Give the page of a case as a stalking lead sees it."""
    client = signed_in(Role.STALKING_LEAD)

    def of(case: Case) -> str:
        answer = client.get(f"/courses/{case.course_id}")
        assert answer.status_code == 200
        return answer.content.decode()

    return of


def changed(case: Case, change: Callable[[dict[str, Any]], None]) -> None:
    """Let the account of a case say something else."""
    words = deepcopy(case.account.words)
    change(words)
    Account.objects.filter(case=case).update(words=words)


def test_no_mark_of_any_account_is_lost(cases: list[Case], opened: Callable[[Case], str]) -> None:
    for case in cases:
        page = Page(opened(case))
        shown = plain(page.text)
        ids = {attrs.get("id") for _, attrs in page.tags}
        marks = 0
        for report in case.account.words["reports"]:
            own = [m for part in (report["recorded_as"], report["narrative"], *report["log"]) for m in part["marks"]]
            marks += len(own)
            for number, mark in enumerate(own, start=1):
                assert f"mark-{report['number']}-{number}" in ids
                assert plain(f"“{mark['quote']}”") in shown
                assert mark["label"] in shown
        assert len([i for i in ids if i and i.startswith("mark-")]) == marks
    assert marks


def test_every_text_stands_as_it_was_typed(cases: list[Case], opened: Callable[[Case], str]) -> None:
    label = re.compile(r"<small class=[^>]*>.*?</small>", re.DOTALL)
    for case in cases[:12]:
        bare = unescape(re.sub(r"<[^>]+>", "", label.sub("", opened(case))))
        for report in case.account.words["reports"]:
            for text in (report["narrative"]["text"], *(e["text"] for e in report["log"])):
                assert text in bare


def test_what_the_account_says_is_said(cases: list[Case], opened: Callable[[Case], str]) -> None:
    for case in cases:
        account, shown = case.account.words, plain(Page(opened(case)).text)
        said = [account["title"], *account["headline_lines"], account["risk"]["reason"], account["limits"]]
        said += [d["title"] for d in account["duties"]] + [s["step"] for s in account["next_steps"]]
        said += [c["better"] for c in account["concerns"]] + [c["ask"] for c in account["concerns"]]
        said += [e["title"] for o in account["points"] for e in o["elements"]]
        said += [f["title"][1:] for f in account["red_flags"]] + [q["reason"] for q in account["questions"]]
        said += [s["quote"] for d in account["drift"] for s in d["steps"]]
        assert [words for words in said if words and plain(words) not in shown] == []


def test_duties_are_told_alike_whatever_the_answer(cases: list[Case], opened: Callable[[Case], str]) -> None:
    shown = opened(cases[0])
    for answer, heading in (("met", "was done"), ("not_met", "was not done"), ("cannot_tell", "does not tell")):
        number = sum(d["answer"] == answer for d in cases[0].account.words["duties"])
        assert re.search(rf'<h3[^>]*><span class="tag {answer}">{number}</span>[^<]*{heading}', shown)


def test_script_in_a_narrative_is_harmless(cases: list[Case], opened: Callable[[Case], str]) -> None:
    bad = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'&{{ 7*7 }}"

    def change(words: dict[str, Any]) -> None:
        report = words["reports"][0]
        report["narrative"] = {"text": bad, "marks": []}
        report["recorded_as"] = {"text": bad, "marks": []}
        report["outcome"] = words["title"] = bad

    changed(cases[0], change)

    shown = opened(cases[0])

    assert "<script>alert" not in shown
    assert "<img" not in shown
    assert unescape(shown).count(bad) >= 4
    assert all(not any(a.startswith("on") for a in attrs) for _, attrs in Page(shown).tags)


def test_characters_that_steer_a_page_are_shown_as_marks(cases: list[Case], opened: Callable[[Case], str]) -> None:
    text = "He said \u202edrac\u202c and \u2066left\u2069\u200f \x1b[31m\x07 to שלום."

    def change(words: dict[str, Any]) -> None:
        words["reports"][0]["narrative"] = {"text": text, "marks": []}
        words["title"] = "A \u202eB"

    changed(cases[0], change)

    shown = opened(cases[0])

    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]", shown)
    assert "He said \ufffddrac\ufffd and" in shown
    assert "שלום" in shown
    assert "<title>A \ufffdB" in shown


def test_headings_are_in_order_and_everything_is_named(cases: list[Case], opened: Callable[[Case], str]) -> None:
    for case in cases[:8]:
        page = Page(opened(case))
        levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch(r"h[1-6]", tag)]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(after <= before + 1 for before, after in pairwise(levels))
        ids = [attrs["id"] for _, attrs in page.tags if attrs.get("id")]
        assert len(ids) == len(set(ids))
        for tag, attrs in page.tags:
            assert not any(name == "style" for name in attrs), "the page may hold no style of its own"
            if tag == "a" and str(attrs.get("href", "")).startswith("#"):
                assert str(attrs["href"])[1:] in ids
            if tag == "svg":
                assert attrs.get("aria-hidden") or (attrs.get("role") == "img" and attrs.get("aria-label"))
            if attrs.get("aria-labelledby"):
                assert attrs["aria-labelledby"] in ids


def test_the_first_screen_tells_what_stands_what_was_used_and_what_is_next(
    cases: list[Case], opened: Callable[[Case], str]
) -> None:
    shown = opened(cases[0])

    order = [shown.index(f'id="{name}"') for name in ("what-next", "what-stands", "what-used", "contents", "when")]
    assert order == sorted(order)
    assert cases[0].account.words["next_steps"][0]["step"][1:] in shown[order[0] : order[1]]


def test_names_of_other_courses_beside_are_on_record(
    cases: list[Case], opened: Callable[[Case], str], elsewhere: Force
) -> None:
    one, two, three = cases[:3]
    Case.objects.filter(pk=one.pk).update(suspect_id="P-s", victim_id="P-v")
    Case.objects.filter(pk=two.pk).update(suspect_id="P-s", victim_id="P-other")
    Case.objects.filter(pk=three.pk).update(suspect_id="P-v", victim_id="P-s")

    shown = opened(one)

    assert "Linking holds the people of these courses to be the same; it can be wrong." in shown
    part = shown[shown.index('id="others"') :]
    assert part.index("The other way round") < part.index(f"/courses/{three.course_id}")
    assert part.index("The same suspect, reported by others") < part.index(f"/courses/{two.course_id}")
    entry = Entry.objects.filter(place="case", subject=one.course_id).latest("number")
    assert entry.details["beside"] == sorted({two.course_id, three.course_id})


def test_a_course_without_a_suspect_has_no_other_victims(cases: list[Case], opened: Callable[[Case], str]) -> None:
    Case.objects.filter(pk__in=[c.pk for c in cases[:2]]).update(suspect_id="", victim_id="")

    assert 'id="others"' not in opened(cases[0])


def test_how_mentions_were_weighed_is_kept_and_drawn(cases: list[Case], opened: Callable[[Case], str]) -> None:
    link = Link.objects.filter(case__in=cases).exclude(weights={}).first()
    assert link is not None
    reports = {r["report_id"] for r in link.case.account.words["reports"]}
    assert {link.report_a, link.report_b} <= reports

    shown = opened(link.case)

    assert f"How the mentions of the {link.role} were weighed" in shown
    for weight in filter(None, link.weights.values()):
        assert f"{weight:+.1f}" in shown


@pytest.mark.parametrize("role", [Role.ANALYST, Role.AUDITOR, Role.ADMINISTRATOR])
def test_who_may_not_see_names_is_refused_with_a_sentence(
    role: Role, cases: list[Case], signed_in: Callable[..., Client]
) -> None:
    answer = signed_in(role).get(f"/courses/{cases[0].course_id}")

    assert answer.status_code == 403
    assert "To open an account you need another role" in answer.content.decode()
    assert cases[0].title not in answer.content.decode()


def test_a_course_that_was_merged_leads_to_where_its_reports_are(
    cases: list[Case], signed_in: Callable[..., Client]
) -> None:
    one, two = cases[:2]
    Case.objects.filter(pk=one.pk).update(gone=True, merged_into=two.course_id)

    shown = signed_in(Role.OFFICER).get(f"/courses/{one.course_id}").content.decode()

    assert "now stand in another course" in shown
    assert f'href="/courses/{two.course_id}"' in shown
    assert one.title not in shown


def test_a_course_that_is_gone_says_so(cases: list[Case], signed_in: Callable[..., Client]) -> None:
    Case.objects.filter(pk=cases[0].pk).update(gone=True, merged_into="")

    shown = signed_in(Role.OFFICER).get(f"/courses/{cases[0].course_id}").content.decode()

    assert f"The latest run holds no course {cases[0].course_id}" in shown
    assert cases[0].title not in shown


def test_the_words_explained_are_those_of_the_glossary() -> None:
    page = (ROOT / "GLOSSARY.md").read_text(encoding="utf-8")
    theirs = {
        word.lower(): means for word, means in re.findall(r"^\| \*\*(.+?)\*\* \| (.+?) \| .*?\|$", page, re.MULTILINE)
    }

    assert {word: theirs.get(word) for word in glossary()} == glossary()


def test_the_style_of_marks_is_the_engines_and_up_to_date() -> None:
    ours = OURS.read_text(encoding="utf-8")

    assert ours == scoped(ENGINE.read_text(encoding="utf-8"))
    selectors = [
        s for rule in re.findall(r"^([^@{}/][^{}]*)\{", ours, re.MULTILINE) for s in re.split(r",(?![^(]*\))", rule)
    ]
    assert len(selectors) > 40
    assert all(s.startswith(".account ") for s in selectors)
