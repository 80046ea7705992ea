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
from covers import Covered
from detector import Detector
from lines import Lines
from pages import Pages
from pixels import as_bytes, pixels, unpixelled
from reader import Reader, widths_of
from visibility import Visibility

parser = argparse.ArgumentParser()
parser.add_argument("network", choices=["reader", "detector", "visibility"])
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


def module_of(node: onnx.NodeProto) -> str:
    """The name of a convolution's module, by the node's: `/reader/body/body.2/first/first.0/Conv` is `body.2.first.0`."""
    path: list[str] = []
    for part in node.name.split("/")[1:-1]:
        if path and part.startswith(f"{path[-1]}."):
            path.pop()
        path.append(part)
    return ".".join(path).removeprefix("reader.")


exported = {
    module_of(node): tuple(given(name) for name in node.input[1:]) for node in graph.node if node.op_type == "Conv"
}
MADE = {
    "reader": lambda: Reader(widths_of({f"{name}.weight": weight for name, (weight, _) in exported.items()})),
    "detector": Detector,
    "visibility": Visibility,
}
model = MADE[options.network]().eval()
for name in exported:
    if name.endswith(".at_quarter.0"):
        exported[name] = unpixelled(*exported[name])


def modules(kind: type) -> list[nn.Module]:
    return [module for module in model.modules() if isinstance(module, kind)]


def after(convolution: nn.Module) -> nn.BatchNorm2d | None:
    """The normalisation that follows a convolution."""
    ordered = list(model.modules())
    following = ordered[ordered.index(convolution) + 1 :]
    return following[0] if following and isinstance(following[0], nn.BatchNorm2d) else None


folded: dict[nn.BatchNorm2d, torch.Tensor] = {}
with torch.no_grad():
    for name, (weight, bias) in exported.items():
        convolution = model.get_submodule(name)
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
elif options.network == "visibility":
    batches = iter(Covered(options.data, 12, 77))
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
    taken = as_bytes(pixels(fresh))
    theirs = np.concatenate([session.run(None, {"x": each[None]})[0] for each in taken])
    if options.network == "visibility":
        print(f"the likeliest class is the same in {(ours.argmax(1).numpy() == theirs.argmax(1)).mean():.4f} of the cells")
    else:
        mine = ours[0].sigmoid().numpy() > 0.5
        print(f"kernels overlap by {(mine & (theirs > 0.5)).sum() / (mine | (theirs > 0.5)).sum():.4f}")

options.out.mkdir(parents=True, exist_ok=True)
loop.save(options.out / "checkpoint.pt", model, loop.averaged(model, 0.9), None, 0)
