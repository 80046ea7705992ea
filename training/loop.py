"""What the trainings share: options, batches, the average of the weights, the rate over time, and checkpoints to go on from."""

import argparse
import math
import os
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import torch
from torch import nn

WARM_STEPS = 100
SHOW_EVERY = 50
KEEP_EVERY = 250

Measures = dict[str, float]

DEVICE = torch.device("cuda" if torch.cuda.is_available() else "cpu")


def in_halves() -> torch.autocast:
    """16-bit floats where they are quick: on CUDA, and on a CPU that has instructions for them."""
    quick = DEVICE.type == "cuda" or torch.cpu._is_avx512_bf16_supported() or torch.cpu._is_amx_tile_supported()
    return torch.autocast(DEVICE.type, dtype=torch.bfloat16, enabled=quick)


def options(minutes: float, batch: int) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser()
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--minutes", type=float, default=minutes)
    parser.add_argument("--batch", type=int, default=batch)
    parser.add_argument("--rate", type=float, default=2e-3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    drawing = 1 if DEVICE.type == "cpu" else max(1, (os.cpu_count() or 2) - 1)
    parser.add_argument("--workers", type=int, default=drawing, help="processes that photograph ahead of the steps")
    return parser


class Loop:
    """A network on its way; goes on from the checkpoint in `--out` where there is one."""

    def __init__(self, model: nn.Module, chosen: argparse.Namespace, decay: float):
        """`decay`: how much of the average each step keeps."""
        torch.set_num_threads(chosen.threads)
        torch.manual_seed(chosen.seed)
        chosen.out.mkdir(parents=True, exist_ok=True)
        self.chosen = chosen
        self.checkpoint = chosen.out / "checkpoint.pt"
        self.model = model.to(DEVICE, memory_format=torch.channels_last)
        self.average = averaged(self.model, decay)
        self.optimiser = torch.optim.AdamW(model.parameters(), lr=chosen.rate, weight_decay=0.02)
        self.step = 0
        if self.checkpoint.exists():
            saved = torch.load(self.checkpoint, map_location=DEVICE)
            self.model.load_state_dict(saved["model"])
            self.average.load_state_dict(saved["average"])
            if saved["optimiser"] is not None:
                self.optimiser.load_state_dict(saved["optimiser"])
            self.step = saved["step"]
        print(f"{sum(p.numel() for p in model.parameters())} parameters, from step {self.step}, on {DEVICE}", flush=True)

    @property
    def seed(self) -> int:
        """Another for the batches of every start, so that none is shown twice."""
        return self.chosen.seed + self.step

    def run(self, batches: torch.utils.data.IterableDataset, loss_of: Callable[..., tuple[torch.Tensor, Measures]]) -> None:
        """Trains for the given minutes. `loss_of` takes the step, the network and a batch, and gives the loss and what to show."""
        loader = torch.utils.data.DataLoader(
            batches, batch_size=None, num_workers=self.chosen.workers, prefetch_factor=8, pin_memory=DEVICE.type == "cuda"
        )
        first, started, shown = self.step, time.time(), time.time()
        measured: defaultdict[str, list[float]] = defaultdict(list)
        for batch in loader:
            spent = (time.time() - started) / 60
            if spent > self.chosen.minutes:
                break
            rate = self.rate(self.step - first, spent)
            for group in self.optimiser.param_groups:
                group["lr"] = rate
            self.model.train()
            on_device = [part.to(DEVICE, non_blocking=True) for part in batch]
            loss, measures = loss_of(self.step, self.model, on_device)
            self.optimiser.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_(self.model.parameters(), 5.0)
            self.optimiser.step()
            self.average.update_parameters(self.model)
            self.step += 1
            for name, value in {"loss": loss.item(), **measures}.items():
                measured[name].append(value)
            if self.step % SHOW_EVERY == 0:
                took = (time.time() - shown) / SHOW_EVERY
                shown = time.time()
                means = ", ".join(f"{name} {sum(values) / len(values):.4f}" for name, values in measured.items())
                print(f"{self.step} {spent:.1f} min {means}, {took:.2f} s/step, rate {rate:.5f}", flush=True)
                measured.clear()
            if self.step % KEEP_EVERY == 0:
                self.keep()
        self.keep()

    def rate(self, done: int, spent: float) -> float:
        """Up for a minute's worth of steps, then down with the time that is left."""
        warm = min(1.0, (done + 1) / WARM_STEPS)
        return self.chosen.rate * warm * (0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * spent / self.chosen.minutes)))

    def keep(self) -> None:
        save(self.checkpoint, self.model, self.average, self.optimiser.state_dict(), self.step)


def averaged(model: nn.Module, decay: float) -> torch.optim.swa_utils.AveragedModel:
    return torch.optim.swa_utils.AveragedModel(
        model, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(decay), use_buffers=True
    )


def save(checkpoint: Path, model: nn.Module, average: nn.Module, optimiser: dict | None, step: int) -> None:
    state = {"model": model.state_dict(), "average": average.state_dict(), "optimiser": optimiser, "step": step}
    torch.save(state, checkpoint.with_suffix(".new"))
    checkpoint.with_suffix(".new").replace(checkpoint)
