"""A policy's answer: whether something may be done, and the sentence that says why not."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Answer:
    """True where it may be done; else `sentence` tells the member why not, and whom to ask."""

    allowed: bool
    sentence: str = ""

    def __bool__(self) -> bool:
        return self.allowed


YES = Answer(True)


def no(sentence: str) -> Answer:
    """Give a refusal with its sentence."""
    return Answer(False, sentence)
