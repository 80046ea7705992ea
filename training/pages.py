"""Pictures for the detector: cards on backgrounds, where their lines are, and which way they lie."""

from pathlib import Path

import cv2
import numpy as np
import torch

import camera
from text import Line, read_cards, rows

SIZES = ((416, 576), (576, 416), (448, 576), (512, 512), (352, 576), (576, 576), (384, 448))
KERNEL = 0.45
"""Thickness of a line's kernel, in ems; detect.ts makes whole lines of them again."""
JOIN = 0.9
"""Gap, in ems, under which neighbours are one line."""


def kernel_boxes(lines: list[Line]) -> list[np.ndarray]:
    """Corners of each line's kernel, on the drawn card."""
    boxes = []
    for row in rows(lines):
        runs = [[row[0], row[0].right]]
        for line in row[1:]:
            if line.x - runs[-1][1] < JOIN * line.height:
                runs[-1][1] = line.right
            else:
                runs.append([line, line.right])
        for first, right in runs:
            em = first.height
            inset = min(0.1 * em, 0.2 * (right - first.x))
            left, right = first.x + inset, right - inset
            top, bottom = first.middle - KERNEL / 2 * em, first.middle + KERNEL / 2 * em
            boxes.append(np.float32([[left, top], [right, top], [right, bottom], [left, bottom]]))
    return boxes


