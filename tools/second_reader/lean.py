"""Writes a taught network as few operations of eight-bit numbers: what onnxruntime does fastest with one sentence.

A network that was traced and quantised has ten times as many operations, most of which work out shapes and masks that a
single sentence does not need. Every eight-bit number and its scale stay as they are: what is told differs in the last
digits.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnx
from onnx import TensorProto, helper, numpy_helper

from heeded.read.second.encoder import MOST_TOKENS

Numbers = npt.NDArray[np.generic]

HEADS = 12
NEXT_TO_NOTHING = 1e-12
OF_ONNXRUNTIME = "com.microsoft"
OPERATIONS, FORMAT = 18, 8
"""Versions of the standard operations and of the file: old enough for every onnxruntime that the project allows."""
PARTS = ("attention.self.query", "attention.self.key", "attention.self.value", "attention.output.dense",
         "intermediate.dense", "output.dense")  # fmt: skip
"""The matrices of a layer in the order of the work, by which a traced network numbers them."""


def numbers_in(path: Path) -> dict[str, Numbers]:
    """Give the numbers of a traced and quantised network by the names that they have in Network."""
    given = {each.name: numpy_helper.to_array(each) for each in onnx.load(path).graph.initializer}
    traced = {int(name.split("_")[1]) for name in given if name.startswith("onnx::MatMul_")}
    called = {"network.head.weight_Transposed": "network.head"}
    for at, number in enumerate(sorted(traced)):
        layer, part = divmod(at, len(PARTS))
        called[f"onnx::MatMul_{number}"] = f"network.words.encoder.layer.{layer}.{PARTS[part]}"
    found = {}
    for name, value in given.items():
        whole, of = name, ""
        for end in ("_quantized", "_scale", "_zero_point"):
            if name.endswith(end):
                whole, of = name.removesuffix(end), end
        found[(called.get(whole, whole) + of).removeprefix("network.")] = value
    return found


class Graph:
    """Operations in the order of the work, and the numbers they use."""

    def __init__(self, given: dict[str, Numbers]) -> None:
        self.given = given
        self.nodes: list[onnx.NodeProto] = []
        self.numbers: list[onnx.TensorProto] = []

    def number(self, name: str, value: Numbers) -> str:
        """Keep a table of numbers and give its name."""
        self.numbers.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def kept(self, name: str) -> str:
        """Keep numbers of the network as they are."""
        return self.number(name, self.given[name])

    def work(self, operation: str, given: Sequence[str], found: str, domain: str = "", **how: object) -> str:
        """Add an operation and give the name of what it finds."""
        self.nodes.append(helper.make_node(operation, given, [found], name=found, domain=domain, **how))
        return found

    def levelled(self, given: str, norm: str) -> str:
        """Add the levelling of each word's vector (LayerNorm)."""
        numbers = [self.kept(f"{norm}.weight"), self.kept(f"{norm}.bias")]
        return self.work("LayerNormalization", [given, *numbers], f"{norm}.out", axis=2, epsilon=NEXT_TO_NOTHING)

    def times(self, given: str, dense: str) -> str:
        """Add a linear layer in eight bits."""
        numbers = [self.kept(f"{dense}_{part}") for part in ("quantized", "scale", "zero_point")]
        return self.work(
            "DynamicQuantizeMatMul", [given, *numbers, self.kept(f"{dense}.bias")], f"{dense}.out", OF_ONNXRUNTIME
        )


def make_lean(traced: Path, out: Path) -> None:
    """Write a traced and quantised network anew: numbers of pieces in, log-odds of each code and a vector out."""
    graph = Graph(numbers_in(traced))
    vectors = _placed(graph)
    layers = sum(name.endswith("intermediate.dense.bias") for name in graph.given)
    for number in range(layers):
        vectors = _layer(graph, f"words.encoder.layer.{number}.", vectors)
    _told(graph, vectors)
    onnx.save(_model(graph), out)


