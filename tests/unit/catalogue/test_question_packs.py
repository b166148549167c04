"""Question packs: a shape to be filled, in which silence is unknown and nothing is summed."""

from pathlib import Path

import pytest

from heeded.catalogue.folder import catalogue_folder
from heeded.catalogue.question_packs import answered, load_pack
from heeded.toolbox.errors import CatalogueError

HEAD = """id: invented
title: An invented tool
version: 2
licence: Written for these tests; nobody holds rights in it.
owner: risk
valid_from: "2026-01-01"
asked_when: At the first response, of the victim.
questions:
"""
FIRST = '  - {id: q1, text: Has it been seen?, answers: ["yes", "no"], concern_if: ["yes"], code: risk.weapon}\n'
HANGING = (
    "  - {id: q2, text: When was it?, answers: [now, before], concern_if: [now],"
    ' only_if: {question: q1, answers: ["yes"]}}\n'
)
LAST = '  - {id: q3, text: Is she afraid?, answers: ["yes", "no"], concern_if: ["yes", unknown]}\n'


def pack_of(tmp_path: Path, questions: str) -> Path:
    path = tmp_path / "pack.yaml"
    path.write_text(HEAD + questions, encoding="utf-8")
    return path


def test_the_shipped_pack_is_empty_and_whole() -> None:
    packs = sorted((catalogue_folder() / "risk" / "packs").glob("*.yaml"))

    assert [p.name for p in packs] == ["empty.yaml"]
    assert load_pack(packs[0]).questions == ()


def test_what_was_not_asked_is_unknown_and_never_no(tmp_path: Path) -> None:
    pack = load_pack(pack_of(tmp_path, FIRST + HANGING + LAST))

    assert [(a.question.id, a.answer, a.concern) for a in answered(pack, {})] == [
        ("q1", "unknown", False),
        ("q3", "unknown", True),
    ]


@pytest.mark.parametrize(
    ("given", "asked"),
    [
        ({"q1": "yes", "q2": "now", "q3": "no"}, [("q1", True), ("q2", True), ("q3", False)]),
        ({"q1": "yes", "q3": "no"}, [("q1", True), ("q2", False), ("q3", False)]),
        ({"q1": "no", "q2": "now", "q3": "yes"}, [("q1", False), ("q3", True)]),
    ],
)
def test_a_question_that_hangs_on_another_is_asked_only_then(
    tmp_path: Path, given: dict[str, str], asked: list[tuple[str, bool]]
) -> None:
    pack = load_pack(pack_of(tmp_path, FIRST + HANGING + LAST))

    assert [(a.question.id, a.concern) for a in answered(pack, given)] == asked


@pytest.mark.parametrize(
    ("questions", "complaint"),
    [
        (FIRST + FIRST, "stands twice"),
        (FIRST.replace("risk.weapon", "risk.unheard_of"), "taxonomy"),
        (FIRST.replace('concern_if: ["yes"]', "concern_if: [perhaps]"), "none of its answers"),
        (HANGING + FIRST, "does not come before it"),
        (FIRST.replace("text: Has it been seen?, ", ""), "text"),
    ],
)
def test_a_pack_that_is_not_whole_is_refused(tmp_path: Path, questions: str, complaint: str) -> None:
    with pytest.raises(CatalogueError, match=complaint):
        load_pack(pack_of(tmp_path, questions))


def test_an_answer_that_is_not_allowed_is_refused_without_repeating_it(tmp_path: Path) -> None:
    pack = load_pack(pack_of(tmp_path, FIRST))

    with pytest.raises(CatalogueError, match="q1") as refused:
        answered(pack, {"q1": "a secret"})
    assert "secret" not in str(refused.value)
