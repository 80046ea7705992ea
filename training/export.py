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

from blocks import Blocks, tidied
from covers import Covered
from detector import Detector
from lines import Lines
from pages import Pages
from reader import Reader, widths_of
from saturation import unsaturated
from visibility import HEIGHT, WIDTH, Visibility

parser = argparse.ArgumentParser()
parser.add_argument("network", choices=["reader", "detector", "visibility"])
parser.add_argument("--checkpoint", type=Path, required=True)
parser.add_argument("--data", type=Path, required=True)
parser.add_argument("--out", type=Path, required=True)
parser.add_argument("--batches", type=int, default=24, help="of training pictures to calibrate the integers on")
options = parser.parse_args()


def halved(full: Path, small: Path) -> None:
    """Keeps the weights in 16 bits, to be taken into 32 again where they are loaded: half the bytes, and the same sums to three digits."""
    model = onnx.load(full)
    for weight in model.graph.initializer:
        values = onnx.numpy_helper.to_array(weight)
        if values.dtype != np.float32 or values.size < 64:
            continue
        name = weight.name
        weight.CopyFrom(onnx.numpy_helper.from_array(values.astype(np.float16), f"{name}_16"))
        model.graph.node.insert(0, onnx.helper.make_node("Cast", [f"{name}_16"], [name], to=onnx.TensorProto.FLOAT))
    onnx.save(model, small)


class Likelihoods(nn.Module):
    """What the engine wants: likelihoods instead of logits."""

    def __init__(self, reader: Reader):
        super().__init__()
        self.reader = reader

    def forward(self, x):
        return self.reader(x).softmax(2)


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
    example, outputs, dynamic = torch.zeros(1, 3, HEIGHT, WIDTH), ["hidden"], None
    batches = iter(Covered(options.data, 1, 99))
else:
    network = Blocks(averaged(Detector()))
    example, outputs = torch.zeros(1, 3, 448, 576), ["kernels", "turn"]
    dynamic = {"x": {2: "height", 3: "width"}, "kernels": {2: "half_height", 3: "half_width"}}
    batches = iter(Pages(options.data / "cards", options.data / "backgrounds", 1, 99))

options.out.mkdir(parents=True, exist_ok=True)
full = options.out / f"{options.network}.fp32.onnx"
small = options.out / f"{options.network}.int8.onnx"
torch.onnx.export(
    network, (example,), full, input_names=["x"], output_names=outputs, dynamic_axes=dynamic, opset_version=17, dynamo=False
)


class Calibration(CalibrationDataReader):
    def __init__(self):
        self.left = options.batches

    def get_next(self):
        self.left -= 1
        return None if self.left < 0 else {"x": next(batches)[0].numpy()}


tidied(full)
if options.network == "visibility":
    halved(full, options.out / "visibility.fp16.onnx")
prepared = options.out / "prepared.onnx"
quant_pre_process(str(full), str(prepared), skip_symbolic_shape=True)
# The reader's first and last convolution stay as they are: they are cheap, and what they lose nothing behind them makes good.
# The detector's take a third of its time; its pictures have 8 bits from the start, and of its likelihoods one bit is used.
convolutions = [node.name for node in onnx.load(prepared).graph.node if node.op_type == "Conv"]
kept = [convolutions[0], convolutions[-1]] if options.network == "reader" else []
quantize_static(
    str(prepared),
    str(small),
    Calibration(),
    quant_format=QuantFormat.QDQ,
    op_types_to_quantize=["Conv", "Add", "Relu", "Clip", "DepthToSpace"],
    nodes_to_exclude=kept,
    per_channel=True,
    activation_type=QuantType.QUInt8,
    weight_type=QuantType.QInt8,
    calibrate_method=CalibrationMethod.MinMax,
)
prepared.unlink()
tidied(small)
if options.network == "detector":
    unsaturated(small)

settings = onnxruntime.SessionOptions()
settings.intra_op_num_threads = 1
sessions = [onnxruntime.InferenceSession(str(path), settings) for path in (full, small)]
agree = total = 0
for _ in range(12):
    pictures = next(batches)[0].numpy()
    a, b = (session.run(None, {"x": pictures})[0] for session in sessions)
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
