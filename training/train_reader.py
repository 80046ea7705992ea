"""Trains the line reader; goes on from its last checkpoint where there is one.

python train_reader.py --cards ../artefacts/training/cards --out ../artefacts/training/reader --minutes 60
"""

import argparse
import math
import time
from pathlib import Path

import torch
from torch import nn

from lines import Lines
from reader import Reader
from text import decode

parser = argparse.ArgumentParser()
parser.add_argument("--cards", type=Path, required=True)
parser.add_argument("--out", type=Path, required=True)
parser.add_argument("--minutes", type=float, default=60)
parser.add_argument("--batch", type=int, default=64)
parser.add_argument("--rate", type=float, default=2e-3)
parser.add_argument("--seed", type=int, default=1)
parser.add_argument("--newest", type=int, default=0, help="cards drawn last that are half of those shown")
parser.add_argument("--threads", type=int, default=1)
options = parser.parse_args()

torch.set_num_threads(options.threads)
torch.manual_seed(options.seed)
options.out.mkdir(parents=True, exist_ok=True)
checkpoint = options.out / "checkpoint.pt"

model = Reader().to(memory_format=torch.channels_last)
average = torch.optim.swa_utils.AveragedModel(
    model, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(0.998), use_buffers=True
)
optimiser = torch.optim.AdamW(model.parameters(), lr=options.rate, weight_decay=0.02)
step = 0
if checkpoint.exists():
    saved = torch.load(checkpoint)
    model.load_state_dict(saved["model"])
    average.load_state_dict(saved["average"])
    optimiser.load_state_dict(saved["optimiser"])
    step = saved["step"]
print(f"{sum(p.numel() for p in model.parameters())} parameters, from step {step}", flush=True)

dataset = Lines(options.cards, options.batch, options.seed + step, options.newest)
loader = torch.utils.data.DataLoader(dataset, batch_size=None, num_workers=1, prefetch_factor=8)
loss_of = nn.CTCLoss(zero_infinity=True)
first, started, shown = step, time.time(), time.time()
sums = {"loss": 0.0, "lines": 0, "right": 0}


def keep() -> None:
    state = {"model": model.state_dict(), "average": average.state_dict(), "optimiser": optimiser.state_dict(), "step": step}
    torch.save(state, checkpoint.with_suffix(".new"))
    checkpoint.with_suffix(".new").replace(checkpoint)


for pictures, steps, texts, lengths in loader:
    spent = (time.time() - started) / 60
    if spent > options.minutes:
        break
    # Up for a minute's worth of steps, then down with the time that is left.
    warm = min(1.0, (step - first + 1) / 100)
    rate = options.rate * warm * (0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * spent / options.minutes)))
    for group in optimiser.param_groups:
        group["lr"] = rate
    model.train()
    with torch.autocast("cpu", dtype=torch.bfloat16):
        logits = model(pictures.contiguous(memory_format=torch.channels_last))
    log_likelihoods = logits.float().log_softmax(2)
    loss = loss_of(log_likelihoods.transpose(0, 1), texts, steps, lengths)
    optimiser.zero_grad(set_to_none=True)
    loss.backward()
    nn.utils.clip_grad_norm_(model.parameters(), 5.0)
    optimiser.step()
    average.update_parameters(model)
    step += 1

    sums["loss"] += loss.item()
    if step % 5 == 0:
        ends = lengths.cumsum(0).tolist()
        greedy = log_likelihoods.argmax(2).tolist()
        for n, (end, length) in enumerate(zip(ends, lengths.tolist())):
            truth = "".join(decode([k]) for k in texts[end - length : end].tolist())
            sums["right"] += decode(greedy[n][: steps[n]]) == truth
            sums["lines"] += 1
    if step % 50 == 0:
        took = (time.time() - shown) / 50
        shown = time.time()
        right = sums["right"] / max(1, sums["lines"])
        print(f"{step} {spent:.1f} min loss {sums['loss'] / 50:.4f} lines right {right:.3f} {took:.2f} s/step rate {rate:.5f}", flush=True)
        sums = {"loss": 0.0, "lines": 0, "right": 0}
    if step % 500 == 0:
        keep()
keep()
