"""Words cut into the pieces that the network knows by number, in the manner of the encoder it came from (WordPiece).

Thirty lines of our own: the library that does this brings a client for downloading models, which has no place here.
"""

import unicodedata
from pathlib import Path

WHOLE_UNKNOWN, BEGIN, END = "[UNK]", "[CLS]", "[SEP]"
_LONGEST_WORD, _MOST_KEPT = 100, 1 << 17


class Vocabulary:
    """The pieces, one a line; a piece that goes on within a word begins with ##."""

    def __init__(self, path: Path) -> None:
        pieces = path.read_text(encoding="utf-8").split("\n")
        self._number = {piece: number for number, piece in enumerate(pieces)}
        self._kept: dict[str, list[int]] = {}

    def numbers(self, sentence: str, most: int) -> list[int]:
        """Give the numbers of a sentence's pieces between those for begin and end, `most` in all."""
        found: list[int] = []
        for word in _words(sentence):
            found += self._pieces(word)
            if len(found) > most:
                break
        return [self._number[BEGIN], *found[: most - 2], self._number[END]]

    def _pieces(self, word: str) -> list[int]:
        if word not in self._kept:
            if len(self._kept) > _MOST_KEPT:
                self._kept = {}
            self._kept[word] = self._cut(word)
        return self._kept[word]

    def _cut(self, word: str) -> list[int]:
        """Give the longest piece that the word begins with, then the longest of what is left."""
        found, begin = [], 0
        while begin < len(word) <= _LONGEST_WORD:
            prefix = "##" if begin else ""
            ends = (end for end in range(len(word), begin, -1) if prefix + word[begin:end] in self._number)
            end = next(ends, 0)
            if not end:
                break
            found.append(self._number[prefix + word[begin:end]])
            begin = end
        return found if begin == len(word) else [self._number[WHOLE_UNKNOWN]]


def _words(sentence: str) -> list[str]:
    """Give words in lower case without accents, and each mark by itself."""
    return unicodedata.normalize("NFD", sentence.lower()).translate(_SPACED).split()


class _Spaced(dict[int, str]):
    """What stands for each character by its number, worked out when it is met first."""

    def __missing__(self, number: int) -> str:
        """Work out what stands for one more."""
        self[number] = spaced = _spaced(chr(number))
        return spaced


_SPACED = _Spaced()


def _spaced(character: str) -> str:
    """Give a character as it counts: marks apart, accents and signs that nobody sees not at all."""
    if character.isalnum() and character.isascii():
        return character
    kind = unicodedata.category(character)
    if character.isspace() or kind == "Zs":
        return " "
    if kind in ("Mn", "Cc", "Cf") or character == "\ufffd":
        return ""
    if kind.startswith("P") or (character.isascii() and not character.isalnum()):
        return f" {character} "
    return f" {character} " if "\u4e00" <= character <= "\u9fff" else character
