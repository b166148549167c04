"""What a scanner finds depends on the texts alone, and costs in proportion to them."""

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from heeded.catalogue import Catalogue
from heeded.catalogue.folding import fold_word, folded_apart
from heeded.read.arrange import Arranged, arrange
from heeded.read.read_reports import read_arranged
from heeded.read.reader import Reader
from heeded.read.scan import kernel, scanner, vocabulary
from heeded.read.scan.compiled import Compiled
from heeded.read.scan.gather import texts_of
from heeded.read.scan.scanner import Batch, Scanner


def batch_of(*texts: str) -> Batch:
    """Give texts as the narratives of one report each, no name being typed into it."""
    after = np.arange(1, len(texts) + 1, dtype=np.int64)
    none, each = np.zeros(0, np.uint8), np.zeros(len(texts), np.uint8)
    return Batch(texts_of(texts), each, after, texts_of([]), 0 * after, none, each)


def examples(catalogue: Catalogue) -> list[str]:
    return [example.text for rule in catalogue.rules for example in (*rule.shows, *rule.spares)]


def found(reader: Scanner, texts: list[str]) -> list[tuple[int, ...]]:
    said, named = reader.scan(batch_of(*texts))
    return [(*row, 0) for row in said.rows()] + [(*row, 1) for row in named.rows()]


HOSTILE = {
    "only brackets": "(",
    "no stop and no break": "he kept ringing her and ",
    "all that may open a pattern": "he she they ip suspect the to in on no not ",
    "turns and stops in one sentence": "denies not no never but if would to today he rang her ",
    "quotations that nobody closes": "“he ",
    "digits": "07700900123 ",
    "one long word": "a",
    "control characters": "\x00\x1b\x07",
    "marks that turn the direction": "\u202ehe\u200f rang\u200e ",
    "pictures": "👩\u200d👧",
    "full stops": ". ",
    "short words with stops": "a. ",
    "apostrophes": "'tis ' ",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_work_grows_as_the_text_does(compiled: Compiled, text: str) -> None:
    many = 40_000 // len(text)
    reader = Scanner(compiled)
    reader.scan(batch_of(text * many))  # learns the words and steps once
    work = []
    for times in (many, 4 * many):
        before = reader.work
        reader.scan(batch_of(text * times))
        work.append(reader.work - before)

    assert work[1] <= 4.2 * work[0] + 1000
    assert work[1] <= 400 * len(text) * 4 * many


def test_a_million_characters_are_read(compiled: Compiled) -> None:
    assert found(Scanner(compiled), ["He rang her. " * 80_000])


def test_what_is_learnt_changes_nothing(compiled: Compiled, catalogue: Catalogue) -> None:
    texts, reader = examples(catalogue), Scanner(compiled)
    once = found(reader, texts)

    assert found(reader, texts) == once
    assert found(Scanner(compiled), texts) == once


@pytest.mark.parametrize(
    ("module", "limit", "value"),
    [
        (scanner, "_FIRST_STATES", 64),
        (scanner, "_MOST_WORDS", 10),
        (vocabulary, "_FIRST_ROOM", 64),
    ],
)
def test_little_room_changes_nothing(
    compiled: Compiled, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch, module: object, limit: str, value: int
) -> None:
    texts = examples(catalogue)
    once = found(Scanner(compiled), texts)
    monkeypatch.setattr(module, limit, value)
    reader = Scanner(compiled)

    assert found(reader, texts[:100]) + found(reader, texts[100:]) != []
    assert found(reader, texts) == once


def test_a_store_that_may_not_grow_is_emptied_again_and_again(
    compiled: Compiled, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = examples(catalogue)
    once = found(Scanner(compiled), texts)
    monkeypatch.setattr(scanner, "_FIRST_STATES", 512)
    monkeypatch.setattr(scanner, "_MOST_STATES", 512)

    assert found(Scanner(compiled), texts) == once


def arranged(catalogue: Catalogue, delivery: type) -> Arranged:
    given = delivery()
    for number, text in enumerate(examples(catalogue)):
        given.report(f"R{number}", {"role": "suspect", "forename": "Gary"}, narrative=text)
        given.entry(f"R{number}", f"Gary {text} on 07700 900123")
    tables = given.tables()
    return arrange(tables["reports"], tables["log"], tables["mentions"])


def test_batches_and_threads_change_nothing(
    catalogue: Catalogue, new_delivery: type, monkeypatch: pytest.MonkeyPatch
) -> None:
    given, reader, told = arranged(catalogue, new_delivery), Reader(catalogue), []
    once = read_arranged(reader, given, threads=1)
    monkeypatch.setattr("heeded.read.arrange.BATCH_BYTES", 3000)
    several = read_arranged(reader, given, told.append, threads=3)

    assert once["findings"].num_rows > 100
    assert all(once[name].equals(several[name]) for name in once)
    assert sum(told) == len(given.report_ids)
    assert len(told) > 10


@given(st.from_regex(r"[a-z]{1,12}|\d[\d,.]{0,5}\+?x?", fullmatch=True))
def test_plain_words_stand_for_themselves(word: str) -> None:
    apart = folded_apart({"msgs": "messages"})

    assert word in apart or word.endswith("nt") or fold_word(word, {"msgs": "messages"}) == (word,)


def test_where_nothing_may_be_written_kernels_are_compiled_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    compiling = kernel.njit

    def read_only(function: object, **given: object) -> object:
        if given.get("cache"):
            raise RuntimeError("cannot cache function: no locator available for file")
        return compiling(function, **given)

    monkeypatch.setattr(kernel, "njit", read_only)

    assert kernel.kernel(lambda number: number + 1)(1) == 2


def test_every_kernel_is_kept_under_a_name_that_changes_with_the_sources() -> None:
    assert re.search(r"-[0-9a-f]{16}$", scanner.walk_on.__qualname__)
