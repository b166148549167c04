"""People who share a home stay apart, and nobody is scattered: a small run of the benchmark of households."""

import sys
from collections import Counter
from math import comb
from pathlib import Path

import pyarrow as pa
import pytest

from heeded.link import link_mentions
from heeded.model import contracts

BENCHMARKS = Path(__file__).parents[3] / "benchmarks"


def pairs(groups: Counter[object]) -> int:
    return sum(comb(size, 2) for size in groups.values())


@pytest.fixture
def town(monkeypatch: pytest.MonkeyPatch) -> dict[str, pa.Table]:
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    sys.modules.pop("households", None)
    households = __import__("households")
    made: dict[str, pa.Table] = households.make(1500, 7, households.Shares(home=0.6))
    return made


def test_households_are_kept_apart_and_people_together(town: dict[str, pa.Table]) -> None:
    truth = dict(zip(town["truth"]["report_id"].to_pylist(), town["truth"]["person"].to_pylist(), strict=True))
    ids = {"mention_id": town["persons"]["report_id"], "has_details": pa.array([True] * len(truth))}
    norm = {
        f"{n}_norm": town["persons"][n] for n in ("forename", "surname", "dob", "phone", "email", "address", "postcode")
    }
    rows = pa.table({**ids, "report_id": ids["mention_id"], "role": town["persons"]["role"], **norm}).to_pylist()
    mentions = contracts.table("mentions", rows)

    persons = link_mentions(mentions, contracts.empty("clues"), [])["persons"].to_pylist()

    both = [(truth[row["mention_id"]], row["person_id"]) for row in persons]
    right = pairs(Counter(both))
    assert right / pairs(Counter(said for _, said in both)) >= 0.995
    assert right / pairs(Counter(person for person, _ in both)) >= 0.90
