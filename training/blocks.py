"""The detector as it is exported: what it does at half the picture's size, done at a quarter with 2x2 pixels as channels.

The sums are the same. Wide pictures of few channels are what runtimes are slow at, and of 8-bit ones they cannot
transpose a convolution: each of those becomes a 1x1 convolution whose channels are dealt out to pixels.
"""

from pathlib import Path

import onnx
import torch
from torch import nn
from torch.nn.utils.fusion import fuse_conv_bn_eval, fuse_conv_bn_weights

from detector import Detector


def folded(block: nn.Sequential) -> nn.Conv2d:
    """A convolution with the normalisation after it."""
    return fuse_conv_bn_eval(block[0], block[1])


def convolution(weight: torch.Tensor, bias: torch.Tensor, **options) -> nn.Conv2d:
    outer, inner, *size = weight.shape
    made = nn.Conv2d(inner, outer, tuple(size), **options)
    made.weight.data.copy_(weight)
    made.bias.data.copy_(bias)
    return made


def dealt(up: nn.Sequential) -> tuple[torch.Tensor, torch.Tensor]:
    """A doubling convolution as one of 1x1: weight [2, 2, outer, inner] and bias [outer]."""
    weight, bias = fuse_conv_bn_weights(
        up[0].weight, None, up[1].running_mean, up[1].running_var, up[1].eps, up[1].weight, up[1].bias, transpose=True
    )
    return weight.permute(2, 3, 1, 0), bias


def to_pixels(up: nn.Sequential) -> nn.Sequential:
    """A doubling convolution whose channels are dealt out to pixels."""
    weight, bias = dealt(up)
    weight = weight.permute(2, 0, 1, 3).flatten(0, 2)[:, :, None, None]
    return nn.Sequential(convolution(weight, bias.repeat_interleave(4)), nn.ReLU(), nn.PixelShuffle(2))


def to_blocks(up: nn.Sequential) -> nn.Conv2d:
    """A doubling convolution that leaves its channels as blocks."""
    weight, bias = dealt(up)
    return convolution(weight.flatten(0, 2)[:, :, None, None], bias.repeat(4))


def halving_to_blocks(first: nn.Conv2d) -> nn.Conv2d:
    """A 3x3 convolution that halves a picture, with its outcome as blocks."""
    outer, inner = first.weight.shape[:2]
    weight = torch.zeros(2, 2, outer, inner, 5, 5)
    for down in (0, 1):
        for across in (0, 1):
            weight[down, across, :, :, 2 * down : 2 * down + 3, 2 * across : 2 * across + 3] = first.weight
    return convolution(weight.flatten(0, 2), first.bias.repeat(4), stride=4, padding=1)


def halving_of_blocks(second: nn.Conv2d) -> nn.Sequential:
    """A 3x3 convolution that halves what is given as blocks: it reaches into the blocks above and to the left."""
    outer, inner = second.weight.shape[:2]
    weight = torch.zeros(outer, 2, 2, inner, 2, 2)
    for row in range(3):
        for column in range(3):
            (above, down), (before, across) = divmod(row + 1, 2), divmod(column + 1, 2)
            weight[:, down, across, :, above, before] = second.weight[:, :, row, column]
    return nn.Sequential(nn.ZeroPad2d((1, 0, 1, 0)), convolution(weight.flatten(1, 3), second.bias))


def over_blocks(last: nn.Conv2d) -> nn.Conv2d:
    """A 3x3 convolution from blocks to blocks."""
    outer, inner = last.weight.shape[:2]
    weight = torch.zeros(2, 2, outer, 2, 2, inner, 3, 3)
    for down in (0, 1):
        for across in (0, 1):
            for row in range(3):
                for column in range(3):
                    (above, to), (before, at) = divmod(down + row + 1, 2), divmod(across + column + 1, 2)
                    weight[down, across, :, to, at, :, above, before] = last.weight[:, :, row, column]
    return convolution(weight.flatten(3, 5).flatten(0, 2), last.bias.repeat(4), padding=1)


Folded = tuple[torch.Tensor, torch.Tensor]
"""Weight and bias of a convolution, its normalisation folded in."""


