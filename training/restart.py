"""Makes a checkpoint of a committed network, so that its training can go on where no checkpoint was kept.

python restart.py reader --model ../models/reader.onnx --data ../artefacts/training --out ../artefacts/training/reader

The export folded each normalisation into the convolution before it, and rounded the weights to 8 bits. Each normalisation is
set anew to what it has to be for the folded convolution to come out again, from the statistics of training pictures.
"""

import argparse
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from onnx import numpy_helper
from torch import nn

import loop
from blocks import Folded, unblocked
from detector import Detector
from lines import Lines
from pages import Pages
from reader import Reader, Widths

parser = argparse.ArgumentParser()
parser.add_argument("network", choices=["reader", "detector"])
parser.add_argument("--model", type=Path, required=True)
parser.add_argument("--data", type=Path, required=True)
parser.add_argument("--out", type=Path, required=True)
parser.add_argument("--pictures", type=int, default=6, help="batches to take the statistics of")
options = parser.parse_args()

LEAST_WIDTH = 160
"""Of crops, so that little of the statistics is of their edges."""

graph = onnx.load(options.model).graph
values = {each.name: numpy_helper.to_array(each) for each in graph.initializer}


def dequantised(node: onnx.NodeProto) -> np.ndarray:
    quantised, scale, zero = (values[name].astype(np.float32) for name in node.input)
    if scale.ndim == 0 or scale.size == 1:
        return (quantised - zero) * scale
    axis = next((each.i for each in node.attribute if each.name == "axis"), 1)
    shape = [-1 if n == axis else 1 for n in range(quantised.ndim)]
    return (quantised - zero.reshape(shape)) * scale.reshape(shape)


for node in graph.node:
    if node.op_type == "DequantizeLinear" and node.input[0] in values:
        values[node.output[0]] = dequantised(node)


def given(name: str) -> torch.Tensor:
    return torch.from_numpy(np.array(values[name], dtype=np.float32))


exported = [tuple(given(name) for name in node.input[1:]) for node in graph.node if node.op_type == "Conv"]


def reader() -> Reader:
    """As wide as the exported one, by its convolutions in their order."""
    shapes = [len(weight) for weight, _ in exported]
    return Reader(Widths(residual_40=shapes[2], residual_80=shapes[5], low=shapes[7]))


model = (reader() if options.network == "reader" else Detector()).eval()


def modules(kind: type) -> list[nn.Module]:
    return [module for module in model.modules() if isinstance(module, kind)]


def after(convolution: nn.Module) -> nn.BatchNorm2d | None:
    """The normalisation that follows a convolution."""
    ordered = list(model.modules())
    following = ordered[ordered.index(convolution) + 1 :]
    return following[0] if following and isinstance(following[0], nn.BatchNorm2d) else None


def of_reader(exported: list[Folded]) -> list[tuple[nn.Module, Folded]]:
    return list(zip(modules(nn.Conv2d), exported, strict=True))


def of_detector(exported: list[Folded]) -> list[tuple[nn.Module, Folded]]:
    found = [(model.get_submodule(name), folded) for name, folded in unblocked(exported).items()]
    return [(each[0] if isinstance(each, nn.Sequential) else each, folded) for each, folded in found]


folded: dict[nn.BatchNorm2d, torch.Tensor] = {}
with torch.no_grad():
    for convolution, (weight, bias) in (of_reader if options.network == "reader" else of_detector)(exported):
        convolution.weight.copy_(weight)
        norm = after(convolution)
        if norm is None:
            convolution.bias.copy_(bias)
        else:
            folded[norm] = bias
    dense = [node.input[1:] for node in graph.node if node.op_type == "Gemm"]
    for linear, (weight, bias) in zip(modules(nn.Linear), dense, strict=True):
        linear.weight.copy_(given(weight))
        linear.bias.copy_(given(bias))


def set_anew(norm: nn.BatchNorm2d, inputs: tuple[torch.Tensor]) -> None:
    """So that it adds the folded bias, whether it goes by its own statistics or by those of a batch."""
    (x,) = inputs
    variance, mean = torch.var_mean(x, (0, 2, 3))
    norm.running_mean.copy_(mean)
    norm.running_var.copy_(variance)
    norm.weight.copy_((variance + norm.eps).sqrt())
    norm.bias.copy_(folded[norm] + mean)


if options.network == "reader":
    batches = iter(Lines(options.data / "cards", 64, 77))
else:
    batches = iter(Pages(options.data / "cards", options.data / "backgrounds", 12, 77))
pictures: list[torch.Tensor] = []
while len(pictures) < options.pictures:
    batch = next(batches)[0]
    if batch.shape[3] >= LEAST_WIDTH:
        pictures.append(batch)
height, width = (min(each.shape[axis] for each in pictures) for axis in (2, 3))
hooks = [norm.register_forward_pre_hook(set_anew) for norm in folded]
with torch.no_grad():
    model(torch.cat([each[:, :, :height, :width] for each in pictures]))
for hook in hooks:
    hook.remove()

session = onnxruntime.InferenceSession(str(options.model))
fresh = next(batches)[0]
with torch.no_grad():
    ours = model(fresh)
if options.network == "reader":
    theirs = session.run(None, {"x": fresh.numpy()})[0]
    same = (ours.argmax(2).numpy() == theirs.argmax(2)).mean()
    print(f"the likeliest class is the same at {same:.4f} of the steps")
else:
    theirs = np.concatenate([session.run(None, {"x": page[None].numpy()})[0] for page in fresh])
    mine = ours[0].sigmoid().numpy() > 0.5
    print(f"kernels overlap by {(mine & (theirs > 0.5)).sum() / (mine | (theirs > 0.5)).sum():.4f}")

options.out.mkdir(parents=True, exist_ok=True)
loop.save(options.out / "checkpoint.pt", model, loop.averaged(model, 0.9), None, 0)
