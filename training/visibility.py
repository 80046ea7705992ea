"""The visibility network: what of a card's print is hidden, and by what."""

from torch import nn

from segmenter import Segmenter, dealt

WIDTH, HEIGHT = 384, 240
"""The card's frame, in pixels."""
STEP = 2
"""Pixels of the frame to a cell of the map."""
CLASSES = ("CLEAR", "GLARE", "SHADOW", "OBJECT")


class Visibility(nn.Module):
    """[b, 3, 240, 384] blue, green, red from -1 to 1, the card filling the frame, to logits of `CLASSES` [b, 4, 120, 192]."""

    def __init__(self):
        super().__init__()
        self.hidden = Segmenter(24, 40, 56, len(CLASSES))

    def forward(self, x):
        logits, _ = self.hidden(x)
        return dealt(logits)
