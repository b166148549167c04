"""Words explained where they stand: the meanings of GLOSSARY.md, shipped with the desk."""

from functools import cache
from pathlib import Path

import yaml

WORDS = Path(__file__).with_name("glossary.yaml")


@cache
def glossary() -> dict[str, str]:
    """Give what each explained word means, by the word in small letters."""
    read: dict[str, str] = yaml.safe_load(WORDS.read_text(encoding="utf-8"))
    return read


def meaning(word: str) -> str:
    """Give what a word means, as a sentence; raises KeyError for a word that is not explained."""
    said = glossary()[word]
    return f"{said[:1].upper()}{said[1:]}."
