"""Cards whose print is hidden in part, and where: glare, shadow, and whatever lies on a card.

Pictures are float32 arrays, height x width x 3 (blue, green, red) of 0 to 255.
"""

from pathlib import Path

import cv2
import numpy as np
import torch

import camera
from visibility import CLASSES, HEIGHT, STEP, WIDTH

Rng = np.random.Generator
CLEAR, GLARE, SHADOW, OBJECT = range(len(CLASSES))
UNKNOWN = -1
"""Cells that nothing is learnt of: half hidden, or beyond the card."""

KEPT = (576, 363)
"""Pixels at which cards are kept in memory."""
INK, GROUND = 55.0, 190.0
"""Usual levels of print and of what it stands on."""
ILLEGIBLE, LEGIBLE = 0.05, 0.11
"""Contrast of ink and ground, in what a picture can show, under which print is lost, and from which it is read ..."""
BY_NOISE = 0.006
"""... and how much more of it each level of noise takes."""


def grid(height: int, width: int) -> tuple[np.ndarray, np.ndarray]:
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    return x / width, (y - height / 2) / width + 0.5


X, Y = grid(HEIGHT, WIDTH)
"""Of each pixel of the frame: across from 0 to 1, down in the same unit around 0.5."""


def blob(rng: Rng) -> np.ndarray:
    """A shape anywhere on the card, 1 inside and falling to 0 at its edge: an ellipse, a streak, a window, a cloud."""
    cx, cy = rng.uniform(0, 1), rng.uniform(0.2, 0.8)
    angle = rng.normal(0, 0.35) if camera.chance(rng, 0.5) else rng.uniform(0, np.pi)
    u = (X - cx) * np.cos(angle) + (Y - cy) * np.sin(angle)
    v = (Y - cy) * np.cos(angle) - (X - cx) * np.sin(angle)
    a, b = camera.log_uniform(rng, 0.02, 0.4), camera.log_uniform(rng, 0.015, 0.18)
    if camera.chance(rng, 0.4):
        warp = rng.uniform(0.1, 0.7) * camera.smooth_field(rng, HEIGHT, WIDTH, int(rng.integers(3, 9)))
        u, v = u + a * warp, v + b * warp
    order = rng.choice([2.0, 2.0, 3.0, 8.0])
    r = (np.abs(u / a) ** order + np.abs(v / b) ** order) ** (1 / order)
    soft = camera.log_uniform(rng, 0.01, 0.9)
    return 1 / (1 + np.exp(np.clip((r - 1) / (soft * 0.3), -30, 30)))


def half_plane(rng: Rng) -> np.ndarray:
    angle, at = rng.uniform(0, 2 * np.pi), rng.uniform(0.05, 0.45)
    edge = ((X - 0.5) * np.cos(angle) + (Y - 0.5) * np.sin(angle) - at) / camera.log_uniform(rng, 0.004, 0.08)
    return 1 / (1 + np.exp(np.clip(-edge, -30, 30)))


def finger(rng: Rng) -> tuple[np.ndarray, np.ndarray]:
    """A fingertip that reaches over the card from its edge, or lies on it: cover and colour."""
    side = rng.integers(0, 4)
    along = rng.uniform(0.05, 0.95)
    tip = [(along, 0.19), (1.0, 0.19 + 0.62 * along), (along, 0.81), (0.0, 0.19 + 0.62 * along)][side]
    inward = [np.pi / 2, np.pi, -np.pi / 2, 0][side] + rng.normal(0, 0.45)
    reach, radius = rng.uniform(0.01, 0.4), rng.uniform(0.03, 0.09)
    tip = tip[0] + reach * np.cos(inward), tip[1] + reach * np.sin(inward)
    along_axis = (X - tip[0]) * -np.cos(inward) + (Y - tip[1]) * -np.sin(inward)
    across = (X - tip[0]) * -np.sin(inward) + (Y - tip[1]) * np.cos(inward)
    r = np.hypot(np.minimum(0, along_axis), across / (1 + 0.6 * np.clip(along_axis, 0, 1))) / radius
    cover = np.clip((1 - r) * radius * WIDTH * rng.uniform(0.2, 1), 0, 1)
    tone = rng.uniform(60, 235)
    skin = np.float32([rng.uniform(0.45, 0.75), rng.uniform(0.62, 0.85), 1.0]) * tone
    shade = 1.1 - rng.uniform(0.1, 0.5) * np.minimum(r, 1.2) ** 2 + 0.06 * camera.smooth_field(rng, HEIGHT, WIDTH, 16)
    nail = np.hypot((along_axis / radius - 0.1) / 0.6, across / radius / 0.55) < 1
    if camera.chance(rng, 0.5):
        shade = np.where(nail, shade * 1.15, shade)
    return cover.astype(np.float32), (skin * shade[..., None]).astype(np.float32)


