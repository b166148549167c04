"""How far the network and the rules together bear out a code in a sentence.

A logistic regression over what both said, fitted on texts that neither had seen: the network's log-odds, which rules
found the code, whether one found it turned (denied, negated, another's act). Its numbers lie beside the network.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from math import exp
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

Code = tuple[str, str]
"""Family and code."""


@dataclass(frozen=True, slots=True)
class Family:
    """The numbers of a family of codes.

    enough: the share of truth from which a finding is added. too_little: below which one of the rules is taken out.
    least: log-odds below which the network proposes nothing.
    """

    begin: float
    network: float
    found: float
    turned: float
    enough: float
    too_little: float
    least: float


@dataclass(frozen=True)
class Weights:
    """All numbers of the weighing, the codes in the order of the network's."""

    codes: tuple[Code, ...]
    families: dict[str, Family]
    of_code: dict[Code, float]
    of_rule: dict[tuple[Code, str], float]

    @cached_property
    def _least(self) -> npt.NDArray[np.float32]:
        """Log-odds from which the network proposes each code."""
        return np.array([self.families[family].least for family, _ in self.codes], dtype=np.float32)

    @cached_property
    def _at(self) -> dict[Code, int]:
        return {code: at for at, code in enumerate(self.codes)}

    def worth_weighing(self, odds: npt.NDArray[np.float32], found: Iterable[Code]) -> list[int]:
        """Give where in the order of the codes those stand that the network proposes or the rules found."""
        proposed = np.flatnonzero(odds >= self._least).tolist()
        return sorted({*proposed, *(self._at[code] for code in found if code in self._at)})

    def borne_out(self, code: Code, odds: float, affirmed: frozenset[str], turned: bool) -> float:
        """Give the share of such sentences that bear the code (0 to 1).

        odds: the network's log-odds. affirmed: ids of the rules that found it. turned: found, but not as a fact.
        """
        family = self.families[code[0]]
        total = family.begin + family.network * odds + self.of_code.get(code, 0.0)
        if affirmed:
            total += family.found + sum(self.of_rule.get((code, rule), 0.0) for rule in sorted(affirmed))
        elif turned:
            total += family.turned
        return 1 / (1 + exp(-total))


def load_weights(path: Path) -> Weights:
    """Load the numbers as tools/train_second_reader.py wrote them."""
    given: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return Weights(
        codes=tuple((f, c) for f, c in (code.split(".") for code in given["codes"])),
        families={name: Family(**numbers) for name, numbers in given["families"].items()},
        of_code={_code(name): number for name, number in given["of_code"].items()},
        of_rule={(_code(code), rule): n for code, rules in given["of_rule"].items() for rule, n in rules.items()},
    )


def _code(name: str) -> Code:
    family, code = name.split(".")
    return family, code
