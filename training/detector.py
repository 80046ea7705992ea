"""The line detector: kernels of text lines at half the picture's size, and which way the card is turned."""

import torch
from torch import nn

from reader import conv
from segmenter import Segmenter, dealt


class Detector(nn.Module):
    """[b, 3, h, w] blue, green, red from -1 to 1, sides multiples of 32, to
    logits of text kernels [b, 1, h / 2, w / 2] and of the clockwise quarter turns of the card [b, 4]."""

    def __init__(self):
        super().__init__()
        self.kernels = Segmenter(32, 48, 64, classes=1)
        self.whole = conv(64, 96, stride=2)
        self.turn = nn.Sequential(nn.Linear(2 * 96, 48), nn.ReLU(inplace=True), nn.Linear(48, 4))

    def forward(self, x):
        logits, sixteenth = self.kernels(x)
        return dealt(logits), self.turned(sixteenth)

    def turned(self, sixteenth):
        whole = self.whole(sixteenth)
        return self.turn(torch.cat((whole.mean((2, 3)), whole.amax((2, 3))), 1))
