"""The visibility network: what of a card's print is hidden, and by what."""

import torch
from torch import nn

from detector import Residual, up
from reader import conv

WIDTH, HEIGHT = 384, 240
"""The card's frame, in pixels."""
STEP = 2
"""Pixels of the frame to a cell of the map."""
CLASSES = ("CLEAR", "GLARE", "SHADOW", "OBJECT")


class Visibility(nn.Module):
    """[b, 3, 240, 384] blue, green, red from -1 to 1, the card filling the frame, to logits of `CLASSES` [b, 4, 120, 192]."""

    def __init__(self):
        super().__init__()
        self.at_half = conv(3, 12, stride=2)
        self.at_quarter = nn.Sequential(conv(12, 20, stride=2), Residual(20))
        self.at_eighth = nn.Sequential(conv(20, 32, stride=2), Residual(32))
        self.at_sixteenth = nn.Sequential(conv(32, 48, stride=2), Residual(48, 2), Residual(48, 4))
        self.up_eighth = up(48, 32)
        self.merge_eighth = conv(32, 32)
        self.up_quarter = up(32, 20)
        self.merge_quarter = conv(20, 20)
        self.up_half = up(20, 12)
        self.hidden = nn.Conv2d(12, len(CLASSES), 3, 1, 1)

    def forward(self, x):
        half = self.at_half(x)
        quarter = self.at_quarter(half)
        eighth = self.at_eighth(quarter)
        sixteenth = self.at_sixteenth(eighth)
        eighth = self.merge_eighth(eighth + self.up_eighth(sixteenth))
        quarter = self.merge_quarter(quarter + self.up_quarter(eighth))
        return self.hidden(half + self.up_half(quarter))
