"""Batches for the line reader: crops of photographed cards and what they say."""

import re
from collections.abc import Callable
from functools import partial
from pathlib import Path

import cv2
import numpy as np
import torch

import camera
import veils
from text import Line, encode, joined, read_cards, rows

HEIGHT = 32
STEP = 4
"""Pixels along a crop for one step of the posteriors."""
MULTIPLE = 8
MOST_WIDTH = 800
CARD_WIDTH = 1360
"""Pixels of a drawn card (specimens/face.ts)."""
NIK_TIMES = 4
"""Crops of a card's NIK: it is one line of thirty, and the one on which all hangs."""
MARKED_ZEROS = 0.3
"""Share of the cards whose zeros get a stroke or a dot; those that have one of their face keep it."""
VEILED = 0.3
"""Share of the cards with shadow, glare, haze or a thing over a part of the print."""
SQUEEZED = 0.25
"""Share of the crops whose letters are far wider or narrower than they were drawn."""
OVERSHOT = 0.12
"""Share of the crops that go on to the right where no print is."""
LIKE_A_NIK = re.compile(r"\d{16}")


def standardised(crop: np.ndarray) -> np.ndarray:
    """As the engine does it (recognise.ts)."""
    return (crop - crop.mean()) / (crop.std() + 8)


def flat(rng: np.random.Generator, card: np.ndarray) -> np.ndarray:
    """Grey of a colour picture, the colours weighted differently each time."""
    weights = np.float32([0.114, 0.587, 0.299]) * rng.uniform(0.6, 1.4, 3).astype(np.float32)
    return card @ (weights / weights.sum())


