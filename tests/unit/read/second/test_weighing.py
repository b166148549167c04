"""What network and rules together bear out."""

import numpy as np
import pytest

from heeded.read.second.second_reader import FOLDER
from heeded.read.second.weighing import Family, Weights, load_weights

FOLLOWING = ("behaviour", "following")
SET = Weights(
    codes=(FOLLOWING,),
    families={
        "behaviour": Family(begin=-2.0, network=0.5, found=2.0, turned=-1.0, enough=0.4, too_little=0.2, least=-4.0)
    },
    of_code={FOLLOWING: 0.5},
    of_rule={(FOLLOWING, "loose"): -3.0},
)
CASES = (
    (0.0, (), False, 0.18),
    (3.0, (), False, 0.5),
    (0.0, ("sure",), False, 0.62),
    (0.0, ("loose",), False, 0.08),
    (0.0, ("loose", "sure"), False, 0.08),
    (3.0, (), True, 0.27),
)


@pytest.mark.parametrize(("odds", "rules", "turned", "share"), CASES)
def test_network_and_rules_count_together(odds: float, rules: tuple[str, ...], turned: bool, share: float) -> None:
    assert SET.borne_out(FOLLOWING, odds, frozenset(rules), turned) == pytest.approx(share, abs=0.005)


def test_worth_weighing_is_what_the_network_proposes_and_what_the_rules_found() -> None:
    codes = tuple(("behaviour", name) for name in ("following", "messaging", "loitering", "calling"))
    weights = Weights(codes, SET.families, {}, {})
    odds = np.array([-4.0, -4.01, 2.0, -9.0], dtype=np.float32)

    assert weights.worth_weighing(odds, []) == [0, 2]
    assert weights.worth_weighing(odds, [codes[3], codes[2], ("behaviour", "of no network")]) == [0, 2, 3]


def test_the_shipped_numbers_trust_what_agrees() -> None:
    shipped = load_weights(FOLDER / "weights.json")

    for code in shipped.codes:
        assert shipped.borne_out(code, 2.0, frozenset(), False) > shipped.borne_out(code, -2.0, frozenset(), False)
        assert shipped.borne_out(code, 0.0, frozenset({"new"}), False) > shipped.borne_out(
            code, 0.0, frozenset(), False
        )
