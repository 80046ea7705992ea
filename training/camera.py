"""Photographs drawn cards: light, lens, sensor and file, thrown anew for every picture.

Independent of the camera of specimens, so that the bench's pictures are not the ones trained on.
Pictures are float32 arrays of 0 to 255, height x width or height x width x 3 (blue, green, red).
"""

import cv2
import numpy as np

Rng = np.random.Generator


def chance(rng: Rng, probability: float) -> bool:
    return rng.random() < probability


def log_uniform(rng: Rng, low: float, high: float) -> float:
    return float(np.exp(rng.uniform(np.log(low), np.log(high))))


def shaped(values: np.ndarray, picture: np.ndarray) -> np.ndarray:
    """A map of the picture's sides, ready to be combined with all its channels."""
    return values[..., None] if picture.ndim == 3 else values


def smooth_field(rng: Rng, height: int, width: int, cells: int) -> np.ndarray:
    """Clouds from -1 to 1: a few random values, enlarged smoothly."""
    small = rng.uniform(-1, 1, (cells, cells + 1)).astype(np.float32)
    return cv2.resize(small, (width, height), interpolation=cv2.INTER_CUBIC)


def around(picture: np.ndarray, reach: float) -> np.ndarray:
    """The mean of each neighbourhood; made small first, for speed."""
    height, width = picture.shape[:2]
    small = cv2.resize(picture, (max(1, width // 4), max(1, height // 4)), interpolation=cv2.INTER_AREA)
    return cv2.resize(cv2.GaussianBlur(small, (0, 0), reach / 4), (width, height), interpolation=cv2.INTER_LINEAR)


def homography(rng: Rng, width: int, height: int, lean: float) -> np.ndarray:
    """From a flat card of the given sides to itself seen askew; `lean` is the share by which corners move."""
    corners = np.float32([[0, 0], [width, 0], [width, height], [0, height]])
    moved = corners + rng.uniform(-lean, lean, (4, 2)).astype(np.float32) * width
    return cv2.getPerspectiveTransform(corners, moved.astype(np.float32))


def wear(rng: Rng, card: np.ndarray) -> np.ndarray:
    """Prints that are pale, of another contrast, or rubbed; more than the drawn cards have of it."""
    height, width = card.shape[:2]
    if chance(rng, 0.35):
        mean = around(card, 25)
        contrast = rng.uniform(0.35, 1.25)
        if chance(rng, 0.4):
            contrast = contrast + 0.35 * shaped(smooth_field(rng, height, width, int(rng.integers(2, 8))), card)
        card = mean + (card - mean) * np.clip(contrast, 0.25, 1.4)
    if chance(rng, 0.15):
        # A pattern of fine lines over or under the print.
        y, x = np.mgrid[0:height, 0:width].astype(np.float32)
        angle = rng.uniform(0, np.pi)
        phase = (x * np.cos(angle) + y * np.sin(angle)) * (2 * np.pi / rng.uniform(4, 22))
        phase += rng.uniform(0, 6) * smooth_field(rng, height, width, 4)
        card = card + shaped(rng.uniform(4, 22) * np.sin(phase), card)
    if chance(rng, 0.12):
        # Ink that spread, or thinned.
        size = int(rng.integers(2, 4))
        kernel = np.ones((size, size), np.uint8)
        card = cv2.erode(card, kernel) if chance(rng, 0.5) else cv2.dilate(card, kernel)
    if chance(rng, 0.1):
        # Rubbed in spots about as large as a letter.
        spots = smooth_field(rng, height, width, int(rng.integers(14, 60)))
        left = rng.uniform(0.15, 0.8)
        mean = around(card, 25)
        card = mean + (card - mean) * shaped(np.where(spots > rng.uniform(0.25, 0.7), left, 1).astype(np.float32), card)
    return card


def light(rng: Rng, picture: np.ndarray, strength: float) -> np.ndarray:
    """Uneven light, shadows with edges, and what shiny plastic throws back."""
    height, width = picture.shape[:2]
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    x = x / width - 0.5
    y = y / width - 0.5 * height / width
    angle = rng.uniform(0, 2 * np.pi)
    gain = 1 + strength * rng.uniform(0, 0.7) * (x * np.cos(angle) + y * np.sin(angle))
    if chance(rng, 0.3):
        gain = gain + 0.25 * strength * smooth_field(rng, height, width, int(rng.integers(2, 6)))
    for _ in range(rng.integers(0, 3) if chance(rng, strength * 0.5) else 0):
        angle, at = rng.uniform(0, 2 * np.pi), rng.normal(0, 0.25)
        edge = (x * np.cos(angle) + y * np.sin(angle) - at) / rng.uniform(0.003, 0.12)
        gain = gain * (1 - rng.uniform(0.15, 0.6) / (1 + np.exp(-np.clip(edge, -30, 30))))
    picture = picture * shaped(np.maximum(gain, 0.2), picture)
    for _ in range(rng.integers(1, 4) if chance(rng, strength * 0.45) else 0):
        cx, cy = rng.uniform(-0.5, 0.5), rng.uniform(-0.35, 0.35)
        angle = rng.uniform(0, np.pi)
        u = ((x - cx) * np.cos(angle) + (y - cy) * np.sin(angle)) / rng.uniform(0.03, 0.6)
        v = ((y - cy) * np.cos(angle) - (x - cx) * np.sin(angle)) / rng.uniform(0.01, 0.15)
        if chance(rng, 0.4):
            v = v + 0.6 * smooth_field(rng, height, width, int(rng.integers(3, 9)))
        edge = rng.choice([2, 2, 4, 8])
        spot = np.exp(-np.minimum(np.abs(u) ** edge + np.abs(v) ** edge, 30))
        tint = rng.uniform(0.6, 1, 3).astype(np.float32) if picture.ndim == 3 and chance(rng, 0.3) else 1
        picture = picture + shaped(rng.uniform(30, 150) * spot, picture) * tint
    return picture


def expose(rng: Rng, picture: np.ndarray, strength: float) -> np.ndarray:
    """Brightness, contrast, and a curve."""
    target = rng.uniform(120, 215) if chance(rng, 1 - 0.4 * strength) else rng.uniform(55, 250)
    middle, brightest = np.percentile(picture[::7, ::7], (75, 97))
    picture = picture * min(target / max(20.0, middle), 300 / max(20.0, brightest))
    if chance(rng, 0.3):
        gamma = log_uniform(rng, 0.6, 1.6)
        picture = 255 * (np.clip(picture, 0, 255) / 255) ** gamma
    if chance(rng, 0.12 * strength):
        # Tone mapping that lifts every neighbourhood to the same grey.
        picture = 128 + (picture - around(picture, rng.uniform(8, 40))) * rng.uniform(0.8, 1.8)
    return picture


def disc(radius: float) -> np.ndarray:
    arm = max(1, int(np.ceil(radius)))
    y, x = np.mgrid[-arm : arm + 1, -arm : arm + 1]
    kernel = np.clip(radius + 0.5 - np.hypot(x, y), 0, 1).astype(np.float32)
    return kernel / kernel.sum()


def streak(rng: Rng, length: float) -> np.ndarray:
    """The path of a hand that shook: straight or curved."""
    arm = int(np.ceil(length / 2)) + 1
    kernel = np.zeros((2 * arm + 1, 2 * arm + 1), np.float32)
    angle, bend = rng.uniform(0, 2 * np.pi), rng.normal(0, 0.6)
    for t in np.linspace(-0.5, 0.5, 41):
        a = angle + bend * t
        px, py = arm + length * t * np.cos(a), arm + length * t * np.sin(a)
        ix, iy = int(px), int(py)
        fx, fy = px - ix, py - iy
        for dx, dy, weight in ((0, 0, (1 - fx) * (1 - fy)), (1, 0, fx * (1 - fy)), (0, 1, (1 - fx) * fy), (1, 1, fx * fy)):
            if iy + dy < kernel.shape[0] and ix + dx < kernel.shape[1]:
                kernel[iy + dy, ix + dx] += weight
    return kernel / kernel.sum()


def shaken(rng: Rng, picture: np.ndarray, reach: float) -> np.ndarray:
    """A double picture: the hand stood still twice, and moved between."""
    angle, far = rng.uniform(0, 2 * np.pi), rng.uniform(0.7, 1.5) * max(1.0, reach)
    shift = np.float32([[1, 0, far * np.cos(angle)], [0, 1, far * np.sin(angle)]])
    size = (picture.shape[1], picture.shape[0])
    other = cv2.warpAffine(picture, shift, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return picture + (other - picture) * rng.uniform(0.15, 0.5)


def pixelated(rng: Rng, picture: np.ndarray, block: float) -> np.ndarray:
    """Made small, and large again as squares or smoothly; `block` is the side of a square."""
    height, width = picture.shape[:2]
    small = cv2.resize(picture, (round(width / block), round(height / block)), interpolation=cv2.INTER_AREA)
    how = cv2.INTER_NEAREST if chance(rng, 0.6) else cv2.INTER_LINEAR
    return cv2.resize(small, (width, height), interpolation=how)


def blur(rng: Rng, picture: np.ndarray, reach: float) -> np.ndarray:
    """Out of focus, moved, or soft; `reach` is about how many pixels a point may spread."""
    kind = rng.random()
    if kind < 0.25:
        return picture
    if kind < 0.5:
        return cv2.GaussianBlur(picture, (0, 0), max(0.2, rng.uniform(0.1, 0.5) * reach))
    if kind < 0.68:
        return cv2.filter2D(picture, -1, disc(rng.uniform(0.2, 0.75) * reach))
    if kind < 0.88:
        return cv2.filter2D(picture, -1, streak(rng, rng.uniform(0.5, 1.8) * reach))
    # In focus here, out of focus there.
    height, width = picture.shape[:2]
    soft = cv2.GaussianBlur(picture, (0, 0), max(0.3, rng.uniform(0.3, 0.75) * reach))
    share = np.clip(0.5 + 0.9 * smooth_field(rng, height, width, 3), 0, 1)
    return picture + (soft - picture) * shaped(share, picture)


_NOISE = np.random.default_rng(5).normal(0, 1, 1 << 22).astype(np.float32)


def noise(rng: Rng, picture: np.ndarray, spread: float) -> np.ndarray:
    def field(shape: tuple[int, ...]) -> np.ndarray:
        count = int(np.prod(shape))
        start = int(rng.integers(0, len(_NOISE) - count)) if count < len(_NOISE) else 0
        return np.resize(_NOISE[start : start + count], shape)

    height, width = picture.shape[:2]
    if chance(rng, 0.35):
        # Coarse, as after a sensor's mosaic was filled in or the picture was enlarged.
        zoom = rng.uniform(1.2, 3)
        coarse = field((int(height / zoom) + 1, int(width / zoom) + 1))
        grain = cv2.resize(coarse, (width, height), interpolation=cv2.INTER_LINEAR) * min(zoom, 2)
    else:
        grain = field((height, width))
    picture = picture + shaped(spread * grain, picture)
    if picture.ndim == 3:
        picture = picture + 0.5 * spread * field(picture.shape)
    return picture


def screen(rng: Rng, picture: np.ndarray) -> np.ndarray:
    """Stripes where a screen's or a print's raster beats with the camera's, and bands of flickering light."""
    height, width = picture.shape[:2]
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    for _ in range(rng.integers(1, 3)):
        angle, pace = rng.uniform(0, np.pi), log_uniform(rng, 2.2, 60)
        phase = (x * np.cos(angle) + y * np.sin(angle)) * (2 * np.pi / pace)
        phase += rng.uniform(0, 8) * smooth_field(rng, height, width, 3)
        picture = picture * shaped(1 + rng.uniform(0.02, 0.16) * np.sin(phase), picture)
    return picture


def photocopy(rng: Rng, picture: np.ndarray) -> np.ndarray:
    if picture.ndim == 3:
        picture = np.repeat(picture.mean(axis=2, keepdims=True), 3, axis=2)
    low, high = rng.uniform(10, 90), rng.uniform(130, 235)
    picture = (picture - low) * (255 / (high - low))
    specks = rng.random(picture.shape[:2]) < rng.uniform(0, 0.002)
    picture[specks] = rng.uniform(0, 120)
    return np.clip(picture, rng.uniform(0, 60), 255)


def sharpen(rng: Rng, picture: np.ndarray) -> np.ndarray:
    soft = cv2.GaussianBlur(picture, (0, 0), rng.uniform(0.7, 2.2))
    return picture + rng.uniform(0.3, 2.0) * (picture - soft)


def save(rng: Rng, picture: np.ndarray, worst: int) -> np.ndarray:
    """Through a JPEG file, at times twice and at times made smaller between, as messengers do."""
    height, width = picture.shape[:2]
    image = np.clip(picture, 0, 255).astype(np.uint8)
    for _ in range(2 if chance(rng, 0.25) else 1):
        quality = int(rng.integers(worst, 96))
        options = [cv2.IMWRITE_JPEG_QUALITY, quality]
        flag = cv2.IMREAD_COLOR if image.ndim == 3 else cv2.IMREAD_GRAYSCALE
        image = cv2.imdecode(cv2.imencode(".jpg", image, options)[1], flag)
        if chance(rng, 0.2):
            zoom = rng.uniform(0.65, 1)
            image = cv2.resize(image, (int(width * zoom), int(height * zoom)), interpolation=cv2.INTER_AREA)
    if image.shape[:2] != (height, width):
        image = cv2.resize(image, (width, height), interpolation=cv2.INTER_LINEAR)
    return image.astype(np.float32)


def develop(rng: Rng, picture: np.ndarray, reach: float, strength: float) -> np.ndarray:
    """All that becomes of a lit scene on its way to the file.

    `reach`: pixels that a point may spread to; `strength`: 0 for a scan, 1 for a poor photograph.
    """
    if chance(rng, 0.15 * strength):
        picture = screen(rng, picture)
    picture = light(rng, picture, strength)
    if picture.ndim == 3:
        cast = 1 + rng.normal(0, 0.08, 3).astype(np.float32)
        picture = picture * cast
        if chance(rng, 0.15):
            picture = np.repeat(picture.mean(axis=2, keepdims=True), 3, axis=2)
    picture = expose(rng, picture, strength)
    if chance(rng, 0.07):
        picture = shaken(rng, picture, reach)
    if chance(rng, 0.9):
        picture = blur(rng, picture, reach)
    if chance(rng, 0.85):
        picture = noise(rng, picture, rng.uniform(0, 3 + 13 * strength))
    if chance(rng, 0.12):
        # What a phone does against noise.
        picture = cv2.medianBlur(np.clip(picture, 0, 255).astype(np.uint8), 3).astype(np.float32)
    if chance(rng, 0.2):
        picture = sharpen(rng, picture)
    if chance(rng, 0.08):
        picture = photocopy(rng, picture)
    return save(rng, picture, int(85 - 55 * strength))
