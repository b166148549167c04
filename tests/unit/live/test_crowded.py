"""Somebody of very many reports is told of at once, and what cannot be held against each other is said to be so."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from heeded.live import Adding, Store, add, fill_store

FEW = 6


def busiest(made: Any) -> int:
    """Give a report of the pair that has the most, by the mentions that hang together with it."""
    names = [tables["mentions"]["surname_norm"].to_pylist() for tables in made.singly]
    return max(range(len(names)), key=lambda n: sum(names[n] == other for other in names))


@pytest.fixture
def asked(make: Callable[..., Any], tmp_path: Path) -> tuple[Adding, Any]:
    """Gives a store of all reports but one of the busiest pair, and that one."""
    made = make(60, 5)
    left_out = busiest(made)
    fill_store(tmp_path / "store", made.of(n for n in range(60) if n != left_out))
    return Adding(Store(tmp_path / "store")), made.singly[left_out]


def test_where_all_can_be_looked_at_nothing_is_said_to_be_crowded(asked: tuple[Adding, Any]) -> None:
    adding, report = asked

    assert not adding.look(report).crowded


def test_a_crowd_is_told_by_likeness_alone_and_said_to_be_one(
    asked: tuple[Adding, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    adding, report = asked
    sure = {one.person_id for one in adding.look(report).people if one.sure}
    monkeypatch.setattr(add, "CROWD", FEW)

    told = adding.look(report)

    assert told.crowded
    assert told.answer.courses == ()
    assert not any(one.sure for one in told.people)
    assert sure & {one.person_id for one in told.people}


def test_an_addition_is_made_whole_however_many_hang_together(
    asked: tuple[Adding, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    adding, report = asked
    monkeypatch.setattr(add, "CROWD", FEW)
    adding.look(report)

    kept = adding.keep(report)

    assert not kept.crowded
    assert kept.answer.courses