def _placed(graph: Graph) -> str:
    """Add the vector of each piece and of its place."""
    words = "words.embeddings.word_embeddings.weight"
    pieces = graph.work("Gather", [graph.kept(f"{words}_quantized"), "ids"], "pieces")
    scale = [graph.kept(f"{words}_{part}") for part in ("scale", "zero_point")]
    vectors = graph.work("DequantizeLinear", [pieces, *scale], "vectors")
    places = _plain(graph, "position_embeddings")[:MOST_TOKENS] + _plain(graph, "token_type_embeddings")[0]
    graph.number("places", places)
    graph.number("first", np.zeros(1, dtype=np.int64))
    many = graph.work("Shape", ["ids"], "many", start=1, end=2)
    here = graph.work("Slice", ["places", "first", many, "first"], "here")
    return graph.levelled(graph.work("Add", [vectors, here], "placed"), "words.embeddings.LayerNorm")


def _plain(graph: Graph, table: str) -> npt.NDArray[np.float32]:
    """Give a small table out of eight bits."""
    parts = ("quantized", "scale", "zero_point")
    whole, scale, zero = (graph.given[f"words.embeddings.{table}.weight_{part}"] for part in parts)
    return ((whole.astype(np.float32) - zero.astype(np.float32)) * scale).astype(np.float32)


def _layer(graph: Graph, layer: str, vectors: str) -> str:
    """Add one layer: what each piece makes of the others, then of itself."""
    heeded = graph.times(_attention(graph, f"{layer}attention.self.", vectors), f"{layer}attention.output.dense")
    both = graph.work("Add", [heeded, vectors], f"{layer}heeded")
    vectors = graph.levelled(both, f"{layer}attention.output.LayerNorm")
    wide = graph.times(vectors, f"{layer}intermediate.dense")
    bent = graph.work("Gelu", [wide], f"{layer}bent", OF_ONNXRUNTIME)
    both = graph.work("Add", [graph.times(bent, f"{layer}output.dense"), vectors], f"{layer}both")
    return graph.levelled(both, f"{layer}output.LayerNorm")


def _attention(graph: Graph, attention: str, vectors: str) -> str:
    """Add attention in eight bits: query, key and value as one matrix, each column with the scale that it had."""
    parts = [f"{attention}{part}" for part in ("query", "key", "value")]
    matrix = np.concatenate([graph.given[f"{part}_quantized"] for part in parts], axis=1)
    scale = np.concatenate([np.full(matrix.shape[1] // 3, graph.given[f"{part}_scale"]) for part in parts])
    bias = np.concatenate([graph.given[f"{part}.bias"] for part in parts])
    eight = [f"{attention}{part}" for part in ("in", "in.scale", "in.zero")]
    graph.nodes.append(helper.make_node("DynamicQuantizeLinear", [vectors], eight, name=eight[0]))
    of = [graph.number(f"{attention}matrix", matrix), graph.number(f"{attention}bias", bias)]
    scales = [eight[1], graph.number(f"{attention}scale", scale)]
    zeros = [eight[2], graph.number(f"{attention}zero", np.zeros(len(scale), dtype=matrix.dtype))]
    given = [eight[0], *of, *scales, "", *zeros]
    return graph.work("QAttention", given, f"{attention}out", OF_ONNXRUNTIME, num_heads=HEADS)


def _told(graph: Graph, vectors: str) -> None:
    """Add what is told: mean and maximum of the pieces, the log-odds, and the mean at length 1."""
    over = graph.number("over", np.ones(1, dtype=np.int64))
    mean = graph.work("ReduceMean", [vectors, over], "mean", keepdims=0)
    most = graph.work("ReduceMax", [vectors, over], "most", keepdims=0)
    both = graph.work("Concat", [mean, most], "mean and most", axis=1)
    graph.nodes.append(helper.make_node("Identity", [graph.times(both, "head")], ["odds"]))
    graph.work("LpNormalization", [mean], "vector", axis=1, p=2)


def _model(graph: Graph) -> onnx.ModelProto:
    width, codes = graph.given["head_quantized"].shape
    given = [helper.make_tensor_value_info("ids", TensorProto.INT64, [1, "tokens"])]
    found = [helper.make_tensor_value_info("odds", TensorProto.FLOAT, [1, codes])]
    found.append(helper.make_tensor_value_info("vector", TensorProto.FLOAT, [1, width // 2]))
    whole = helper.make_graph(graph.nodes, "second reader", given, found, graph.numbers)
    versions = [helper.make_opsetid("", OPERATIONS), helper.make_opsetid(OF_ONNXRUNTIME, 1)]
    return helper.make_model(whole, opset_imports=versions, ir_version=FORMAT)
