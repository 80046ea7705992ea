"""What the detector and the visibility network take once they are exported: the pixels of a picture as the engine draws them."""

from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from torch import nn
from torch.nn.utils.fusion import fuse_conv_bn_eval

ZERO, STEP = 128, 1 / 127.5
"""Of a byte: the one that is 0 to the first convolution, and what one more is. In training 0 lies between two bytes."""


def of_pixels(segmenter: nn.Module) -> None:
    """Has a segmenter take red, green, blue and what tells nothing, of which a pixel of the engine consists, in place of blue, green and red."""
    patches = fuse_conv_bn_eval(segmenter.at_quarter[0].eval(), segmenter.at_quarter[1].eval())
    weight = patches.weight.data
    taking = nn.Conv2d(4, len(weight), patches.kernel_size, patches.stride)
    taking.weight.data.zero_()
    taking.weight.data[:, :3] = weight.flip(1)
    taking.bias.data.copy_(patches.bias.data + weight.sum((1, 2, 3)) * (ZERO - 127.5) * STEP)
    segmenter.at_quarter = nn.Sequential(taking, nn.ReLU())


def unpixelled(weight: torch.Tensor, bias: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """Weight and bias of a segmenter's first convolution as they were before `of_pixels`."""
    found = weight[:, :3].flip(1)
    return found, bias - found.sum((1, 2, 3)) * (ZERO - 127.5) * STEP


def pixels(pictures: torch.Tensor) -> torch.Tensor:
    """Pictures of a training, [b, 3, h, w] blue, green, red from -1 to 1, as the exported network takes them before it takes bytes."""
    bytes_ = ((pictures.flip(1) + 1) * 127.5).round().clamp(0, 255)
    return torch.cat([(bytes_ - ZERO) * STEP, torch.zeros_like(bytes_[:, :1])], 1)


def as_bytes(taken: torch.Tensor) -> np.ndarray:
    """The same as bytes, [b, h, w, 4]."""
    return (taken / STEP + ZERO).round().permute(0, 2, 3, 1).to(torch.uint8).numpy()


def takes_bytes(path: Path) -> None:
    """Has an exported 8-bit network take bytes, [1, h, w, 4], in place of floats that it would make bytes of."""
    model = onnx.load(path)
    graph = model.graph
    first = next(node for node in graph.node if node.op_type == "QuantizeLinear" and node.input[0] == "x")
    constants = {each.name: each for each in graph.initializer}
    for name, value in zip(first.input[1:], (np.float32(STEP), np.uint8(ZERO)), strict=True):
        constants[name].CopyFrom(numpy_helper.from_array(np.array(value), name))
    graph.node.insert(0, helper.make_node("Transpose", ["x"], [first.output[0]], perm=[0, 3, 1, 2]))
    graph.node.remove(first)
    batch, _, height, width = (axis.dim_param or axis.dim_value for axis in graph.input[0].type.tensor_type.shape.dim)
    graph.input[0].CopyFrom(helper.make_tensor_value_info("x", TensorProto.UINT8, [batch, height, width, 4]))
    del graph.value_info[:]
    onnx.save(model, path)