class Pages(torch.utils.data.IterableDataset):
    """Batches without end: pictures [b, 3, h, w], kernels and weights [b, 1, h / 2, w / 2], turns [b] (-1 for none)."""

    def __init__(self, cards: Path, backgrounds: Path, batch: int, seed: int):
        cv2.setNumThreads(1)  # Its threads do not survive the loader's fork.
        self.cards = read_cards(cards)
        self.backgrounds = [str(path) for path in sorted(backgrounds.glob("*.jpg"))]
        self.batch, self.seed = batch, seed

    def __iter__(self):
        worker = torch.utils.data.get_worker_info()
        rng = np.random.default_rng([self.seed, worker.id if worker else 0])
        while True:
            size = SIZES[rng.integers(len(SIZES))]
            pages = [self.page(rng, *size) for _ in range(self.batch)]
            yield tuple(torch.from_numpy(np.stack(parts)) for parts in zip(*pages))

    def page(self, rng: np.random.Generator, height: int, width: int):
        strength = float(rng.beta(1.2, 1.1))
        picture, foreign = self.background(rng, height, width)
        kernels = np.zeros((height, width), np.uint8)
        turn = -1
        reach = 1.0
        if not camera.chance(rng, 0.03):
            path, lines = self.cards[rng.integers(len(self.cards))]
            card = cv2.imread(path)
            to_page, turn, share = pose(rng, card.shape, height, width, strength)
            reach = max(0.4, 0.027 * share * max(height, width) * rng.uniform(0.04, 0.22))
            picture = self.lay(rng, picture, foreign, card, to_page, share * max(height, width) / card.shape[1])
            for box in kernel_boxes(lines):
                corners = cv2.perspectiveTransform(box[None], to_page)[0]
                cv2.fillConvexPoly(kernels, np.round(corners * 16).astype(np.int32), 255, cv2.LINE_8, 4)
        picture = camera.develop(rng, picture, reach, strength)
        weights = 1 - (foreign > 0).astype(np.float32)
        half = (width // 2, height // 2)
        target = cv2.resize(kernels, half, interpolation=cv2.INTER_AREA).astype(np.float32) / 255
        weights = np.maximum(cv2.resize(weights, half, interpolation=cv2.INTER_AREA), target)
        # What parts one line from the next counts threefold.
        between = (cv2.dilate(target, np.ones((7, 7))) > 0.5) & (target < 0.1)
        weights = weights * np.where(between, 3, 1)
        return (
            (picture / 127.5 - 1).transpose(2, 0, 1).astype(np.float32),
            target[None],
            weights[None].astype(np.float32),
            np.int64(turn),
        )

    def background(self, rng: np.random.Generator, height: int, width: int) -> tuple[np.ndarray, np.ndarray]:
        path = self.backgrounds[rng.integers(len(self.backgrounds))]
        picture = cv2.imread(path)
        text = cv2.imread(path.replace(".jpg", ".text.png"), cv2.IMREAD_GRAYSCALE)
        quarters = int(rng.integers(4))
        picture, text = np.rot90(picture, quarters), np.rot90(text, quarters)
        side = rng.uniform(0.5, 1) * min(picture.shape[:2])
        part_height, part_width = (side, side * width / height) if width < height else (side * height / width, side)
        top = int(rng.uniform(0, picture.shape[0] - part_height))
        left = int(rng.uniform(0, picture.shape[1] - part_width))
        cut = (slice(top, top + int(part_height)), slice(left, left + int(part_width)))
        picture = cv2.resize(np.ascontiguousarray(picture[cut]), (width, height), interpolation=cv2.INTER_AREA)
        return picture.astype(np.float32), cv2.resize(np.ascontiguousarray(text[cut]), (width, height))

    @staticmethod
    def lay(rng, picture, foreign, card, to_page, zoom) -> np.ndarray:
        """Draws the card into the picture, its rounded corners and its shadow with it; clears the text that it covers."""
        height, width = picture.shape[:2]
        small = cv2.resize(card, None, fx=min(1, zoom), fy=min(1, zoom), interpolation=cv2.INTER_AREA)
        small = camera.wear(rng, small.astype(np.float32))
        scale = np.diag([card.shape[1] / small.shape[1], card.shape[0] / small.shape[0], 1.0])
        mask = np.zeros(card.shape[:2], np.float32)
        corner = int(rng.uniform(0, 50))
        cv2.rectangle(mask, (corner, 0), (card.shape[1] - corner, card.shape[0]), 1, -1)
        cv2.rectangle(mask, (0, corner), (card.shape[1], card.shape[0] - corner), 1, -1)
        for x in (corner, card.shape[1] - corner):
            for y in (corner, card.shape[0] - corner):
                cv2.circle(mask, (x, y), corner, 1, -1)
        mask = cv2.resize(mask, (small.shape[1], small.shape[0]), interpolation=cv2.INTER_AREA)
        seen = cv2.warpPerspective(small, to_page @ scale, (width, height), flags=cv2.INTER_LINEAR)
        covers = cv2.warpPerspective(mask, to_page @ scale, (width, height), flags=cv2.INTER_LINEAR)[..., None]
        if camera.chance(rng, 0.6):
            shadow = cv2.GaussianBlur(covers[..., 0], (0, 0), rng.uniform(1, 12))
            shadow = np.roll(shadow, rng.integers(-6, 7, 2), axis=(0, 1))
            picture = picture * (1 - rng.uniform(0, 0.6) * shadow[..., None])
        foreign[covers[..., 0] > 0.5] = 0
        return picture * (1 - covers) + seen * covers


def pose(rng, shape, height: int, width: int, strength: float) -> tuple[np.ndarray, int, float]:
    """The map from the drawn card to the picture, its clockwise quarter turns, and the card's share of the longer side."""
    card_height, card_width = shape[:2]
    turn = int(rng.integers(4))
    askew = rng.uniform(-38, 38) if camera.chance(rng, 0.15) else rng.normal(0, 1 + 8 * strength)
    angle = np.deg2rad(90 * turn + askew)
    # Larger than the picture at times: the engine looks closer where it saw a card.
    across = abs(np.cos(angle)) * card_width + abs(np.sin(angle)) * card_height
    down = abs(np.sin(angle)) * card_width + abs(np.cos(angle)) * card_height
    fit = min(width / across, height / down)
    zoom = fit * (rng.uniform(0.92, 1.15) if camera.chance(rng, 0.4) else rng.uniform(0.42, 1.0))
    spare_x, spare_y = abs(width - across * zoom) / 2, abs(height - down * zoom) / 2
    cx = width / 2 + rng.uniform(-1, 1) * spare_x
    cy = height / 2 + rng.uniform(-1, 1) * spare_y
    lean = camera.homography(rng, card_width, card_height, 0.06 * strength)
    to_middle = np.array([[1, 0, -card_width / 2], [0, 1, -card_height / 2], [0, 0, 1.0]])
    cos, sin = zoom * np.cos(angle), zoom * np.sin(angle)
    turned = np.array([[cos, -sin, cx], [sin, cos, cy], [0, 0, 1.0]])
    return turned @ to_middle @ lean, turn, zoom * card_width / max(height, width)
