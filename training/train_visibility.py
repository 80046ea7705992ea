"""Trains the visibility network; goes on from its last checkpoint where there is one.

python train_visibility.py --data ../artefacts/training --out ../artefacts/training/visibility --minutes 20
"""

from pathlib import Path

import torch
from torch import nn

import loop
from covers import UNKNOWN, Covered
from visibility import Visibility

parser = loop.options(minutes=20, batch=12)
parser.add_argument("--data", type=Path, required=True)
options = parser.parse_args()

WEIGHTS = torch.tensor([1.0, 1.5, 1.5, 1.5], device=loop.DEVICE)
"""What hides takes a tenth of the cells."""


def loss_of(_step: int, model: nn.Module, batch) -> tuple[torch.Tensor, loop.Measures]:
    pictures, classes = batch
    # In 32 bits: of so small a network a CPU without instructions for bfloat16 takes eight times as long over those.
    logits = model(pictures.contiguous(memory_format=torch.channels_last))
    loss = nn.functional.cross_entropy(logits, classes, WEIGHTS, ignore_index=UNKNOWN)
    known = classes != UNKNOWN
    hidden, said = (classes > 0) & known, (logits.argmax(1) > 0) & known
    both = (hidden & said).sum().item()
    return loss, {
        "found": both / max(1, hidden.sum().item()),
        "right": both / max(1, said.sum().item()),
        "kind": ((logits.argmax(1) == classes) & hidden).sum().item() / max(1, hidden.sum().item()),
    }


training = loop.Loop(Visibility(), options, decay=0.995)
training.run(Covered(options.data, options.batch, training.seed), loss_of)
