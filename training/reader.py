"""The line reader: convolutions down to one row, then along the line, for CTC."""

import torch
from torch import nn

from text import ALPHABET


def conv(inner: int, outer: int, size=3, stride=1) -> nn.Sequential:
    padding = tuple(s // 2 for s in size) if isinstance(size, tuple) else size // 2
    return nn.Sequential(
        nn.Conv2d(inner, outer, size, stride, padding, bias=False), nn.BatchNorm2d(outer), nn.ReLU(inplace=True)
    )


class Residual(nn.Module):
    def __init__(self, channels: int):
        super().__init__()
        self.first = conv(channels, channels)
        self.second = nn.Sequential(nn.Conv2d(channels, channels, 3, 1, 1, bias=False), nn.BatchNorm2d(channels))

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

    def __init__(self):
        super().__init__()
        self.body = nn.Sequential(
            conv(1, 24, stride=2),
            conv(24, 40, stride=2),
            Residual(40),
            conv(40, 80, stride=(2, 1)),
            Residual(80),
            conv(80, 128, stride=(2, 1)),
            conv(128, 128),
            nn.Sequential(nn.Conv2d(128, 160, (2, 3), padding=(0, 1), bias=False), nn.BatchNorm2d(160), nn.ReLU(True)),
            Along(160, 9),
            Along(160, 9),
            Along(160, 9),
        )
        self.head = nn.Sequential(nn.Dropout(0.1), nn.Conv2d(160, len(ALPHABET) + 1, 1))

    def forward(self, x):
        return self.head(self.body(x)).squeeze(2).transpose(1, 2)
