"""Lowers the weights of an exported convolution so far that no processor's sums are cut off.

Processors without instructions for 8-bit sums (VNNI) multiply two unsigned inputs of up to 255 with two weights of up to 127, and add
the two products in 16 bits: what is beyond 32,767 is lost. The detector's first convolution sees the picture itself, whose bright
pixels are near 255, and two large weights side by side are enough: before this its kernels overlapped those of exact sums by 0.93 on
such processors. Further in, inputs are small, and nothing is lost.

python saturation.py --model ../artefacts/training/onnx/detector.int8.onnx
"""

import argparse
from pathlib import Path

import numpy as np
import onnx
from onnx import numpy_helper

MOST = 128
"""Of two weights side by side, added: 255 times as much stays below 32,768."""
STEP = 1.004
"""Weights are rounded anew, so lowering them just enough may not be enough."""


def pairs(weights: np.ndarray) -> np.ndarray:
    """Of `[outer, inner, h, w]` the largest sum of two neighbours in each outer channel, in the order in which runtimes add them."""
    flat = np.moveaxis(np.round(weights), 1, -1).reshape(len(weights), -1)
    return np.abs(flat[:, :-1] + flat[:, 1:]).max(1)


def lowered(weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The 8-bit weights, and by how much each outer channel's scale grows for it."""
    factors = np.ones(len(weights))
    while True:
        small = weights / factors[:, None, None, None]
        sums = pairs(small)
        too_large = sums > MOST
        if not too_large.any():
            return np.round(small).astype(np.int8), factors
        factors[too_large] *= np.maximum(STEP, sums[too_large] / MOST)


def unsaturated(path: Path) -> None:
    """Lowers the weights of the convolution that the network begins with; its scales and its bias follow."""
    model = onnx.load(path)
    values = {each.name: each for each in model.graph.initializer}
    given = {node.output[0]: node for node in model.graph.node if node.op_type == "DequantizeLinear"}
    first = next(node for node in model.graph.node if node.op_type == "Conv")
    weights, bias = (given[name].input for name in first.input[1:3])

    def read(name: str) -> np.ndarray:
        return numpy_helper.to_array(values[name]).astype(np.float64)

    def write(name: str, value: np.ndarray, kind: type) -> None:
        values[name].CopyFrom(numpy_helper.from_array(value.astype(kind), name))

    small, factors = lowered(read(weights[0]))
    write(weights[0], small, np.int8)
    write(weights[1], read(weights[1]) * factors, np.float32)
    write(bias[0], np.round(read(bias[0]) / factors), np.int32)
    write(bias[1], read(bias[1]) * factors, np.float32)
    onnx.save(model, path)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--model", type=Path, required=True)
    unsaturated(parser.parse_args().model)
