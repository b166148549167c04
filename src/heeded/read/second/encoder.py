"""The trained network: a sentence in, a number for each code out.

One sentence at a time, on one thread: what is said of a sentence then never depends on its neighbours, nor on how many
threads read.
"""

import re
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import numpy.typing as npt

from heeded.read.second.vocabulary import Vocabulary

try:
    import onnxruntime
except ImportError:  # the extra `second-reader` is not installed
    onnxruntime = None

Floats = npt.NDArray[np.float32]

MOST_TOKENS = 64
_WORD = re.compile(r"[A-Za-z][A-Za-z'’/]*")


def available() -> bool:
    """Say whether the library that runs the network is installed."""
    return onnxruntime is not None


def spelled_out(sentence: str, shorthand: Mapping[str, str]) -> str:
    """Give a sentence with police shorthand in full words, as the network was taught."""
    return _WORD.sub(lambda word: shorthand.get(word.group().lower().replace("’", "'"), word.group()), sentence)


class Encoder:
    """The network and its vocabulary, from the folder where they are kept."""

    def __init__(self, folder: Path) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        # It is written as it should run (tools/second_reader/lean.py): what would be fused further runs slower.
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
        self._session = onnxruntime.InferenceSession(folder / "encoder.onnx", options, ["CPUExecutionProvider"])
        self._vocabulary = Vocabulary(folder / "pieces.txt")

    def numbers(self, sentence: str) -> list[int]:
        """Give the numbers of a sentence's pieces, as the network takes them."""
        return self._vocabulary.numbers(sentence, MOST_TOKENS)

    def read(self, sentence: str) -> tuple[Floats, Floats]:
        """Give the log-odds of each code, and the vector that stands for the sentence (length 1).

        sentence: with shorthand spelled out.
        """
        ids = np.array([self.numbers(sentence)], dtype=np.int64)
        odds, vector = self._session.run(None, {"ids": ids})
        return odds[0], vector[0]