def rectangle(rng: Rng) -> np.ndarray:
    cx, cy = rng.uniform(0, 1), rng.uniform(0.2, 0.8)
    angle = rng.normal(0, 0.1) if camera.chance(rng, 0.6) else rng.uniform(0, np.pi)
    a, b = camera.log_uniform(rng, 0.02, 0.3), camera.log_uniform(rng, 0.012, 0.2)
    u = np.abs((X - cx) * np.cos(angle) + (Y - cy) * np.sin(angle)) - a
    v = np.abs((Y - cy) * np.cos(angle) - (X - cx) * np.sin(angle)) - b
    r = rng.uniform(0, 0.8) * min(a, b)
    outside = np.hypot(np.maximum(u + r, 0), np.maximum(v + r, 0)) + np.minimum(np.maximum(u + r, v + r), 0) - r
    return np.clip(0.5 - outside * WIDTH * rng.uniform(0.4, 1), 0, 1).astype(np.float32)


def polygon(rng: Rng) -> np.ndarray:
    """A torn or cut piece, a hand, a strap."""
    count = int(rng.integers(3, 9))
    centre = np.array([rng.uniform(-0.05, 1.05) * WIDTH, rng.uniform(-0.1, 1.1) * HEIGHT])
    angles = np.sort(rng.uniform(0, 2 * np.pi, count))
    radii = camera.log_uniform(rng, 12, 110) * rng.uniform(0.5, 1.2, count)
    points = centre + np.stack((np.cos(angles), rng.uniform(0.4, 1) * np.sin(angles)), 1) * radii[:, None]
    mask = np.zeros((HEIGHT, WIDTH), np.float32)
    cv2.fillPoly(mask, [np.int32(points * 16)], 1.0, cv2.LINE_AA, 4)
    return cv2.GaussianBlur(mask, (0, 0), rng.uniform(0.4, 1.6))


def surface(rng: Rng, paints: list[np.ndarray]) -> np.ndarray:
    """What a thing on the card looks like: one colour, a run of colours, stripes, paper with print, anything of a room."""
    kind = rng.random()
    if kind < 0.4:
        level = rng.choice([rng.uniform(225, 255), rng.uniform(0, 40), rng.uniform(0, 255)], p=[0.35, 0.2, 0.45])
        spread = 0 if camera.chance(rng, 0.4) else rng.uniform(0, 70)
        colour = np.clip(level + rng.normal(0, 1, 3) * spread, 0, 255).astype(np.float32)
        out = np.broadcast_to(colour, (HEIGHT, WIDTH, 3)).copy()
        if camera.chance(rng, 0.5):
            out += rng.uniform(5, 45) * camera.smooth_field(rng, HEIGHT, WIDTH, int(rng.integers(2, 20)))[..., None]
        return out
    paint = paints[rng.integers(0, len(paints))]
    h, w = paint.shape[:2]
    size = rng.uniform(0.15, 1) * min(h, w)
    corners = np.float32([[0, 0], [size, 0], [size, size * HEIGHT / WIDTH]])
    shift = np.float32([rng.uniform(0, w - size), rng.uniform(0, h - size)])
    to = np.float32([[0, 0], [WIDTH, 0], [WIDTH, HEIGHT]])
    if camera.chance(rng, 0.5):
        to = np.float32([[WIDTH, 0], [WIDTH, HEIGHT], [0, HEIGHT]])
    patch = cv2.warpAffine(paint, cv2.getAffineTransform(corners + shift, to), (WIDTH, HEIGHT), borderMode=cv2.BORDER_REFLECT)
    return patch.astype(np.float32) * rng.uniform(0.6, 1.15)


def pen(rng: Rng, height: int, width: int) -> np.ndarray:
    """Strokes of a marker."""
    mask = np.zeros((height, width), np.float32)
    point = np.array([rng.uniform(0, width), rng.uniform(0, height)])
    thick = int(rng.integers(2, 14))
    heading = rng.normal(0, 0.3)
    for _ in range(rng.integers(1, 7)):
        step = np.array([np.cos(heading), np.sin(heading)]) * rng.uniform(10, 90)
        cv2.line(mask, tuple(np.int32(point)), tuple(np.int32(point + step)), 1.0, thick, cv2.LINE_AA)
        point, heading = point + step, heading + rng.normal(np.pi if camera.chance(rng, 0.4) else 0, 0.4)
    return mask


