"""Who `he`, `she` and a surname are, in one report: further edges for the patterns' role words.

Patterns say `{suspect}` and `{victim}`; the lists hold the role words of police and the marks <S>, <V> and <O>.
A pronoun takes the mark of whoever it can be. Where nothing tells the sexes apart it may be either.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

Pronouns = Mapping[str, Mapping[str, list[str]]]
Marks = dict[str, tuple[str, ...]]
Sexes = tuple[str | None, str | None]
"""Of victim and suspect; None where nothing tells."""

MARK_OF_ROLE, OTHER = {"victim": "<V>", "suspect": "<S>"}, "<O>"
ONLY = {"<V>": "<only V>", "<S>": "<only S>"}
"""The mark beside another where a word can stand for nobody else: what turns on who did it to whom asks for that."""

FIRST_WORDS = 400
"""How many words of a report are asked for the sexes of victim and suspect."""


_SEX_TYPED = {"f": "female", "female": "female", "woman": "female", "m": "male", "male": "male", "man": "male"}


class Typed(NamedTuple):
    """A word of a name typed into the record, folded; whether it is of a forename, and the sex typed beside it."""

    role: str
    name: str
    forename: bool = False
    sex: str | None = None


def role_marks(
    words: Sequence[str], people: Sequence[Typed], pronouns: Pronouns, shorthand: Mapping[str, str]
) -> Marks:
    """Give the marks of each word of a report that can stand for a person.

    words: the report's folded words. people: every word of a name typed into the record.
    pronouns: catalogue/pronouns.yaml. shorthand: words that are no names although somebody may be called so.
    """
    typed = [_typed_sex(people, role, pronouns) for role in MARK_OF_ROLE]
    likely = _sexes(words, pronouns["tells"], typed)
    sure = _sure_sexes(words, pronouns, typed)
    marks = {word: set(found) for word, found in pronoun_marks(likely, sure, pronouns).items()}
    for person in people:
        if len(person.name) > 2 and person.name not in shorthand:
            mark = MARK_OF_ROLE.get(person.role, OTHER)
            marks.setdefault(person.name, set()).update((mark, ONLY.get(mark, mark)))
    return {word: settled(found) for word, found in marks.items()}


def sex_typed(value: str | None) -> str | None:
    """Give the sex that is typed into a record's own field for it; None where it says neither female nor male."""
    return _SEX_TYPED.get((value or "").strip().lower())


def settled(marks: Iterable[str]) -> tuple[str, ...]:
    """Give the marks of a word in order, without those which say that it can be nobody else where it can."""
    found = set(marks)
    many = len(found & {*MARK_OF_ROLE.values(), OTHER}) > 1
    return tuple(sorted(found - set(ONLY.values()) if many else found))


def pronoun_marks(likely: Sexes, sure: Sexes, pronouns: Pronouns) -> Marks:
    """Give the marks of the pronouns where victim and suspect are likely, and surely, of these sexes."""
    marks: dict[str, set[str]] = {}
    for sex in ("female", "male"):
        for word in pronouns["of_sex"][sex]:
            marks.setdefault(word, set()).update(_who(sex, *likely))
            if sure[1]:
                marks[word].update(_only(word, _who(sex, *sure), pronouns["alone"]))
    for word in pronouns["of_role"]["first_person"]:
        marks.setdefault(word, set()).add("<V>")
    for word in pronouns["of_role"]["they"]:
        marks.setdefault(word, set()).add("<S>")
    return {word: settled(found) for word, found in marks.items()}


def _only(word: str, who: set[str], alone: Mapping[str, list[str]]) -> Iterable[str]:
    """Give the mark that says whom alone a word can stand for, if it can and the word tells who did it to whom."""
    return [ONLY[mark] for role, mark in MARK_OF_ROLE.items() if who == {mark} and word in alone[role]]


def _typed_sex(people: Iterable[Typed], role: str, pronouns: Pronouns) -> set[str]:
    """Give the sexes typed for victims or suspects, or told by their forenames."""
    typed = {p.sex for p in people if p.role == role and p.sex}
    for sex, names in pronouns["of_forename"].items():
        typed |= {sex for p in people if p.role == role and p.forename and p.name in names}
    return typed


def _who(sex: str, victim: str | None, suspect: str | None) -> set[str]:
    if victim == suspect or (victim is None and suspect is None):
        return {"<S>", "<V>"}
    found = {mark for mark, known in (("<V>", victim), ("<S>", suspect)) if known in (sex, None)}
    return found or {OTHER}


def _sure_sexes(words: Sequence[str], pronouns: Pronouns, typed: Sequence[set[str]]) -> Sexes:
    """Tell them so surely that who did it to whom may turn on it; the suspect's also where all words speak for it."""
    victim, suspect = _sexes(words, pronouns["tells_surely"], typed, surely=True)
    if victim and not suspect:
        _, lone = _sexes(words, pronouns["tells"], typed, surely=True)
        suspect = lone if lone != victim else None
    return victim, suspect


def _sexes(
    words: Sequence[str], tells: Mapping[str, list[str]], typed: Sequence[set[str]], surely: bool = False
) -> Sexes:
    """Tell the sexes of victim and suspect: as typed, else from phrases such as `her ex husband` or `male caller`.

    surely: only where none of the phrases tells the other sex.
    """
    text = " " + " ".join(words[:FIRST_WORDS]) + " "
    votes: Counter[tuple[str, str]] = Counter()
    for name, phrases in tells.items():
        whose, sex = name.rsplit("_", 1)
        pattern = "|".join(re.escape(p) for p in phrases)
        votes[whose, sex] += len(re.findall(f" (?:{pattern})(?= )", text))
    victim, suspect = (_winner(votes, role, known, surely) for role, known in zip(MARK_OF_ROLE, typed, strict=True))
    return victim, suspect


def _winner(votes: Counter[tuple[str, str]], whose: str, typed: set[str], surely: bool) -> str | None:
    if typed:
        return next(iter(typed)) if len(typed) == 1 else None
    female, male = votes[whose, "female"], votes[whose, "male"]
    if female == male or (surely and female and male):
        return None
    return "female" if female > male else "male"
