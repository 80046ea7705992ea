"""What the detector and the visibility network have in common: convolutions down to 1/16 of a picture, and logits of each 2 by 2 pixels."""

import torch
from torch import nn

from reader import conv

PATCH = 4
"""Pixels of a side, which the first convolution takes as they are: most of a picture's pixels are seen once."""
CELLS = 4
"""Of a side, for which each place at an eighth has logits."""


class Residual(nn.Module):
    def __init__(self, channels: int, reach: int = 1):
        super().__init__()
        self.inner = nn.Sequential(
            nn.Conv2d(channels, channels, 3, 1, reach, dilation=reach, bias=False),
            nn.BatchNorm2d(channels),
        )

    def forward(self, x):
        return torch.relu(x + self.inner(x))


class Segmenter(nn.Module):
    """[b, 3, h, w] blue, green, red from -1 to 1, sides multiples of 16, to logits [b, classes * 16, h / 8, w / 8] and what is seen at
    1/16."""

    def __init__(self, quarter: int, eighth: int, sixteenth: int, classes: int):
        super().__init__()
        self.at_quarter = nn.Sequential(
            nn.Conv2d(3, quarter, PATCH, PATCH, bias=False), nn.BatchNorm2d(quarter), nn.ReLU(inplace=True)
        )
        self.at_eighth = nn.Sequential(conv(quarter, eighth, stride=2), Residual(eighth))
        self.at_sixteenth = nn.Sequential(
            conv(eighth, sixteenth, stride=2), Residual(sixteenth, 2), Residual(sixteenth, 4)
        )
        self.up = conv(sixteenth, eighth, size=1)
        self.merge = conv(eighth, eighth)
        self.head = nn.Conv2d(eighth, classes * CELLS**2, 3, 1, 1)

    def forward(self, x):
        eighth = self.at_eighth(self.at_quarter(x))
        sixteenth = self.at_sixteenth(eighth)
        context = nn.functional.interpolate(self.up(sixteenth), scale_factor=2, mode="nearest")
        return self.head(self.merge(eighth + context)), sixteenth


def dealt(logits: torch.Tensor) -> torch.Tensor:
    """A segmenter's logits, or what is made of them, dealt out to pixels: [b, classes, h / 2, w / 2]."""
    return nn.functional.pixel_shuffle(logits, CELLS)
