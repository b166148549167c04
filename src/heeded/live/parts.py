"""Who is found by a half-typed surname, or by some digits of a number, before a report is complete."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

import pyarrow as pa

from heeded.live.store import Store

LETTERS, DIGITS = 3, 5
"""From so many on, the beginning of a surname or a part of a number is looked for."""
ENOUGH = 300
"""So many mentions are looked at for each part, those first whose surname or number is nearest to what was typed."""
SURNAME, BEGINNING, ENDING = "surname", "beginning", "ending"

BULK = rf"""
with spelt as (
    select nr, unnest(list_transform(
        range(1, len(string_split(surname_norm, ' ')) + 1),
        lambda n: array_to_string(string_split(surname_norm, ' ')[n:], ' ')
    )) as surname, coalesce(forename_norm, '') as forename
    from mentions where surname_norm is not null
), dialled as (
    select nr, case when starts_with(phone_norm, '+44') then substr(phone_norm, 4)
        else regexp_replace(phone_norm, '[^0-9]', '', 'g') end as digits
    from mentions where phone_norm is not null
)
select '{SURNAME}', surname, forename, nr from spelt
union all select '{BEGINNING}', digits, '', nr from dialled
union all select '{ENDING}', reverse(digits), '', nr from dialled
order by all
"""


class Part(NamedTuple):
    """Something by which a mention is found: the kind of it, the text, and the forename beside a surname."""

    kind: str
    text: str
    beside: str


class Typed(NamedTuple):
    """What was typed of a person so far: a surname and forenames that it may stand for, a number as it was typed."""

    surname: str
    forenames: tuple[str, ...]
    number: str


def parts_of(known: Mapping[str, Any]) -> Iterator[Part]:
    """Give the parts by which a mention is found. known: surname_norm, forename_norm, phone as normalised."""
    words = (known["surname_norm"] or "").split(" ")
    if known["surname_norm"] is not None:
        for n in range(len(words)):
            yield Part(SURNAME, " ".join(words[n:]), known["forename_norm"] or "")
    if known["phone"] is not None:
        digits = _digits(known["phone"])
        yield Part(BEGINNING, digits, "")
        yield Part(ENDING, digits[::-1], "")


def _digits(phone: str) -> str:
    return phone[3:] if phone.startswith("+44") else re.sub("[^0-9]", "", phone)


def found_by(store: Store, typed: Typed) -> dict[int, list[str]]:
    """Give the mentions that what was typed may mean, each with the sentences that say by what."""
    found: defaultdict[int, dict[str, None]] = defaultdict(dict)
    for mention, sentence in (*_by_surname(store, typed), *_by_number(store, typed.number)):
        found[mention][sentence] = None
    return {mention: list(sentences) for mention, sentences in found.items()}


def _by_surname(store: Store, typed: Typed) -> Iterator[tuple[int, str]]:
    """Find those of a surname; whose forename begins with another letter is left out."""
    if len(typed.surname) < LETTERS:
        return
    initials = "".join({name[0] for name in typed.forenames})
    for text, beside, mention in store.having_part(SURNAME, typed.surname, initials, ENOUGH):
        alike = any(beside.startswith(name) or name.startswith(beside) for name in typed.forenames if beside)
        said = "Same surname" if text == typed.surname else f"Surname begins with ‘{typed.surname.title()}’"
        yield mention, f"{said}, like forename." if alike else f"{said}."


def _by_number(store: Store, number: str) -> Iterator[tuple[int, str]]:
    digits = re.sub("[^0-9]", "", number)
    if len(digits) < DIGITS:
        return
    first = re.sub("^(0044|44|0)", "", digits)
    for text, _, mention in store.having_part(BEGINNING, first, "", ENOUGH):
        yield mention, "Same telephone number." if text == first else f"Telephone number begins with {digits}."
    for text, _, mention in store.having_part(ENDING, digits[::-1], "", ENOUGH):
        if text != first[::-1]:
            yield mention, f"Telephone number ends with {digits}."


class Typing:
    """Tells what may be half typed of the mentions of a report; knows the short and long forms of forenames."""

    def __init__(self, short_forms: Iterable[tuple[str, str]]) -> None:
        self._forms: defaultdict[str, set[str]] = defaultdict(set)
        for short, long in short_forms:
            self._forms[short].add(long)
            self._forms[long].add(short)

    def of(self, mentions: pa.Table) -> dict[str, Typed]:
        """Give what was typed so far of each mention, by its id."""
        rows = mentions.select(["mention_id", "surname_norm", "forename_norm", "phone"]).to_pylist()
        return {
            row["mention_id"]: Typed(
                row["surname_norm"] or "", self._forenames(row["forename_norm"]), row["phone"] or ""
            )
            for row in rows
        }

    def _forenames(self, typed: str | None) -> tuple[str, ...]:
        return (typed, *sorted(self._forms.get(typed, ()))) if typed else ()
