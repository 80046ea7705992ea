"""The line reader: convolutions down to one row, then along the line, for CTC."""

from dataclasses import dataclass

import torch
from torch import nn

from text import ALPHABET


def conv(inner: int, outer: int, size=3, stride=1) -> nn.Sequential:
    padding = tuple(s // 2 for s in size) if isinstance(size, tuple) else size // 2
    return nn.Sequential(
        nn.Conv2d(inner, outer, size, stride, padding, bias=False), nn.BatchNorm2d(outer), nn.ReLU(inplace=True)
    )


@dataclass(frozen=True)
class Widths:
    """Channels of the layers that take most of the time."""

    residual_40: int
    residual_80: int
    low: int


WIDE = Widths(40, 80, 128)
NARROW = Widths(32, 48, 96)
"""Of `prune.py`, in multiples of 16: runtimes multiply 8-bit integers in such blocks."""


def widths_of(weights: dict[str, torch.Tensor]) -> Widths:
    """The widths of the reader that the weights are of."""
    return Widths(
        residual_40=len(weights["body.2.first.0.weight"]),
        residual_80=len(weights["body.4.first.0.weight"]),
        low=len(weights["body.5.0.weight"]),
    )


class Residual(nn.Module):
    def __init__(self, channels: int, inner: int):
        super().__init__()
        self.first = conv(channels, inner)
        self.second = nn.Sequential(nn.Conv2d(inner, channels, 3, 1, 1, bias=False), nn.BatchNorm2d(channels))

    def forward(self, x):
        return torch.relu(x + self.second(self.first(x)))


class Along(nn.Module):
    """What stands to the left and right tells a letter from its likeness."""

    def __init__(self, channels: int, reach: int):
        super().__init__()
        self.inner = nn.Sequential(
            nn.Conv2d(channels, channels, (1, reach), padding=(0, reach // 2), groups=channels, bias=False),
            nn.BatchNorm2d(channels),
            nn.Conv2d(channels, channels, 1, bias=False),
            nn.BatchNorm2d(channels),
        )

    def forward(self, x):
        return torch.relu(x + self.inner(x))


class Reader(nn.Module):
    """[b, 1, 32, w] standardised grey to logits [b, w / 4, classes]; w a multiple of 8."""

    def __init__(self, widths: Widths = WIDE):
        super().__init__()
        self.body = nn.Sequential(
            conv(1, 24, stride=2),
            conv(24, 40, stride=2),
            Residual(40, widths.residual_40),
            conv(40, 80, stride=(2, 1)),
            Residual(80, widths.residual_80),
            conv(80, widths.low, stride=(2, 1)),
            conv(widths.low, widths.low),
            nn.Sequential(nn.Conv2d(widths.low, 160, (2, 3), padding=(0, 1), bias=False), nn.BatchNorm2d(160), nn.ReLU(True)),
            Along(160, 9),
            Along(160, 9),
            Along(160, 9),
        )
        self.head = nn.Sequential(nn.Dropout(0.1), nn.Conv2d(160, len(ALPHABET) + 1, 1))

    def forward(self, x):
        return self.head(self.body(x)).squeeze(2).transpose(1, 2)
