"""Work during which the collector rests."""

import gc

import pytest

from heeded.toolbox.uncollected import uncollected


def test_the_collector_rests_within_and_wakes_after() -> None:
    with uncollected():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_it_wakes_after_an_error() -> None:
    with pytest.raises(ValueError, match="lost"), uncollected():
        raise ValueError("lost")
    assert gc.isenabled()


def test_one_within_another_leaves_it_at_rest() -> None:
    with uncollected():
        with uncollected():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()
