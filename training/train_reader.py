"""Trains the line reader; goes on from its last checkpoint where there is one.

python train_reader.py --cards ../artefacts/training/cards --out ../artefacts/training/reader --minutes 60
"""

from pathlib import Path

import torch
from torch import nn

import loop
from lines import Lines
from reader import Reader
from text import decode

parser = loop.options(minutes=60, batch=64)
parser.add_argument("--cards", type=Path, required=True)
parser.add_argument("--newest", type=int, default=0, help="cards drawn last that are half of those shown")
options = parser.parse_args()

ctc = nn.CTCLoss(zero_infinity=True)
MEASURE_EVERY = 5


def loss_of(step: int, model: nn.Module, batch) -> tuple[torch.Tensor, loop.Measures]:
    pictures, steps, texts, lengths = batch
    with loop.in_halves():
        logits = model(pictures.contiguous(memory_format=torch.channels_last))
    log_likelihoods = logits.float().log_softmax(2)
    loss = ctc(log_likelihoods.transpose(0, 1), texts, steps, lengths)
    if step % MEASURE_EVERY != 0:
        return loss, {}
    ends = lengths.cumsum(0).tolist()
    greedy = log_likelihoods.argmax(2).tolist()
    right = 0
    for n, (end, length) in enumerate(zip(ends, lengths.tolist())):
        truth = "".join(decode([k]) for k in texts[end - length : end].tolist())
        right += decode(greedy[n][: steps[n]]) == truth
    return loss, {"lines right": right / len(ends)}


training = loop.Loop(Reader(), options, decay=0.998)
training.run(Lines(options.cards, options.batch, training.seed, options.newest), loss_of)
