"""Makes a checkpoint of a narrower reader out of one of a wider: of each layer that is narrowed, the channels that matter least go.

python prune.py --from ../artefacts/training/wide/checkpoint.pt --cards ../artefacts/training/cards --out ../artefacts/training/reader
"""

import argparse
from pathlib import Path

import torch
from torch import nn

import loop
from lines import Lines
from reader import NARROW, Reader, widths_of

parser = argparse.ArgumentParser()
parser.add_argument("--from", dest="wide", type=Path, required=True)
parser.add_argument("--cards", type=Path, required=True)
parser.add_argument("--out", type=Path, required=True)
parser.add_argument("--batches", type=int, default=12, help="of lines to see what matters on")
options = parser.parse_args()

state = torch.load(options.wide, map_location="cpu")["average"]
weights = {name.removeprefix("module."): value for name, value in state.items() if name.startswith("module.")}
wide = Reader(widths_of(weights))
wide.load_state_dict(weights)
wide.eval()
narrow = Reader(NARROW)

NARROWED = {"body.2.first": "body.2.second.0", "body.4.first": "body.4.second.0", "body.5": "body.6.0", "body.6": "body.7.0"}
"""Each narrowed layer, and the convolution that takes its channels."""

powers: dict[str, torch.Tensor] = {}


def measured(name: str):
    def note(_module: nn.Module, _inputs, output: torch.Tensor) -> None:
        powers[name] = powers.get(name, 0) + output.square().mean((0, 2, 3))

    return note


hooks = [wide.get_submodule(name).register_forward_hook(measured(name)) for name in NARROWED]
batches = iter(Lines(options.cards, 64, 55))
with torch.no_grad():
    for _ in range(options.batches):
        wide(next(batches)[0])
for hook in hooks:
    hook.remove()

kept: dict[str, torch.Tensor] = {}
for name, taker in NARROWED.items():
    room = narrow.get_submodule(name)[0].out_channels
    matters = powers[name].sqrt() * wide.get_submodule(taker).weight.square().sum((0, 2, 3)).sqrt()
    kept[name] = matters.topk(room).indices.sort().values

found = narrow.state_dict()
for name, value in weights.items():
    for given, taker in NARROWED.items():
        if name.startswith(f"{given}.") and value.ndim > 0:
            value = value[kept[given]]
        if name == f"{taker}.weight":
            value = value[:, kept[given]]
    found[name].copy_(value)
narrow.load_state_dict(found)

fresh = next(batches)[0]
narrow.eval()
with torch.no_grad():
    same = (narrow(fresh).argmax(2) == wide(fresh).argmax(2)).float().mean()
sizes = [sum(each.numel() for each in model.parameters()) for model in (wide, narrow)]
print(f"{sizes[0]} to {sizes[1]} parameters; before training, the likeliest class is the same at {same:.4f} of the steps")
options.out.mkdir(parents=True, exist_ok=True)
loop.save(options.out / "checkpoint.pt", narrow, loop.averaged(narrow, 0.9), None, 0)
