"""The network as shipped: what it says of a sentence, and that nothing else has a part in it."""

import pytest

from heeded.read.second.encoder import Encoder
from heeded.read.second.second_reader import FOLDER
from heeded.read.second.weighing import load_weights

SAYS = (
    ("He has been waiting outside her office every evening this week.", "risk.high_frequency", 4.66),
    ("He has been waiting outside her office every evening this week.", "behaviour.loitering", 3.43),
    ("She is afraid that he will kill her.", "risk.victim_predicts_harm", 3.68),
    ("No further action, words of advice given to both.", "concern.words_of_advice", 8.05),
    ("The street lamp by the bridge is out again.", "behaviour.taking", -4.21),
)
"""Log-odds that the network gave before it was written anew as fewer operations (tools/second_reader/lean.py)."""
NEAR = 0.3
"""Processors differ in how they round eight-bit numbers."""


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return Encoder(FOLDER)


@pytest.mark.parametrize(("sentence", "name", "odds"), SAYS)
def test_written_anew_it_says_what_it_said(encoder: Encoder, sentence: str, name: str, odds: float) -> None:
    codes = [f"{family}.{code}" for family, code in load_weights(FOLDER / "weights.json").codes]

    assert encoder.read(sentence)[0][codes.index(name)] == pytest.approx(odds, abs=NEAR)


def test_what_is_said_of_a_sentence_does_not_depend_on_what_was_read_before(encoder: Encoder) -> None:
    sentences = ["He rang.", "", "she " * 200, *(sentence for sentence, _, _ in SAYS)]

    forwards = [[part.tobytes() for part in encoder.read(each)] for each in sentences]
    backwards = [[part.tobytes() for part in encoder.read(each)] for each in reversed(sentences)]

    assert forwards == backwards[::-1]
    assert forwards == [[part.tobytes() for part in Encoder(FOLDER).read(each)] for each in sentences]


def test_the_vector_has_length_one(encoder: Encoder) -> None:
    assert (encoder.read("He rang.")[1] ** 2).sum() == pytest.approx(1, abs=1e-5)