def unblocked(convolutions: list[Folded]) -> dict[str, Folded]:
    """From an export's convolutions in their order: the detector's own by their names."""
    first, second, *body, up_eighth, merge_eighth, up_quarter, merge_quarter, up_half, last = convolutions
    names = ("at_quarter.1.inner", "at_eighth.0", "at_eighth.1.inner", "at_sixteenth.0", "at_sixteenth.1.inner")
    names = (*names, "at_sixteenth.2.inner", "whole")
    return {
        "at_half": (first[0][: len(first[0]) // 4, :, :3, :3], first[1][: len(first[1]) // 4]),
        "at_quarter.0": (unblocked_halving(second[0]), second[1]),
        **dict(zip(names, body, strict=True)),
        "up_eighth": (undealt(up_eighth[0].unflatten(0, (-1, 2, 2)).permute(1, 2, 0, 3, 4, 5)), up_eighth[1][::4]),
        "merge_eighth": merge_eighth,
        "up_quarter": (undealt(up_quarter[0].unflatten(0, (-1, 2, 2)).permute(1, 2, 0, 3, 4, 5)), up_quarter[1][::4]),
        "merge_quarter": merge_quarter,
        "up_half": (undealt(up_half[0].unflatten(0, (2, 2, -1))), up_half[1][: len(up_half[1]) // 4]),
        "kernel": (unblocked_last(last[0]), last[1][:1]),
    }


def undealt(weight: torch.Tensor) -> torch.Tensor:
    """[2, 2, outer, inner, 1, 1] as a doubling convolution has it."""
    return weight[..., 0, 0].permute(3, 2, 0, 1)


def unblocked_halving(weight: torch.Tensor) -> torch.Tensor:
    blocks = weight.unflatten(1, (2, 2, -1))
    found = torch.zeros(len(weight), blocks.shape[3], 3, 3)
    for row in range(3):
        for column in range(3):
            (above, down), (before, across) = divmod(row + 1, 2), divmod(column + 1, 2)
            found[:, :, row, column] = blocks[:, down, across, :, above, before]
    return found


def unblocked_last(weight: torch.Tensor) -> torch.Tensor:
    blocks = weight[:1].unflatten(1, (2, 2, -1))
    found = torch.zeros(1, blocks.shape[3], 3, 3)
    for row in range(3):
        for column in range(3):
            (above, to), (before, at) = divmod(row + 1, 2), divmod(column + 1, 2)
            found[:, :, row, column] = blocks[:, to, at, :, above, before]
    return found


SURE = 4.0
"""Of the kernels' logits."""


class Blocks(nn.Module):
    """Of a picture as the detector takes it: the likelihoods of kernels and of turns."""

    def __init__(self, detector: Detector):
        super().__init__()
        detector.eval()
        self.to_half = halving_to_blocks(folded(detector.at_half))
        self.to_quarter = halving_of_blocks(folded(detector.at_quarter[0]))
        self.at_quarter = detector.at_quarter[1]
        self.rest = detector
        self.up_eighth = to_pixels(detector.up_eighth)
        self.up_quarter = to_pixels(detector.up_quarter)
        self.up_half = to_blocks(detector.up_half)
        self.kernel = over_blocks(detector.kernel)

    def forward(self, x):
        half = self.to_half(x).relu()
        quarter = self.at_quarter(self.to_quarter(half).relu())
        eighth = self.rest.at_eighth(quarter)
        sixteenth = self.rest.at_sixteenth(eighth)
        turn = self.rest.turned(sixteenth)
        eighth = self.rest.merge_eighth(eighth + self.up_eighth(sixteenth))
        quarter = self.rest.merge_quarter(quarter + self.up_quarter(eighth))
        kernels = self.kernel(half + self.up_half(quarter).relu())
        # Beyond this all is sure: 8 bits are better spent between.
        kernels = kernels.clamp(-SURE, SURE)
        return nn.functional.pixel_shuffle(kernels.sigmoid(), 2), turn.softmax(1)


def tidied(path: Path) -> None:
    """Gives a convolution the padding that an export writes before it, which runtimes do not, and drops what is not used."""
    model = onnx.load(path)
    nodes, constants = model.graph.node, model.graph.initializer
    for pad in [node for node in nodes if node.op_type == "Pad"]:
        convolution = next(node for node in nodes if pad.output[0] in node.input)
        convolution.input[0] = pad.input[0]
        next(each for each in convolution.attribute if each.name == "pads").ints[:] = [1, 1, 0, 0]
    while unused := [node for node in nodes if not used(model.graph).intersection(node.output)]:
        for node in unused:
            nodes.remove(node)
    for constant in [each for each in constants if each.name not in used(model.graph)]:
        constants.remove(constant)
    onnx.save(model, path)


def used(graph: onnx.GraphProto) -> set[str]:
    return {name for node in graph.node for name in node.input} | {each.name for each in graph.output}
