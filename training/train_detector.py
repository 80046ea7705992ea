"""Trains the line detector; goes on from its last checkpoint where there is one.

python train_detector.py --data ../artefacts/training --out ../artefacts/training/detector --minutes 40
"""

import argparse
import math
import time
from pathlib import Path

import torch
from torch import nn

from detector import Detector
from pages import Pages

parser = argparse.ArgumentParser()
parser.add_argument("--data", type=Path, required=True)
parser.add_argument("--out", type=Path, required=True)
parser.add_argument("--minutes", type=float, default=40)
parser.add_argument("--batch", type=int, default=6)
parser.add_argument("--rate", type=float, default=2e-3)
parser.add_argument("--seed", type=int, default=1)
parser.add_argument("--threads", type=int, default=1)
options = parser.parse_args()

torch.set_num_threads(options.threads)
torch.manual_seed(options.seed)
options.out.mkdir(parents=True, exist_ok=True)
checkpoint = options.out / "checkpoint.pt"

model = Detector().to(memory_format=torch.channels_last)
average = torch.optim.swa_utils.AveragedModel(
    model, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(0.995), use_buffers=True
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

dataset = Pages(options.data / "cards", options.data / "backgrounds", options.batch, options.seed + step)
loader = torch.utils.data.DataLoader(dataset, batch_size=None, num_workers=1, prefetch_factor=8)
first, started, shown = step, time.time(), time.time()
sums = {"kernel": 0.0, "turn": 0.0, "overlap": 0.0, "turned right": 0.0}


def keep() -> None:
    state = {"model": model.state_dict(), "average": average.state_dict(), "optimiser": optimiser.state_dict(), "step": step}
    torch.save(state, checkpoint.with_suffix(".new"))
    checkpoint.with_suffix(".new").replace(checkpoint)


for pictures, kernels, weights, turns in loader:
    spent = (time.time() - started) / 60
    if spent > options.minutes:
        break
    warm = min(1.0, (step - first + 1) / 100)
    rate = options.rate * warm * (0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * spent / options.minutes)))
    for group in optimiser.param_groups:
        group["lr"] = rate
    model.train()
    with torch.autocast("cpu", dtype=torch.bfloat16):
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
    loss = 3 * each + dice + 0.3 * turn_loss
    optimiser.zero_grad(set_to_none=True)
    loss.backward()
    nn.utils.clip_grad_norm_(model.parameters(), 5.0)
    optimiser.step()
    average.update_parameters(model)
    step += 1

    known = turns >= 0
    sums["kernel"] += each.item()
    sums["turn"] += turn_loss.item()
    sums["overlap"] += 1 - dice.item()
    sums["turned right"] += (turn_logits.argmax(1) == turns)[known].float().mean().item()
    if step % 50 == 0:
        took = (time.time() - shown) / 50
        shown = time.time()
        means = ", ".join(f"{name} {value / 50:.4f}" for name, value in sums.items())
        print(f"{step} {spent:.1f} min {means} {took:.2f} s/step", flush=True)
        sums = dict.fromkeys(sums, 0.0)
    if step % 250 == 0:
        keep()
keep()