def illegibly(rng: Rng, picture: np.ndarray) -> np.ndarray:
    """The picture as a program makes it illegible: in coarse squares, or smeared."""
    if camera.chance(rng, 0.5):
        cell = rng.uniform(6, 18)
        small = cv2.resize(picture, (max(1, int(WIDTH / cell)), max(1, int(HEIGHT / cell))), interpolation=cv2.INTER_AREA)
        return cv2.resize(small, (WIDTH, HEIGHT), interpolation=cv2.INTER_NEAREST)
    return cv2.GaussianBlur(picture, (0, 0), rng.uniform(4.5, 9))


def framed(rng: Rng, card: np.ndarray, paints: list[np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """The card about as the engine frames it, on anything, and where the card is."""
    h, w = card.shape[:2]
    scale = np.float32([WIDTH / w, HEIGHT / h])
    corners = np.float32([[0, 0], [w, 0], [w, h], [0, h]]) * scale
    centre = np.float32([WIDTH / 2, HEIGHT / 2])
    grown = 1 + rng.normal(0, 0.045, 2).astype(np.float32)
    moved = (corners - centre) * grown + centre + rng.normal(0, 0.025, 2).astype(np.float32) * WIDTH
    moved += rng.normal(0, 0.012, (4, 2)).astype(np.float32) * WIDTH
    matrix = cv2.getPerspectiveTransform(np.float32([[0, 0], [w, 0], [w, h], [0, h]]), moved)
    seen = cv2.warpPerspective(card, matrix, (WIDTH, HEIGHT), flags=cv2.INTER_AREA).astype(np.float32)
    inside = cv2.warpPerspective(np.ones((h, w), np.float32), matrix, (WIDTH, HEIGHT))
    return seen * inside[..., None] + surface(rng, paints) * (1 - inside[..., None]), inside


def hide(rng: Rng, picture: np.ndarray, paints: list[np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """Lays nothing, one or some things on the card: the picture, and how much of each pixel they cover."""
    covered = np.zeros((HEIGHT, WIDTH), np.float32)
    for _ in range(rng.choice([0, 1, 2, 3], p=[0.45, 0.35, 0.15, 0.05])):
        kind = rng.random()
        if kind < 0.3:
            cover, colour = finger(rng)
        elif kind < 0.55:
            cover, colour = rectangle(rng), surface(rng, paints)
        elif kind < 0.72:
            cover, colour = polygon(rng), surface(rng, paints)
        elif kind < 0.82:
            cover, colour = np.round(blob(rng)), surface(rng, paints)
            cover = cv2.GaussianBlur(cover.astype(np.float32), (0, 0), 0.7)
        elif kind < 0.9:
            cover = pen(rng, HEIGHT, WIDTH)
            tone = rng.uniform(0, 70) if camera.chance(rng, 0.7) else rng.uniform(0, 255)
            colour = np.full((HEIGHT, WIDTH, 3), tone, np.float32) + rng.normal(0, 25, 3).astype(np.float32)
        else:
            cover, colour = rectangle(rng), illegibly(rng, picture)
        if camera.chance(rng, 0.35) and kind < 0.82:
            # The thing throws a shadow beside itself.
            shift = np.float32([[1, 0, rng.normal(0, 4)], [0, 1, rng.normal(0, 4)]])
            dark = cv2.GaussianBlur(cv2.warpAffine(cover.astype(np.float32), shift, (WIDTH, HEIGHT)), (0, 0), rng.uniform(1, 5))
            picture = picture * (1 - rng.uniform(0.1, 0.5) * dark)[..., None]
        picture = picture * (1 - cover)[..., None] + colour * cover[..., None]
        covered = np.maximum(covered, cover)
    return picture, covered


def lit(rng: Rng) -> tuple[np.ndarray, np.ndarray]:
    """Light on the card: what it multiplies, and what its plastic throws back."""
    angle = rng.uniform(0, 2 * np.pi)
    gain = 1 + rng.uniform(0, 0.5) * ((X - 0.5) * np.cos(angle) + (Y - 0.5) * np.sin(angle))
    for _ in range(rng.choice([0, 1, 2], p=[0.6, 0.3, 0.1])):
        shape = half_plane(rng) if camera.chance(rng, 0.4) else blob(rng)
        deep = rng.uniform(0.75, 0.99) if camera.chance(rng, 0.5) else rng.uniform(0.1, 0.75)
        gain = gain * (1 - deep * shape)
    glare = np.zeros_like(gain)
    for _ in range(rng.choice([0, 1, 2, 3], p=[0.5, 0.3, 0.15, 0.05])):
        glare = glare + blob(rng) * (rng.uniform(90, 400) if camera.chance(rng, 0.6) else rng.uniform(15, 110))
    return gain.astype(np.float32), glare.astype(np.float32)


def example(rng: Rng, card: np.ndarray, paints: list[np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """A picture of the frame, and of each cell the class of what hides it."""
    picture, inside = framed(rng, card, paints)
    if camera.chance(rng, 0.5):
        picture = camera.wear(rng, picture)
    picture, covered = hide(rng, picture, paints)
    gain, glare = lit(rng)
    exposure = rng.uniform(0.75, 1.25) if camera.chance(rng, 0.8) else rng.uniform(0.35, 1.5)
    gamma = camera.log_uniform(rng, 0.7, 1.4) if camera.chance(rng, 0.3) else 1.0
    tint = rng.uniform(0.7, 1, 3).astype(np.float32) if camera.chance(rng, 0.3) else np.ones(3, np.float32)

    def developed(values):
        return 255 * np.clip(values * exposure / 255, 0, 1) ** gamma

    contrast = (developed(GROUND * gain + glare) - developed(INK * gain + glare)) / 255
    picture = developed(picture * gain[..., None] + glare[..., None] * tint)
    picture = picture * (1 + rng.normal(0, 0.06, 3)).astype(np.float32)
    noise = rng.uniform(0, 12)
    if camera.chance(rng, 0.15):
        picture = np.repeat(picture.mean(axis=2, keepdims=True), 3, axis=2)
    picture = camera.blur(rng, picture, rng.uniform(0.5, 2))
    picture = camera.noise(rng, picture, noise)
    if camera.chance(rng, 0.15):
        picture = camera.sharpen(rng, picture)
    if camera.chance(rng, 0.08):
        picture, contrast = camera.photocopy(rng, picture), np.where(contrast > 2.5 * LEGIBLE, contrast, LEGIBLE)
    picture = camera.save(rng, picture, 35)

    lost = contrast < ILLEGIBLE + BY_NOISE * noise
    doubtful = ~lost & (contrast < LEGIBLE + 1.5 * BY_NOISE * noise)
    labels = np.where(lost, np.where(glare * exposure > 40, GLARE, SHADOW), CLEAR)
    labels = np.where(doubtful, UNKNOWN, labels)
    labels = np.where(covered > 0.8, OBJECT, np.where(covered > 0.2, UNKNOWN, labels))
    labels = np.where((inside < 0.98) & (labels == CLEAR), UNKNOWN, labels)
    return picture, labels[STEP // 2 :: STEP, STEP // 2 :: STEP].astype(np.int64)


class Covered(torch.utils.data.IterableDataset):
    """Batches without end: pictures [b, 3, 240, 384] from -1 to 1, and classes of their cells [b, 120, 192]."""

    def __init__(self, data: Path, batch: int, seed: int):
        cv2.setNumThreads(1)  # Its threads do not survive the loader's fork.
        self.cards = [shrunk(path) for path in sorted((data / "cards").glob("*.jpg"))]
        self.paints = [cv2.imread(str(path)) for path in sorted((data / "backgrounds").glob("*.jpg"))]
        self.batch, self.seed = batch, seed

    def __iter__(self):
        worker = torch.utils.data.get_worker_info()
        rng = np.random.default_rng([self.seed, worker.id if worker else 0])
        while True:
            pairs = [
                example(rng, self.cards[rng.integers(0, len(self.cards))], self.paints) for _ in range(self.batch)
            ]
            pictures = np.stack([picture for picture, _ in pairs]).transpose(0, 3, 1, 2) / 127.5 - 1
            yield torch.from_numpy(pictures.astype(np.float32)), torch.from_numpy(np.stack([each for _, each in pairs]))


def shrunk(path: Path) -> np.ndarray:
    return cv2.resize(cv2.imread(str(path)), KEPT, interpolation=cv2.INTER_AREA)
