"""Writes the taught network as it is shipped: eight-bit numbers for onnxruntime, vocabulary, examples."""

import json
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from second_reader.lean import make_lean
from second_reader.lines import Line
from second_reader.network import Alone
from second_reader.teach import Teacher

EXAMPLES_OF_A_CODE = 60
FEWEST_WORDS, MOST_WORDS = 4, 22


def ship_network(teacher: Teacher, out: Path) -> None:
    """Write encoder.onnx and pieces.txt into the folder `out`."""
    out.mkdir(parents=True, exist_ok=True)
    alone = Alone(teacher.network).eval()
    with TemporaryDirectory() as folder:
        full = Path(folder) / "full.onnx"
        axes = {"ids": {1: "tokens"}}
        ids = torch.ones((1, 12), dtype=torch.int64)
        names = {"input_names": ["ids"], "output_names": ["odds", "vector"]}
        torch.onnx.export(alone, (ids,), str(full), dynamic_axes=axes, dynamo=False, **names)
        quantize_dynamic(full, Path(folder) / "eight.onnx", weight_type=QuantType.QInt8)
        make_lean(Path(folder) / "eight.onnx", out / "encoder.onnx")
    numbers = teacher.tokens.get_vocab()
    (out / "pieces.txt").write_text("\n".join(sorted(numbers, key=numbers.__getitem__)), encoding="utf-8")


def ship_examples(teacher: Teacher, lines: Sequence[Line], out: Path) -> None:
    """Write examples.npz: for each code, lines that bear few codes besides, with their vectors in eight bits."""
    chosen = _chosen(teacher, lines)
    rows = sorted({row for of in chosen.values() for row in of})
    at = {row: number for number, row in enumerate(rows)}
    _, vectors = teacher.odds([lines[row].text for row in rows])
    pairs = [(at[row], code) for code, of in chosen.items() for row in of]
    np.savez_compressed(
        out / "examples.npz",
        sentences=np.array([lines[row].text for row in rows]),
        vectors=np.round(vectors * 127).astype(np.int8),
        rows=np.array([row for row, _ in pairs], dtype=np.int32),
        codes=np.array([code for _, code in pairs]),
    )


def _chosen(teacher: Teacher, lines: Sequence[Line]) -> dict[str, list[int]]:
    """Give lines for each code: of middling length, bearing few codes, the likeliest first."""
    odds, _ = teacher.odds([line.text for line in lines])
    chosen = {}
    for number, code in enumerate(teacher.codes):
        fit = [
            row
            for row, line in enumerate(lines)
            if code in line.codes and FEWEST_WORDS <= len(line.text.split()) <= MOST_WORDS
        ]
        fit.sort(key=lambda row: (len(lines[row].codes), -float(odds[row, number])))
        chosen[code] = fit[:EXAMPLES_OF_A_CODE]
    return chosen


def ship_weights(numbers: dict[str, object], out: Path) -> None:
    """Write weights.json."""
    (out / "weights.json").write_text(json.dumps(numbers, indent=1) + "\n", encoding="utf-8")
