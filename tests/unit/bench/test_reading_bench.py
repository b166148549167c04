"""The parts of the benchmark of reading: slips by a seed, corpora that repeat, what medspaCy is asked, what changed."""

import re
import sys
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).parents[3] / "benchmarks"
sys.path.append(str(BENCHMARKS))

import reading_changes  # noqa: E402
from peers import keywords  # noqa: E402
from peers.medspacy_rules import Translator, translated  # noqa: E402
from reading_accuracy import scores  # noqa: E402
from reading_texts import Slips, hundreds, labelled, repeated, texts_in  # noqa: E402

from heeded.catalogue import Catalogue  # noqa: E402
from heeded.catalogue.folder import catalogue_folder, samples_folder  # noqa: E402
from heeded.catalogue.patterns import PatternParser  # noqa: E402
from heeded.catalogue.spelling import slip_of  # noqa: E402
from heeded.ready import ready  # noqa: E402

TEXT = "The quick brown fox jumped over one lazy dog near a stile. " * 40
LOGS = labelled(samples_folder() / "cases" / "logs.jsonl")


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return ready(catalogue_folder()).catalogue


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


def test_one_word_in_twenty_is_mistyped_and_the_same_seed_gives_the_same_slips() -> None:
    slipped = Slips(1)(TEXT)
    changed = [(a, b) for a, b in zip(words(TEXT), words(slipped), strict=True) if a != b]

    assert 0.03 < len(changed) / len(words(TEXT)) < 0.07
    assert {slip_of(b, a) for a, b in changed} == {"dropped", "doubled", "swapped", "wrong"}
    assert Slips(1)(TEXT) == slipped != Slips(2)(TEXT)


def test_words_that_are_spared_are_left_alone() -> None:
    spared = [w for w in words(TEXT) if len(w) <= 3]

    assert [w for w in words(Slips(1, 3)(TEXT)) if w in set(spared)] == spared


def test_labels_never_reach_what_is_read() -> None:
    assert LOGS.gold["behaviour"]
    assert set(LOGS.tables) == {"reports", "log", "mentions"}
    assert {r for r, _ in LOGS.gold["risk"]} <= set(LOGS.tables["reports"]["report_id"].to_pylist())


def test_reports_come_again_with_all_that_belongs_to_them() -> None:
    reports, many = LOGS.tables["reports"].num_rows, repeated(LOGS.tables, 3 * LOGS.tables["reports"].num_rows, 1)

    assert many["reports"].num_rows == 3 * reports == len(set(many["reports"]["report_id"].to_pylist()))
    assert sorted(t for _, t in texts_in(many)) == sorted(3 * [t for _, t in texts_in(LOGS.tables)])
    assert many["mentions"].num_rows == 3 * LOGS.tables["mentions"].num_rows


def test_texts_of_a_hundred_words_are_cut_from_reports() -> None:
    assert {len(text.split(" ")) for _, text in texts_in(hundreds(LOGS.tables))} == {100}


PATTERNS = {
    "he kept flowers": [[{"LOWER": "he"}, {"LOWER": "kept"}, {"LOWER": "flowers"}]],
    "[the] (home|house)": [[{"LOWER": "the", "OP": "?"}, {"LOWER": {"IN": ["home", "house"]}}]],
    "^ not": [[{"LOWER": {"IN": ["n't", "not", "nt", "n’t"]}, "IS_SENT_START": True}]],
    "threat*": [[{"LOWER": {"REGEX": "^(?:threat.*)$"}}]],
    "(at|out side) work": [
        [{"LOWER": "at"}, {"LOWER": "work"}],
        [{"LOWER": "out"}, {"LOWER": "side"}, {"LOWER": "work"}],
    ],
}


@pytest.mark.parametrize(("ours", "theirs"), PATTERNS.items())
def test_patterns_are_put_in_the_words_of_medspacy(catalogue: Catalogue, ours: str, theirs: object) -> None:
    assert Translator(catalogue).patterns([PatternParser({}, {}).parse(ours)]) == theirs


def test_every_pattern_is_translated_whole_or_loosened(catalogue: Catalogue) -> None:
    asked = translated(catalogue)

    assert asked["counts"]["exact"] + asked["counts"]["loosened"] == asked["counts"]["patterns"]
    assert {rule["label"] for rule in asked["targets"]} == {r.id.upper() for r in catalogue.rules} | {"CLUE"}
    assert all(token for rule in asked["targets"] for pattern in rule["patterns"] for token in pattern)


def test_every_keyword_counts_for_a_code_that_is_there() -> None:
    taxonomy = (catalogue_folder() / "taxonomy.toml").read_text(encoding="utf-8")

    assert all(re.search(rf"^{code}\s*=", taxonomy, re.MULTILINE) for _, code in keywords.expressions())


def test_f1_counts_a_code_of_a_report_once() -> None:
    gold, said = {"risk": {("A", "weapon"), ("B", "weapon")}}, {"risk": {("A", "weapon"), ("C", "entry")}}

    assert scores(gold, said) == {"risk": {"precision": 0.5, "recall": 0.5, "f1": 0.5}}


def test_what_changed_is_told_finding_by_finding(tmp_path: Path) -> None:
    before = {"A/narrative/0-4/risk.weapon": ("affirmed", "r"), "A/log:0/2-9/risk.entry": ("affirmed", "r")}
    now = {"A/narrative/0-4/risk.weapon": ("negated", "r"), "B/narrative/1-3/risk.entry": ("affirmed", "r")}
    reading_changes.keep(before, tmp_path / "kept.tsv")

    found = list(reading_changes.changes(reading_changes.kept(tmp_path / "kept.tsv"), now, {"risk": {("B", "entry")}}))

    assert found == [
        ("loss", "A/log:0/2-9/risk.entry", "not labelled"),
        ("held as negated, not affirmed", "A/narrative/0-4/risk.weapon", "not labelled"),
        ("gain", "B/narrative/1-3/risk.entry", "labelled"),
    ]
