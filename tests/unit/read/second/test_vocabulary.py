"""Words cut into pieces."""

from pathlib import Path

import pytest

from heeded.read.second.second_reader import FOLDER
from heeded.read.second.vocabulary import Vocabulary

PIECES = ["[UNK]", "[CLS]", "[SEP]", "he", "follow", "##ed", "##s", "her", "cafe", ".", "!"]
CUT = (
    ("He followed her.", ["he", "follow", "##ed", "her", "."]),
    ("CAFÉ!", ["cafe", "!"]),
    ("he\u200bfollows\x07", ["[UNK]"]),
    ("he xyz", ["he", "[UNK]"]),
    ("her—!", ["her", "[UNK]", "!"]),
    ("he\u4e00her", ["he", "[UNK]", "her"]),
    ("", []),
    ("h" * 101, ["[UNK]"]),
)


@pytest.fixture
def vocabulary(tmp_path: Path) -> Vocabulary:
    path = tmp_path / "pieces.txt"
    path.write_text("\n".join(PIECES), encoding="utf-8")
    return Vocabulary(path)


@pytest.mark.parametrize(("sentence", "pieces"), CUT)
def test_sentence_becomes_its_longest_known_pieces(vocabulary: Vocabulary, sentence: str, pieces: list[str]) -> None:
    assert vocabulary.numbers(sentence, 64) == [1, *(PIECES.index(piece) for piece in pieces), 2]


def test_what_is_too_long_is_cut_short(vocabulary: Vocabulary) -> None:
    assert vocabulary.numbers("he " * 500, 8) == [1, 3, 3, 3, 3, 3, 3, 2]


def test_the_shipped_pieces_are_all_there() -> None:
    pieces = (FOLDER / "pieces.txt").read_text(encoding="utf-8").split("\n")

    assert len(set(pieces)) == len(pieces)
    assert {"[UNK]", "[CLS]", "[SEP]"} <= set(pieces)
