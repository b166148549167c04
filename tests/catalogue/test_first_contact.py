"""What is asked and secured at first contact: every entry whole, every code known, nothing copied, nothing blaming."""

import re
import shutil
import tomllib
from pathlib import Path

import pytest

from heeded.catalogue.catalogue import read_yaml
from heeded.catalogue.first_contact import load_first_contact
from heeded.catalogue.folder import catalogue_folder
from heeded.toolbox.errors import CatalogueError

FOLDER = catalogue_folder()
LOADED = load_first_contact(FOLDER)
BLAMING = r"\bwhy (did|do|don't|didn't|haven't) you\b|\b(block|change your|provoke|encourage|lead (him|her|them) on)\b"
SUPPOSING = r"\b(he|she|him|her|his|hers)\b"
CLOSED_NO = r"\b(surely|nothing else|no threats|not? (violent|serious))\b"


@pytest.mark.parametrize("question", LOADED.questions, ids=lambda q: q.id)
def test_a_question_blames_nobody_and_supposes_nothing(question) -> None:
    said = question.ask.lower()

    assert not re.search(BLAMING, said)
    assert not re.search(SUPPOSING, said), "who it is, and whether a man or a woman, is for the caller to say"
    assert not re.search(CLOSED_NO, said)


def test_every_red_flag_has_its_question() -> None:
    flags = read_yaml(FOLDER / "risk" / "red-flags.yaml")
    wanted = {f"risk.{code}" for code in flags["codes"]} | {f"behaviour.{code}" for code in flags["also_behaviours"]}

    assert wanted - {code for question in LOADED.questions for code in question.codes} == set()


def test_what_threatens_life_is_asked_first() -> None:
    assert [q.part for q in LOADED.questions][:8] == ["danger"] * 8


def test_what_fades_first_stands_first() -> None:
    days = [f.days for f in LOADED.fading]

    assert days == sorted(days)


def test_every_act_that_section_2a_names_leaves_something_to_secure() -> None:
    acts = tomllib.loads((FOLDER / "taxonomy.toml").read_text(encoding="utf-8"))["behaviour"]
    named = {f"behaviour.{code}" for code, meaning in acts.items() if "[s.2A" in meaning}

    assert named - {code for fading in LOADED.fading for code in fading.codes} == set()


@pytest.mark.parametrize(
    ("answered", "left_out"),
    [
        (set(), set()),
        ({"risk.weapon"}, {"weapon"}),
        ({"risk.threat_to_kill"}, {"threats"}),
        ({"risk.weapon", "behaviour.tracking"}, {"weapon", "knows-where"}),
    ],
)
def test_a_question_is_left_out_where_one_of_its_codes_is_answered(answered: set[str], left_out: set[str]) -> None:
    asked = {q.id for q in LOADED.not_yet_asked(answered)}

    assert {q.id for q in LOADED.questions} - asked == left_out


def test_whether_somebody_is_safe_now_is_asked_on_every_call() -> None:
    asked = LOADED.not_yet_asked({code for question in LOADED.questions for code in question.codes})

    assert [question.id for question in asked] == ["safe-now"]


def test_what_fits_the_acts_and_the_rest_are_the_whole() -> None:
    fits, rest = LOADED.to_secure({"behaviour.tracking"})

    assert [f.id for f in fits] == ["tags-and-apps"]
    assert {f.id for f in (*fits, *rest)} == {f.id for f in LOADED.fading}


@pytest.mark.parametrize(
    ("file", "before", "after", "told"),
    [
        ("questions.yaml", "risk.weapon", "risk.wepon", "taxonomy lacks"),
        ("questions.yaml", "id: weapon", "id: threats", "stands twice"),
        ("questions.yaml", "    why: ", "    wy: ", "questions"),
        ("fading.yaml", "days: 7", "days: soon", "days"),
        ("fading.yaml", "behaviour.tracking", "behaviour.traking", "taxonomy lacks"),
    ],
)
def test_a_slip_is_named(tmp_path: Path, file: str, before: str, after: str, told: str) -> None:
    for part in ("schema", "first_contact"):
        shutil.copytree(FOLDER / part, tmp_path / part)
    shutil.copy(FOLDER / "taxonomy.toml", tmp_path)
    path = tmp_path / "first_contact" / file
    path.write_text(path.read_text(encoding="utf-8").replace(before, after, 1), encoding="utf-8")

    with pytest.raises(CatalogueError, match=told):
        load_first_contact(tmp_path)
