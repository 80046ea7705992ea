"""Trains the line reader; goes on from its last checkpoint where there is one.

python train_reader.py --cards ../artefacts/training/cards --out ../artefacts/training/reader --minutes 60
"""

from pathlib import Path

import onnxruntime
import torch
from torch import nn

import loop
from lines import Lines
from reader import Reader, widths_of
from text import decode

parser = loop.options(minutes=60, batch=64)
parser.add_argument("--cards", type=Path, required=True)
parser.add_argument("--teacher", type=Path, help="an exported reader whose likelihoods are learnt, too")
parser.add_argument("--newest", type=int, default=0, help="cards drawn last that are half of those shown")
options = parser.parse_args()

ctc = nn.CTCLoss(zero_infinity=True)
MEASURE_EVERY = 5
TAUGHT = 3.0
"""Weight of what the teacher says, summed over a step's classes, beside the loss of the texts."""


def teacher() -> onnxruntime.InferenceSession | None:
    if options.teacher is None:
        return None
    settings = onnxruntime.SessionOptions()
    settings.intra_op_num_threads = options.threads
    return onnxruntime.InferenceSession(str(options.teacher), settings)


taught_by = teacher()


def divergence(log_likelihoods: torch.Tensor, pictures: torch.Tensor, steps: torch.Tensor) -> torch.Tensor:
    """Of the likelihoods from the teacher's (Kullback-Leibler): the mean over the steps of all lines."""
    (taught,) = taught_by.run(None, {"x": pictures.cpu().numpy()})
    taught = torch.from_numpy(taught).to(log_likelihoods.device)
    apart = nn.functional.kl_div(log_likelihoods, taught, reduction="none").sum(2)
    within = torch.arange(apart.shape[1], device=apart.device)[None] < steps[:, None]
    return (apart * within).sum() / within.sum()


def loss_of(step: int, model: nn.Module, batch) -> tuple[torch.Tensor, loop.Measures]:
    pictures, steps, texts, lengths = batch
    with loop.in_halves():
        logits = model(pictures.contiguous(memory_format=torch.channels_last))
    log_likelihoods = logits.float().log_softmax(2)
    loss = ctc(log_likelihoods.transpose(0, 1), texts, steps, lengths)
    measures = {}
    if taught_by is not None:
        apart = divergence(log_likelihoods, pictures, steps)
        loss = loss + TAUGHT * apart
        measures["from teacher"] = apart.item()
    if step % MEASURE_EVERY != 0:
        return loss, measures
    ends = lengths.cumsum(0).tolist()
    greedy = log_likelihoods.argmax(2).tolist()
    right = 0
    for n, (end, length) in enumerate(zip(ends, lengths.tolist())):
        truth = "".join(decode([k]) for k in texts[end - length : end].tolist())
        right += decode(greedy[n][: steps[n]]) == truth
    return loss, {**measures, "lines right": right / len(ends)}


def reader() -> Reader:
    """As wide as that of the checkpoint to go on from."""
    checkpoint = options.out / "checkpoint.pt"
    if not checkpoint.exists():
        return Reader()
    return Reader(widths_of(torch.load(checkpoint, map_location="cpu")["model"]))


training = loop.Loop(reader(), options, decay=0.998)
training.run(Lines(options.cards, options.batch, training.seed, options.newest), loss_of)
