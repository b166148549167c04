"""One spelling for what police and public write in many: shorthand, slips and contractions.

A folded word is what patterns are compared with; the text itself is never changed, so quotations stay exact.
"""

import re
from collections.abc import Callable, Mapping

NUMBER_WORDS = frozenset(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand thousands dozen"
    " dozens several".split()
)
TURNING = frozenset("no not never nobody nothing none without if denies denied deny denying unless but".split())
"""Words that no gap may pass: what stands on both sides of them is not one statement."""
_DIGITS = re.compile(r"[£$]?\d[\d,.]*\+?x?|x\d+")
_NEGATED = re.compile(
    r"(ca|wo|sha|[a-z]+)n't"
    r"|(ca|wo|sha|do|does|did|is|are|was|were|has|have|had|would|could|should|must|need|ai)nt"
)
_STEMS = {"ca": "can", "wo": "will", "sha": "shall", "ai": "is"}
_CLITIC = re.compile(r"(.+)'(?:s|d|ve|re|m)$")
_JOINED = {
    "hes": "he", "shes": "she", "theyre": "they", "theyve": "they", "ive": "i", "im": "i", "thats": "that",
    "theres": "there", "youre": "you", "weve": "we", "whos": "who", "whats": "what",
}  # fmt: skip


def fold_word(surface: str, shorthand: Mapping[str, str], near: Callable[[str], str] | None = None) -> tuple[str, ...]:
    """Give the folded words that one word of a text stands for; `didn't` and `didnt` give did, not.

    surface: one word as written. shorthand: lower-case word to its full form, of one word or more. near: gives the word
    that a slip of the pen was meant to be; without it a slip stands for itself.
    """
    word = surface.lower().replace("’", "'")
    if word in shorthand:
        return tuple(shorthand[word].split())
    if found := _NEGATED.fullmatch(word):
        stem = found.group(1) or found.group(2)
        return (_STEMS.get(stem, stem), "not")
    if word == "cannot":
        return ("can", "not")
    if word.endswith("'ll"):
        return (word[:-3], "will")
    if found := _CLITIC.match(word):
        word = found.group(1)
    word = _JOINED.get(word, word).rstrip("'")
    if word in shorthand:
        return tuple(shorthand[word].split())
    return (near(word) if near else word,)


def folded_apart(shorthand: Mapping[str, str]) -> frozenset[str]:
    """Give the words of plain letters that stand for others than themselves, but for those that end in `nt`."""
    return frozenset({*shorthand, *_JOINED, "cannot"})


def is_number(word: str) -> bool:
    """Say whether a folded word is a number, in digits or letters."""
    return word in NUMBER_WORDS or bool(_DIGITS.fullmatch(word))
