"""Trains the line detector; goes on from its last checkpoint where there is one.

python train_detector.py --data ../artefacts/training --out ../artefacts/training/detector --minutes 40
"""

from pathlib import Path

import torch
from torch import nn

import loop
from detector import Detector
from pages import Pages

parser = loop.options(minutes=40, batch=6)
parser.add_argument("--data", type=Path, required=True)
options = parser.parse_args()


def loss_of(_step: int, model: nn.Module, batch) -> tuple[torch.Tensor, loop.Measures]:
    pictures, kernels, weights, turns = batch
    with loop.in_halves():
        logits, turn_logits = model(pictures.contiguous(memory_format=torch.channels_last))
    logits, turn_logits = logits.float(), turn_logits.float()
    likely = logits.sigmoid()
    each = nn.functional.binary_cross_entropy_with_logits(logits, kernels, reduction="none")
    # Kernels take a twentieth of the picture.
    each = (each * weights * (1 + 3 * kernels)).mean()
    shared = (likely * kernels * weights).sum((1, 2, 3))
    all_ink = ((likely + kernels) * weights).sum((1, 2, 3))
    dice = (1 - (2 * shared + 1) / (all_ink + 1)).mean()
    turn_loss = nn.functional.cross_entropy(turn_logits, turns, ignore_index=-1)
    known = turns >= 0
    return 3 * each + dice + 0.3 * turn_loss, {
        "kernel": each.item(),
        "turn": turn_loss.item(),
        "overlap": 1 - dice.item(),
        "turned right": (turn_logits.argmax(1) == turns)[known].float().mean().item(),
    }


training = loop.Loop(Detector(), options, decay=0.995)
training.run(Pages(options.data / "cards", options.data / "backgrounds", options.batch, training.seed), loss_of)