def photographed(rng: np.random.Generator, card: np.ndarray) -> tuple[np.ndarray, np.ndarray, Callable[[Line], str | None]]:
    """The card as a grey photograph, the map from the drawn card to it, and what of a line is in sight."""
    grey = flat(rng, card.astype(np.float32))
    strength = float(rng.beta(1.1, 1.1))
    width = camera.log_uniform(rng, 600 if strength < 0.3 else 470 if strength < 0.5 else 390, 1350)
    zoom = width / card.shape[1]
    if zoom < 1:
        shrunk = cv2.resize(grey, None, fx=zoom, fy=zoom, interpolation=cv2.INTER_AREA)
    else:
        shrunk, zoom = grey, 1.0
    shrunk = camera.wear(rng, shrunk)
    seen: Callable[[Line], str | None] = text_of
    if camera.chance(rng, VEILED):
        shrunk, left = veils.laid(rng, shrunk)
        seen = partial(veils.in_sight, left=left, zoom=zoom)
    height, width = shrunk.shape[:2]
    lean = camera.homography(rng, width, height, 0.035 * strength)
    spread = rng.uniform(0.8, 1.2)  # cards are not all of one aspect in a picture taken from the side
    lean = np.float64([[spread, 0, 0], [0, 1, 0], [0, 0, 1]]) @ lean
    side = (int(width * spread), height)
    picture = cv2.warpPerspective(shrunk, lean, side, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    # The blur that a letter bears grows with it: the em of small print is 2.7 % of the card's width.
    em = 0.027 * width
    picture = camera.develop(rng, picture, reach=max(0.5, em * rng.uniform(0.04, 0.21)), strength=strength)
    if camera.chance(rng, 0.07):
        picture = camera.pixelated(rng, picture, camera.log_uniform(rng, 1.2, max(1.5, em / 10)))
    return picture, lean @ np.diag([zoom, zoom, 1.0]), seen


def text_of(line: Line) -> str:
    return line.text


def mark_zeros(rng: np.random.Generator, card: np.ndarray, line: Line) -> None:
    """Draws a stroke, a dot or a bar into the zeros of a line of digits of even pitch: there are more such faces than one can gather."""
    pitch, em = line.width / len(line.text), line.height
    kind = rng.choice(["slash", "slash", "backslash", "dot", "bar"])
    reach = rng.uniform(0.4, 1.15)
    thick = max(1, round(em * rng.uniform(0.05, 0.12)))
    tall, wide = 0.3 * em * reach, 0.24 * pitch * reach * rng.uniform(0.7, 1.2)
    for n, character in enumerate(line.text):
        if character != "0":
            continue
        x, y = line.x + (n + 0.5) * pitch, line.middle
        cell = card[int(line.y) : int(line.y + 0.8 * em), int(x - pitch / 2) : int(x + pitch / 2)]
        if cell.size == 0:
            return
        ink = np.percentile(cell.reshape(-1, cell.shape[2]), 8, axis=0)
        core = card[int(y - 0.06 * em) : int(y + 0.06 * em) + 1, int(x - 1) : int(x + 2)].mean()
        if core < (ink.mean() + cell.mean()) / 2:
            return  # The face has marked it.
        colour = [float(value) for value in ink]
        if kind == "dot":
            axes = (max(1, round(wide * 0.4)), max(1, round(tall * rng.uniform(0.3, 0.5))))
            cv2.ellipse(card, (round(x), round(y)), axes, 0, 0, 360, colour, -1, cv2.LINE_AA)
        else:
            lean = {"slash": wide, "backslash": -wide, "bar": 0.0}[kind]
            tall = min(tall, 0.22 * em) if kind == "bar" else tall
            ends = (round(x - lean), round(y + tall)), (round(x + lean), round(y - tall))
            cv2.line(card, *ends, colour, thick, cv2.LINE_AA)


def room_beside(line: Line, lines: list[Line]) -> float:
    """How far nothing is printed to the right of a line."""
    beside = [
        other.x - line.right
        for other in lines
        if other.x >= line.right - 1 and abs(other.middle - line.middle) < 0.7 * (other.height + line.height)
    ]
    return max(0.0, min(beside, default=CARD_WIDTH - line.right) - 0.2 * line.height)


def crop(
    rng: np.random.Generator, picture: np.ndarray, card_to_picture: np.ndarray, line: Line, room: float
) -> np.ndarray | None:
    """The box a detector may have drawn around a line, 32 pixels high; `room` to the right of it is without print."""
    em = line.height
    tall = em * rng.uniform(0.95, 1.5)
    middle = line.middle + rng.normal(0, 0.05) * em
    left = line.x - rng.uniform(-0.06, 0.55) * em
    right = line.right + rng.uniform(-0.06, 0.55) * em
    if camera.chance(rng, OVERSHOT):
        right = max(right, line.right + min(room, rng.uniform(0.5, 3.5) * em))
    tilt = rng.normal(0, 0.012) * (right - left) / 2
    tilt = float(np.clip(tilt, -0.22 * em, 0.22 * em))
    squeeze = camera.log_uniform(rng, 0.62, 1.6) if camera.chance(rng, SQUEEZED) else rng.uniform(0.92, 1.08)
    aspect = (right - left) / tall * squeeze
    width = int(np.ceil(HEIGHT * aspect / MULTIPLE)) * MULTIPLE
    if width > MOST_WIDTH:
        return None
    box = np.float32(
        [
            [left, middle - tall / 2 - tilt],
            [right, middle - tall / 2 + tilt],
            [right, middle + tall / 2 + tilt],
            [left, middle + tall / 2 - tilt],
        ]
    )
    seen = cv2.perspectiveTransform(box[None], card_to_picture)[0]
    frame = np.float32([[0, 0], [width, 0], [width, HEIGHT], [0, HEIGHT]])
    to_crop = cv2.getPerspectiveTransform(seen.astype(np.float32), frame)
    how = cv2.INTER_LINEAR
    cut = cv2.warpPerspective(picture, to_crop, (width, HEIGHT), flags=how, borderMode=cv2.BORDER_REPLICATE)
    if camera.chance(rng, 0.03):
        cut = 255 - cut
    return standardised(cut)


def segments(rng: np.random.Generator, lines: list[Line]) -> list[Line]:
    """Rows cut into boxes as a detector may cut them: a label with or without its colon, the value, or all in one."""
    out = []
    for row in rows(lines):
        parts = [row[0]]
        for line in row[1:]:
            gap = line.x - parts[-1].right
            near = gap < 1.2 * line.height
            keep = 0.75 if near else 0.12
            if camera.chance(rng, keep) and gap < 6 * line.height:
                parts.append(line)
            else:
                out.append(joined(parts))
                parts = [line]
        out.append(joined(parts))
    return [line for line in out if line.text != ":" or camera.chance(rng, 0.1)]


class Lines(torch.utils.data.IterableDataset):
    """Batches without end: pictures [b, 1, 32, w], steps of each, texts one after the other, length of each."""

    def __init__(self, folder: Path, batch: int, seed: int, newest: int = 0, cards_at_once: int = 24):
        """`newest`: so many cards, the last that were drawn, are half of those shown; 0 for all alike."""
        cv2.setNumThreads(1)  # Its threads do not survive the loader's fork.
        self.cards = read_cards(folder)
        self.newest = newest
        self.batch, self.seed, self.cards_at_once = batch, seed, cards_at_once

    def __iter__(self):
        worker = torch.utils.data.get_worker_info()
        rng = np.random.default_rng([self.seed, worker.id if worker else 0])
        while True:
            crops = []
            for _ in range(self.cards_at_once):
                first = len(self.cards) - self.newest if self.newest and camera.chance(rng, 0.5) else 0
                path, lines = self.cards[rng.integers(first, len(self.cards))]
                crops.extend(self.of_card(rng, path, lines))
            crops.sort(key=lambda pair: pair[0].shape[1])
            batches = [crops[i : i + self.batch] for i in range(0, len(crops) - self.batch + 1, self.batch)]
            for i in rng.permutation(len(batches)):
                yield collate(batches[i])

    @staticmethod
    def of_card(rng: np.random.Generator, path: str, lines: list[Line]) -> list[tuple[np.ndarray, list[int]]]:
        card = cv2.imread(path)
        for line in lines:
            if LIKE_A_NIK.fullmatch(line.text) and camera.chance(rng, MARKED_ZEROS):
                mark_zeros(rng, card, line)
        picture, card_to_picture, seen = photographed(rng, card)
        found = []
        for line in segments(rng, lines):
            text = seen(line)
            if not text and not (text == "" and camera.chance(rng, 0.2)):
                continue
            # CTC needs a step for each character, and one between two alike.
            needed = len(text) + sum(a == b for a, b in zip(text, text[1:]))
            room = room_beside(line, lines)
            for _ in range(NIK_TIMES if LIKE_A_NIK.search(text) else 1):
                cut = crop(rng, picture, card_to_picture, line, room)
                if cut is not None and needed < cut.shape[1] // STEP:
                    found.append((cut, encode(text)))
        return found


def collate(batch: list[tuple[np.ndarray, list[int]]]):
    width = max(cut.shape[1] for cut, _ in batch)
    pictures = np.zeros((len(batch), 1, HEIGHT, width), np.float32)
    for n, (cut, _) in enumerate(batch):
        pictures[n, 0, :, : cut.shape[1]] = cut
    steps = [cut.shape[1] // STEP for cut, _ in batch]
    texts = [k for _, text in batch for k in text]
    lengths = [len(text) for _, text in batch]
    return torch.from_numpy(pictures), torch.tensor(steps), torch.tensor(texts), torch.tensor(lengths)
