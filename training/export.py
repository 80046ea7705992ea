"""Exports a trained network to ONNX, in 32-bit floats and in 8-bit integers, and says how far apart the two read.

python export.py reader --checkpoint ../artefacts/training/reader/checkpoint.pt --data ../artefacts/training --out ../models
"""

import argparse
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from onnxruntime.quantization import CalibrationDataReader, CalibrationMethod, QuantFormat, QuantType, quantize_static
from onnxruntime.quantization.shape_inference import quant_pre_process
from torch import nn

from covers import Covered
from detector import Detector
from lines import Lines
from pages import Pages
from pixels import as_bytes, of_pixels, pixels, takes_bytes
from reader import Reader, widths_of
from saturation import unsaturated
from segmenter import CELLS, dealt
from visibility import CLASSES, HEIGHT, WIDTH, Visibility

parser = argparse.ArgumentParser()
parser.add_argument("network", choices=["reader", "detector", "visibility"])
parser.add_argument("--checkpoint", type=Path, required=True)
parser.add_argument("--data", type=Path, required=True)
parser.add_argument("--out", type=Path, required=True)
parser.add_argument("--batches", type=int, default=24, help="of training pictures to calibrate the integers on")
options = parser.parse_args()


SURE = 4.0
"""Of the kernels' logits."""

CAUTION = 1.0
"""In logits: by how much likelier than in training the visibility network finds that something reflects or lies on a card."""


class Likelihoods(nn.Module):
    """What the engine wants: likelihoods instead of logits."""

    def __init__(self, reader: Reader):
        super().__init__()
        self.reader = reader

    def forward(self, x):
        return self.reader(x).softmax(2)


class Pixels(nn.Module):
    """What the engine gives, and what it wants: pixels as it draws them, likelihoods of kernels and of turns."""

    def __init__(self, detector: Detector):
        super().__init__()
        of_pixels(detector.kernels)
        self.detector = detector

    def forward(self, x):
        logits, sixteenth = self.detector.kernels(x)
        # Beyond this all is sure: 8 bits are better spent between.
        return dealt(logits.clamp(-SURE, SURE).sigmoid()), self.detector.turned(sixteenth).softmax(1)


def without_unused(path: Path) -> None:
    """Drops constants that nothing uses, of which runtimes complain: those of what was made a part of a rounding to 8 bits."""
    model = onnx.load(path)
    used = {name for node in model.graph.node for name in node.input}
    for constant in [node for node in model.graph.node if node.op_type == "Constant" and node.output[0] not in used]:
        model.graph.node.remove(constant)
    onnx.save(model, path)


state = torch.load(options.checkpoint, map_location="cpu")["average"]
weights = {name.removeprefix("module."): value for name, value in state.items() if name.startswith("module.")}


def averaged(model: nn.Module) -> nn.Module:
    model.load_state_dict(weights)
    return model.eval()


if options.network == "reader":
    network = Likelihoods(averaged(Reader(widths_of(weights))))
    example, dynamic = torch.zeros(2, 1, 32, 200), {"x": {0: "lines", 3: "width"}, "y": {0: "lines", 1: "steps"}}
    outputs = ["y"]
    batches = iter(Lines(options.data / "cards", 16, 99))
elif options.network == "visibility":
    network = averaged(Visibility())
    of_pixels(network.hidden)
    # What is hidden and taken for visible is read as if it were all: better some cells too many. A dim card is no hidden one.
    for kind in ("GLARE", "OBJECT"):
        network.hidden.head.bias.data[CLASSES.index(kind) * CELLS**2 :][: CELLS**2] += CAUTION
    example, outputs, dynamic = torch.zeros(1, 4, HEIGHT, WIDTH), ["hidden"], None
    batches = iter(Covered(options.data, 1, 99))
else:
    network = Pixels(averaged(Detector()))
    example, outputs = torch.zeros(1, 4, 448, 576), ["kernels", "turn"]
    dynamic = {"x": {2: "height", 3: "width"}, "kernels": {2: "half_height", 3: "half_width"}}
    batches = iter(Pages(options.data / "cards", options.data / "backgrounds", 1, 99))

options.out.mkdir(parents=True, exist_ok=True)
full = options.out / f"{options.network}.fp32.onnx"
small = options.out / f"{options.network}.int8.onnx"
torch.onnx.export(
    network, (example,), full, input_names=["x"], output_names=outputs, dynamic_axes=dynamic, opset_version=17, dynamo=False
)


takes_pixels = options.network != "reader"


def taken(pictures: torch.Tensor) -> torch.Tensor:
    return pixels(pictures) if takes_pixels else pictures


class Calibration(CalibrationDataReader):
    def __init__(self):
        self.left = options.batches

    def get_next(self):
        self.left -= 1
        return None if self.left < 0 else {"x": taken(next(batches)[0]).numpy()}


prepared = options.out / "prepared.onnx"
quant_pre_process(str(full), str(prepared), skip_symbolic_shape=True)
# The reader's first and last convolution stay as they are: they are cheap, and what they lose nothing behind them makes good.
# Those of the others take a third of their time; pictures have 8 bits from the start, and of what they say one bit is used.
convolutions = [node.name for node in onnx.load(prepared).graph.node if node.op_type == "Conv"]
kept = [convolutions[0], convolutions[-1]] if options.network == "reader" else []
quantize_static(
    str(prepared),
    str(small),
    Calibration(),
    quant_format=QuantFormat.QDQ,
    op_types_to_quantize=["Conv", "Add", "Relu", "Clip", "Resize", "DepthToSpace"],
    nodes_to_exclude=kept,
    per_channel=True,
    activation_type=QuantType.QUInt8,
    weight_type=QuantType.QInt8,
    calibrate_method=CalibrationMethod.MinMax,
)
prepared.unlink()
without_unused(small)
if takes_pixels:
    takes_bytes(small)
    unsaturated(small)

settings = onnxruntime.SessionOptions()
settings.intra_op_num_threads = 1
sessions = [onnxruntime.InferenceSession(str(path), settings) for path in (full, small)]
agree = total = 0
for _ in range(12):
    pictures = taken(next(batches)[0])
    inputs = (pictures.numpy(), as_bytes(pictures) if takes_pixels else pictures.numpy())
    a, b = (session.run(None, {"x": x})[0] for session, x in zip(sessions, inputs, strict=True))
    if options.network == "reader":
        agree += int((a.argmax(2) == b.argmax(2)).all(axis=1).sum())
        total += len(pictures)
    elif options.network == "visibility":
        agree += int((a.argmax(1) == b.argmax(1)).sum())
        total += a.argmax(1).size
    else:
        agree += int(((a > 0.5) & (b > 0.5)).sum())
        total += int(((a > 0.5) | (b > 0.5)).sum())
print(f"{full.stat().st_size} and {small.stat().st_size} bytes; they agree on {agree / total:.4f}")
