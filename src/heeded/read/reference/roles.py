"""Who `he`, `she` and a surname are, in one report: further edges for the patterns' role words.

Patterns say `{suspect}` and `{victim}`; the lists hold the role words of police and the marks <S>, <V> and <O>.
A pronoun takes the mark of whoever it can be. Where nothing tells the sexes apart it may be either.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

Pronouns = Mapping[str, Mapping[str, list[str]]]
Marks = dict[str, tuple[str, ...]]

MARK_OF_ROLE, OTHER = {"victim": "<V>", "suspect": "<S>"}, "<O>"
FIRST_WORDS = 400
"""How many words of a report are asked for the sexes of victim and suspect."""


def role_marks(
    words: Sequence[str], people: Iterable[tuple[str, str]], pronouns: Pronouns, shorthand: Mapping[str, str]
) -> Marks:
    """Give the marks of each word of a report that can stand for a person.

    words: the report's folded words. people: (role, folded name) for every name typed into the record.
    pronouns: catalogue/pronouns.yaml. shorthand: words that are no names although somebody may be called so.
    """
    victim, suspect = _sexes(words, pronouns["tells"])
    marks = {word: set(found) for word, found in pronoun_marks(victim, suspect, pronouns).items()}
    for role, name in people:
        if len(name) > 2 and name not in shorthand:
            marks.setdefault(name, set()).add(MARK_OF_ROLE.get(role, OTHER))
    return {word: tuple(sorted(found)) for word, found in marks.items()}


def pronoun_marks(victim: str | None, suspect: str | None, pronouns: Pronouns) -> Marks:
    """Give the marks of the pronouns where victim and suspect are of these sexes; None where nothing tells."""
    marks: dict[str, set[str]] = {}
    for sex in ("female", "male"):
        for word in pronouns["of_sex"][sex]:
            marks.setdefault(word, set()).update(_who(sex, victim, suspect))
    for word in pronouns["of_role"]["first_person"]:
        marks.setdefault(word, set()).add("<V>")
    for word in pronouns["of_role"]["they"]:
        marks.setdefault(word, set()).add("<S>")
    return {word: tuple(sorted(found)) for word, found in marks.items()}


def _who(sex: str, victim: str | None, suspect: str | None) -> set[str]:
    if victim == suspect or (victim is None and suspect is None):
        return {"<S>", "<V>"}
    found = {mark for mark, known in (("<V>", victim), ("<S>", suspect)) if known in (sex, None)}
    return found or {OTHER}


def _sexes(words: Sequence[str], tells: Mapping[str, list[str]]) -> tuple[str | None, str | None]:
    """Tell the sexes of victim and suspect from phrases such as `her ex husband` or `male caller`."""
    text = " " + " ".join(words[:FIRST_WORDS]) + " "
    votes: Counter[tuple[str, str]] = Counter()
    for name, phrases in tells.items():
        whose, sex = name.rsplit("_", 1)
        pattern = "|".join(re.escape(p) for p in phrases)
        votes[whose, sex] += len(re.findall(f" (?:{pattern})(?= )", text))
    return _winner(votes, "victim"), _winner(votes, "suspect")


def _winner(votes: Counter[tuple[str, str]], whose: str) -> str | None:
    female, male = votes[whose, "female"], votes[whose, "male"]
    if female == male:
        return None
    return "female" if female > male else "male"
