"""The line detector: kernels of text lines at half the picture's size, and which way the card is turned."""

import torch
from torch import nn

from reader import conv


class Residual(nn.Module):
    def __init__(self, channels: int, reach: int = 1):
        super().__init__()
        self.inner = nn.Sequential(
            nn.Conv2d(channels, channels, 3, 1, reach, dilation=reach, bias=False),
            nn.BatchNorm2d(channels),
        )

    def forward(self, x):
        return torch.relu(x + self.inner(x))


def up(inner: int, outer: int) -> nn.Sequential:
    return nn.Sequential(
        nn.ConvTranspose2d(inner, outer, 2, 2, bias=False), nn.BatchNorm2d(outer), nn.ReLU(inplace=True)
    )


class Detector(nn.Module):
    """[b, 3, h, w] blue, green, red from -1 to 1, sides multiples of 32, to
    logits of text kernels [b, 1, h / 2, w / 2] and of the clockwise quarter turns of the card [b, 4]."""

    def __init__(self):
        super().__init__()
        self.at_half = conv(3, 12, stride=2)
        self.at_quarter = nn.Sequential(conv(12, 24, stride=2), Residual(24))
        self.at_eighth = nn.Sequential(conv(24, 48, stride=2), Residual(48))
        self.at_sixteenth = nn.Sequential(conv(48, 96, stride=2), Residual(96, 2), Residual(96, 4))
        self.whole = conv(96, 96, stride=2)
        self.turn = nn.Sequential(nn.Linear(2 * 96, 48), nn.ReLU(inplace=True), nn.Linear(48, 4))
        self.up_eighth = up(96, 48)
        self.merge_eighth = conv(48, 40)
        self.up_quarter = up(40, 24)
        self.merge_quarter = conv(24, 24)
        self.up_half = up(24, 12)
        self.kernel = nn.Conv2d(12, 1, 3, 1, 1)

    def forward(self, x):
        half = self.at_half(x)
        quarter = self.at_quarter(half)
        eighth = self.at_eighth(quarter)
        sixteenth = self.at_sixteenth(eighth)
        turn = self.turned(sixteenth)
        eighth = self.merge_eighth(eighth + self.up_eighth(sixteenth))
        quarter = self.merge_quarter(quarter + self.up_quarter(eighth))
        return self.kernel(half + self.up_half(quarter)), turn

    def turned(self, sixteenth):
        whole = self.whole(sixteenth)
        return self.turn(torch.cat((whole.mean((2, 3)), whole.amax((2, 3))), 1))
