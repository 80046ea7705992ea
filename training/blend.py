"""Lays one reader's weights between those of two that came from one another, and takes the normalisations' statistics anew.

python blend.py --from before.pt --to ../artefacts/training/reader/checkpoint.pt --cards ../artefacts/training/cards --out ../artefacts/training/blended

A network that was trained on keeps more of what it knew, and reads unseen print better, halfway back to where it started
(Wortsman et al. 2022, "Robust fine-tuning of zero-shot models").
"""

import argparse
from pathlib import Path

import torch
from torch import nn

import loop
from lines import Lines
from reader import Reader, widths_of

parser = argparse.ArgumentParser()
parser.add_argument("--from", dest="before", type=Path, required=True, help="checkpoint that the training began with")
parser.add_argument("--to", dest="after", type=Path, required=True, help="checkpoint that it ended with")
parser.add_argument("--cards", type=Path, required=True)
parser.add_argument("--out", type=Path, required=True)
parser.add_argument("--share", type=float, default=0.5, help="of the later weights")
parser.add_argument("--batches", type=int, default=40, help="of 64 lines, to take the statistics of")
options = parser.parse_args()

before, after = (torch.load(path, map_location="cpu")["average"] for path in (options.before, options.after))
blended = {
    name.removeprefix("module."): torch.lerp(value, after[name], options.share) if value.is_floating_point() else after[name]
    for name, value in before.items()
    if name.startswith("module.")
}
model = Reader(widths_of(blended))
model.load_state_dict(blended)
model.train()
for module in model.modules():
    if isinstance(module, nn.BatchNorm2d):
        module.reset_running_stats()
        module.momentum = None
    elif isinstance(module, nn.Dropout):
        module.eval()
batches = iter(Lines(options.cards, 64, 555))
with torch.no_grad():
    for _ in range(options.batches):
        model(next(batches)[0])
options.out.mkdir(parents=True, exist_ok=True)
loop.save(options.out / "checkpoint.pt", model, loop.averaged(model, 0.9), None, 0)
