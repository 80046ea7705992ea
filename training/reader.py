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
    """Channels of the layers, by how many rows of pixels they leave; of a residual block those within it."""

    rows_16: int
    rows_8: int
    within_8: int
    rows_4: int
    within_4: int
    rows_2: int
    row_1: int


WIDE = Widths(24, 40, 40, 80, 80, 128, 160)
NARROW = Widths(16, 32, 32, 64, 48, 64, 128)
"""Of `prune.py`, in multiples of 16: runtimes multiply 8-bit integers in such blocks."""


def widths_of(weights: dict[str, torch.Tensor]) -> Widths:
    """The widths of the reader that the weights are of."""
    layers = ("body.0", "body.1", "body.2.first", "body.3", "body.4.first", "body.5", "body.7")
    return Widths(*(len(weights[f"{layer}.0.weight"]) for layer in layers))


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
            conv(1, widths.rows_16, stride=2),
            conv(widths.rows_16, widths.rows_8, stride=2),
            Residual(widths.rows_8, widths.within_8),
            conv(widths.rows_8, widths.rows_4, stride=(2, 1)),
            Residual(widths.rows_4, widths.within_4),
            conv(widths.rows_4, widths.rows_2, stride=(2, 1)),
            conv(widths.rows_2, widths.rows_2),
            nn.Sequential(
                nn.Conv2d(widths.rows_2, widths.row_1, (2, 3), padding=(0, 1), bias=False),
                nn.BatchNorm2d(widths.row_1),
                nn.ReLU(True),
            ),
            Along(widths.row_1, 9),
            Along(widths.row_1, 9),
            Along(widths.row_1, 9),
        )
        self.head = nn.Sequential(nn.Dropout(0.1), nn.Conv2d(widths.row_1, len(ALPHABET) + 1, 1))

    def forward(self, x):
        return self.head(self.body(x)).squeeze(2).transpose(1, 2)
