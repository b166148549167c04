"""How far the network and the rules together bear out a code in a sentence.

A logistic regression over what both said, fitted on texts that neither had seen: the network's log-odds, which rules
found the code, whether one found it turned (denied, negated, another's act). Its numbers lie beside the network.
"""

import json
from dataclasses import dataclass
from math import exp
from pathlib import Path
from typing import Any

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


@dataclass(frozen=True, slots=True)
class Weights:
    """All numbers of the weighing, the codes in the order of the network's."""

    codes: tuple[Code, ...]
    families: dict[str, Family]
    of_code: dict[Code, float]
    of_rule: dict[tuple[Code, str], float]

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
