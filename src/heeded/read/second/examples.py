"""Known sentences that bear a code, to show beside what the network proposes: what is it like?"""

from pathlib import Path

import numpy as np
import numpy.typing as npt

from heeded.read.second.encoder import Floats
from heeded.read.second.weighing import Code


class Examples:
    """Sentences by code, with the vectors that stand for them."""

    def __init__(self, sentences: list[str], vectors: npt.NDArray[np.int8], of_code: dict[Code, list[int]]) -> None:
        self._sentences, self._vectors, self._of_code = sentences, vectors.astype(np.float32), of_code

    def likest(self, code: Code, vector: Floats) -> str:
        """Give the known sentence for a code that is likest to one of this vector; empty where none is known."""
        known = self._of_code.get(code)
        if not known:
            return ""
        return self._sentences[known[int(np.argmax(self._vectors[known] @ vector))]]


def load_examples(path: Path) -> Examples:
    """Load examples as tools/train_second_reader.py wrote them."""
    with np.load(path) as given:
        of_code: dict[Code, list[int]] = {}
        for row, name in zip(given["rows"].tolist(), given["codes"].tolist(), strict=True):
            family, code = name.split(".")
            of_code.setdefault((family, code), []).append(row)
        return Examples(given["sentences"].tolist(), given["vectors"], of_code)
