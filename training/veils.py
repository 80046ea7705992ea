"""What lies over a part of a card's print: shadow, glare, haze, and things, with what they leave of its contrast.

Pictures are float32 grey arrays of 0 to 255.
"""

import cv2
import numpy as np

import camera
from text import Line

Rng = np.random.Generator
INK, GROUND = 55.0, 190.0
"""Usual levels of print and of what it stands on."""
LOST, LEGIBLE = 0.12, 0.35
"""Share of the print's contrast under which a spot shows nothing, and from which a letter is read."""
MOST_LOST, HARDLY_LOST = 0.85, 0.2
"""Share of a letter's spots from which it counts as hidden, and up to which as in sight."""
ACROSS, DOWN = np.float32([0.1, 0.37, 0.63, 0.9]), np.float32([0.1, 0.25, 0.4, 0.55, 0.7])
"""Where a letter is looked at: in shares of its width, and in ems below the top of its em."""


def shape(rng: Rng, height: int, width: int, soft: tuple[float, float]) -> np.ndarray:
    """1 within an ellipse, a box, a stripe or a half of the card, falling to 0 over a share of the card's width."""
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    x, y = x / width - rng.uniform(0.15, 0.85), y / width - rng.uniform(0.1, 0.9) * height / width
    angle = rng.normal(0, 0.35) if camera.chance(rng, 0.5) else rng.uniform(0, np.pi)
    u, v = x * np.cos(angle) + y * np.sin(angle), y * np.cos(angle) - x * np.sin(angle)
    wide, high = camera.log_uniform(rng, 0.02, 0.3), camera.log_uniform(rng, 0.015, 0.12)
    kind = rng.random()
    if kind < 0.4:
        outside = (np.hypot(u / wide, v / high) - 1) * min(wide, high)
    elif kind < 0.65:
        outside = np.maximum(np.abs(u) - wide, np.abs(v) - high)
    elif kind < 0.85:
        outside = np.abs(u) - wide
    else:
        outside = u if camera.chance(rng, 0.5) else v
    return 1 / (1 + np.exp(np.clip(outside / camera.log_uniform(rng, *soft), -30, 30)))


def paint(rng: Rng, height: int, width: int) -> np.ndarray:
    """What a thing looks like: one tone, shaded, striped."""
    tone = np.full((height, width), rng.uniform(0, 255), np.float32)
    if camera.chance(rng, 0.5):
        tone += rng.uniform(10, 60) * camera.smooth_field(rng, height, width, int(rng.integers(2, 30)))
    if camera.chance(rng, 0.35):
        y, x = np.mgrid[0:height, 0:width].astype(np.float32)
        angle, pace = rng.uniform(0, np.pi), width * camera.log_uniform(rng, 0.006, 0.06)
        tone += rng.uniform(15, 90) * np.sign(np.sin((x * np.cos(angle) + y * np.sin(angle)) * 2 * np.pi / pace))
    return np.clip(tone, 0, 255)


def laid(rng: Rng, card: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The card with one to three things over it, and of each pixel the share of its print's contrast that is left."""
    height, width = card.shape
    ink, ground = (np.full((height, width), level, np.float32) for level in (INK, GROUND))
    for _ in range(rng.choice([1, 2, 3], p=[0.55, 0.3, 0.15])):
        kind = rng.random()
        if kind < 0.4:
            share = 1 - rng.uniform(0.4, 0.97) * shape(rng, height, width, (0.002, 0.06))
            card, ink, ground = card * share, ink * share, ground * share
        elif kind < 0.6:
            more = rng.uniform(50, 320) * shape(rng, height, width, (0.002, 0.06))
            card, ink, ground = (np.minimum(level + more, 255) for level in (card, ink, ground))
        elif kind < 0.75:
            share = rng.uniform(0.3, 0.85) * shape(rng, height, width, (0.005, 0.1))
            tone = rng.uniform(90, 250)
            card, ink, ground = (level + (tone - level) * share for level in (card, ink, ground))
        else:
            share, tone = shape(rng, height, width, (0.0003, 0.003)), paint(rng, height, width)
            card, ink, ground = (level + (tone - level) * share for level in (card, ink, ground))
    return card.astype(np.float32), (ground - ink) / (GROUND - INK)


def in_sight(line: Line, left: np.ndarray, zoom: float) -> str | None:
    """What of a line is in sight, a blank for what is hidden between; null where one may read more of it or less.

    `left` is what `laid` leaves of the contrast, of a card `zoom` as large as drawn.
    """
    ends = np.float32(line.ends)
    begins = np.concatenate([np.float32([line.x]), ends[:-1]])
    x = begins[:, None] + (ends - begins)[:, None] * ACROSS
    y = line.y + line.height * DOWN
    columns = np.clip((x * zoom).astype(int), 0, left.shape[1] - 1)
    rows = np.clip((y * zoom).astype(int), 0, left.shape[0] - 1)
    spots = left[rows[None, :, None], columns[:, None, :]].reshape(len(ends), -1)
    lost = (spots < LOST).mean(axis=1)
    hidden = lost > MOST_LOST
    seen = (lost < HARDLY_LOST) & (spots.mean(axis=1) > LEGIBLE)
    if not all(character == " " or a or b for character, a, b in zip(line.text, hidden, seen)):
        return None
    return " ".join("".join(" " if gone else character for character, gone in zip(line.text, hidden)).split())
