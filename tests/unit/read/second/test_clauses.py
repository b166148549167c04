"""What is turned in a sentence, and what is left of it: by the words alone, without the network."""

import numpy as np
import pytest
import yaml

from heeded.catalogue import Catalogue, load_catalogue
from heeded.catalogue.folder import catalogue_folder
from heeded.read.cues import Heard, cues_in
from heeded.read.scan.compiled import Compiled, compile_catalogue
from heeded.read.scan.gather import texts_of
from heeded.read.scan.scanner import Batch, Scanner
from heeded.read.second.clauses import Turned, Turning

FEMALE_AND_MALE = 1 | 1 << 3
"""The sexes typed for victim and suspect, as bits."""


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue(catalogue_folder())


@pytest.fixture(scope="module")
def compiled(catalogue: Catalogue) -> Compiled:
    return compile_catalogue(catalogue)


@pytest.fixture(scope="module")
def turning() -> Turning:
    return Turning(yaml.safe_load((catalogue_folder() / "second-reader.yaml").read_text(encoding="utf-8"))["turned_by"])


def heard(compiled: Compiled, text: str, begin: int = 0) -> Heard | None:
    scanner = Scanner(compiled)
    none, one = np.zeros(1, np.int64), np.ones(1, np.int64)
    sexes = np.array([FEMALE_AND_MALE], np.uint8)
    marks, in_log = np.zeros(0, np.uint8), np.zeros(1, np.uint8)
    scanner.scan(Batch(texts_of([text]), in_log, one, texts_of([]), none, marks, sexes))
    return cues_in(*scanner.last(), compiled.rulebook).within(0, begin, len(text))


def turned(compiled: Compiled, turning: Turning, text: str, family: str = "behaviour") -> Turned | None:
    found = heard(compiled, text)
    return turning.turned_in(found, family) if found else None


@pytest.mark.parametrize(
    ("text", "context", "rest"),
    [
        ("He denies ever going near her flat.", "denied", "."),
        ("She rang him four times last night.", "other_actor", "four times last night."),
        ("He was acquitted of following her.", "historical", "."),
        ("She rang him, he smashed her window.", "other_actor", ", he smashed her window."),
    ],
)
def test_what_a_clause_turns_is_told_from_the_rest(
    compiled: Compiled, turning: Turning, text: str, context: str, rest: str
) -> None:
    found = turned(compiled, turning, text)

    assert found
    assert (found.context, found.rest(text, 0)) == (context, rest)


@pytest.mark.parametrize(
    ("text", "family"),
    [
        ("He followed her home and waited outside.", "behaviour"),
        ("He has not been seen, he comes when she is out.", "behaviour"),
        ("He wrote that he would put her windows in.", "behaviour"),
        ("No similar reports on file.", "response"),
    ],
)
def test_what_proved_wrong_more_often_than_right_turns_nothing(
    compiled: Compiled, turning: Turning, text: str, family: str
) -> None:
    assert turned(compiled, turning, text, family) is None


def test_only_what_stands_between_the_characters_is_heard(compiled: Compiled, turning: Turning) -> None:
    text = "He denies it. He followed her home in the van."

    assert heard(compiled, text)
    assert heard(compiled, text, begin=14) is None


def test_the_rest_of_a_sentence_within_a_text_is_its_own_characters() -> None:
    sentence = "Not seen at all, he rang her."

    assert Turned("negated", "turn.negated", [(100, 115)]).rest(sentence, 100) == ", he rang her."
    assert Turned("negated", "turn.negated", [(104, 108)]).rest(sentence, 100) == "Not at all, he rang her."


@pytest.mark.parametrize("text", ["", " ", "\n"])
def test_in_a_text_without_words_nothing_is_heard(compiled: Compiled, text: str) -> None:
    assert heard(compiled, text) is None
