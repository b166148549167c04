"""Fits how far network and rules together bear a code out, on lines that neither has seen."""

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from heeded.catalogue.catalogue import FAMILIES
from second_reader.lines import Line

LEAST = -4.0
"""Log-odds below which the network alone proposes nothing."""
DOUBT = 0.25
"""How far below that what a rule found is taken out: it is worse to lose a report than to look at one too many."""
HALF = 0.5
"""Codes and rules have numbers of their own, held back: they count half, so that few lines cannot make them large."""

Hits = Mapping[str, Mapping[str, bool]]
"""By code, which rules found it in a line, and whether it stands there."""
Item = tuple[int, int]
"""Line and code by their numbers."""


class Weighing:
    """The items to be weighed, as a table of features, and the regression over them."""

    def __init__(self, codes: Sequence[str], rules: Sequence[tuple[str, str]]) -> None:
        self.codes, self.rules = list(codes), {rule: n for n, rule in enumerate(rules)}
        self._of_code = len(self.rules)
        self._of_family = self._of_code + len(self.codes)
        self.regression = LogisticRegression(C=0.3, max_iter=400)

    def _features(self, code: int, odds: float, hits: Mapping[str, bool]) -> dict[int, float]:
        name = self.codes[code]
        family = self._of_family + 4 * FAMILIES.index(name.split(".")[0])
        found = {self._of_code + code: HALF, family: 1.0, family + 1: odds}
        standing = [rule for rule, stands in hits.items() if stands]
        found.update({self.rules[name, rule]: HALF for rule in standing})
        if hits:
            found[family + 2 if standing else family + 3] = 1.0
        return found

    def items(self, odds: npt.NDArray[np.float32], hits: Sequence[Hits]) -> tuple[csr_matrix, list[Item]]:
        """Give what is weighed: every code that a rule found in a line or that the network does not rule out."""
        data, rows, columns, keys = [], [], [], []
        for line, code in zip(*np.nonzero(self._weighed(odds, hits)), strict=True):
            given = self._features(int(code), float(odds[line, code]), hits[line].get(self.codes[code], {}))
            rows += [len(keys)] * len(given)
            columns += list(given)
            data += list(given.values())
            keys.append((int(line), int(code)))
        width = self._of_family + 4 * len(FAMILIES)
        return csr_matrix((data, (rows, columns)), shape=(len(keys), width)), keys

    def _weighed(self, odds: npt.NDArray[np.float32], hits: Sequence[Hits]) -> npt.NDArray[np.bool_]:
        at = {code: n for n, code in enumerate(self.codes)}
        weighed = odds > LEAST
        for line, found in enumerate(hits):
            weighed[line, [at[code] for code in found if code in at]] = True
        return weighed

    def fit(self, lines: Sequence[Line], odds: npt.NDArray[np.float32], hits: Sequence[Hits]) -> dict[str, float]:
        """Fit, and give for each family the share of truth from which a finding makes the reports' F1 highest."""
        features, keys = self.items(odds, hits)
        true = np.array([self.codes[code] in lines[line].codes for line, code in keys])
        self.regression.fit(features, true)
        shares = self.regression.predict_proba(features)[:, 1]
        return {family: self._best(family, lines, keys, shares) for family in FAMILIES}

    def _best(self, family: str, lines: Sequence[Line], keys: list[Item], shares: npt.NDArray[np.float64]) -> float:
        true = {(line.report, code) for line in lines for code in line.codes if code.startswith(family)}
        mine = [(lines[n].report, self.codes[c], s) for (n, c), s in zip(keys, shares, strict=True)]
        mine = [(report, code, share) for report, code, share in mine if code.startswith(family)]

        def worth(enough: float) -> float:
            said = {(report, code) for report, code, share in mine if share >= enough}
            return 2 * len(said & true) / max(1, len(said) + len(true))

        return max((round(0.02 * n, 2) for n in range(8, 41)), key=worth)

    def numbers(self, enough: Mapping[str, float]) -> dict[str, object]:
        """Give everything as heeded.read.second.weighing reads it."""
        given = self.regression.coef_[0]
        begin = float(self.regression.intercept_[0])
        families = {}
        for number, family in enumerate(FAMILIES):
            one, network, found, turned = given[self._of_family + 4 * number :][:4].round(4).tolist()
            of = {"begin": round(begin + one, 4), "network": network, "found": found, "turned": turned}
            too_little = round(enough[family] * DOUBT, 2)
            families[family] = {**of, "enough": enough[family], "too_little": too_little, "least": LEAST}
        of_rule: dict[str, dict[str, float]] = {}
        for (code, rule), number in self.rules.items():
            if weight := round(HALF * float(given[number]), 4):
                of_rule.setdefault(code, {})[rule] = weight
        of_code = {code: round(HALF * float(given[self._of_code + n]), 4) for n, code in enumerate(self.codes)}
        return {"codes": self.codes, "families": families, "of_code": of_code, "of_rule": of_rule}
