"""Makes a checkpoint of a narrower reader out of one of a wider: of each layer the channels that matter least go.

python prune.py --from ../artefacts/training/wide/checkpoint.pt --cards ../artefacts/training/cards --out ../artefacts/training/reader
"""

import argparse
from dataclasses import dataclass
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


@dataclass(frozen=True)
class Group:
    """Channels that go together: of the layers that add up to them, and of those that take them."""

    givers: tuple[str, ...]
    takers: tuple[str, ...]


ALONG = ("body.8.inner", "body.9.inner", "body.10.inner")
GROUPS = (
    Group(("body.0",), ("body.1.0",)),
    Group(("body.1", "body.2.second"), ("body.2.first.0", "body.3.0")),
    Group(("body.2.first",), ("body.2.second.0",)),
    Group(("body.3", "body.4.second"), ("body.4.first.0", "body.5.0")),
    Group(("body.4.first",), ("body.4.second.0",)),
    Group(("body.5",), ("body.6.0",)),
    Group(("body.6",), ("body.7.0",)),
    Group(("body.7", *ALONG), (*(f"{layer}.2" for layer in ALONG), "head.1")),
)

powers: dict[str, torch.Tensor] = {}


def measured(name: str):
    def note(_module: nn.Module, _inputs, output: torch.Tensor) -> None:
        powers[name] = powers.get(name, 0) + output.square().mean((0, 2, 3))

    return note


def norms(name: str) -> torch.Tensor:
    """Of what a layer weighs each channel with that it takes."""
    return wide.get_submodule(name).weight.square().sum((0, 2, 3))


hooks = [wide.get_submodule(name).register_forward_hook(measured(name)) for group in GROUPS for name in group.givers]
batches = iter(Lines(options.cards, 64, 55))
with torch.no_grad():
    for _ in range(options.batches):
        wide(next(batches)[0])
for hook in hooks:
    hook.remove()

given: dict[str, torch.Tensor] = {}
taken: dict[str, torch.Tensor] = {}
for group in GROUPS:
    room = len(narrow.get_submodule(group.givers[0])[0].weight)
    matters = sum(powers[name] for name in group.givers) * sum(norms(name) for name in group.takers)
    kept = matters.topk(room).indices.sort().values
    given.update(dict.fromkeys(group.givers, kept))
    taken.update({f"{name}.weight": kept for name in group.takers})

found = narrow.state_dict()
for name, value in weights.items():
    for layer, kept in given.items():
        if name.startswith(f"{layer}.") and value.ndim > 0:
            value = value[kept]
    if name in taken:
        value = value[:, taken[name]]
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
