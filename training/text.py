"""The reader's classes and the lines of a drawn card."""

import json
from dataclasses import dataclass
from pathlib import Path

ALPHABET = " ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.,:;/-'()&+\"#@*_"
"""Class 0 is CTC's blank; class k is ALPHABET[k - 1]."""

CLASSES = {character: k + 1 for k, character in enumerate(ALPHABET)}


def encode(text: str) -> list[int]:
    return [CLASSES[character] for character in text]


def decode(classes) -> str:
    """The greedy reading of one class a step."""
    out, last = [], 0
    for k in classes:
        if k != last and k != 0:
            out.append(ALPHABET[k - 1])
        last = k
    return "".join(out)


@dataclass(frozen=True)
class Line:
    """A run of print; lengths in pixels of the drawn card, `height` being the letters' em, `ends` where each character ends."""

    text: str
    x: float
    y: float
    width: float
    height: float
    ends: tuple[float, ...]

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def middle(self) -> float:
        """Half the height of capitals: they stand from 0.04 to 0.76 of the em."""
        return self.y + 0.4 * self.height


def read_cards(folder: Path) -> list[tuple[str, list[Line]]]:
    """The cards of a folder that draw.ts has made: path of the picture, and its lines."""
    cards = []
    with open(folder / "lines.jsonl", encoding="utf-8") as file:
        for row in file:
            card = json.loads(row)
            lines = [cleaned(line["text"], line["frame"], line["ends"]) for line in card["lines"]]
            cards.append((str(folder / f"{card['name']}.jpg"), [line for line in lines if line.text]))
    return cards


def cleaned(text: str, frame: list[float], ends: list[float]) -> Line:
    """A line without characters that are no class, with single blanks between words, and none at its ends."""
    x, y, width, height = frame
    kept, found = "", []
    for character, end in zip(text, ends, strict=True):
        if character not in CLASSES or (character == " " and kept[-1:] in ("", " ")):
            if kept:
                found[-1] = x + end * width
            continue
        kept += character
        found.append(x + end * width)
    words = kept.rstrip()
    return Line(words, x, y, width, height, tuple(found[: len(words)]))


def rows(lines: list[Line]) -> list[list[Line]]:
    """Lines that share a baseline, from left to right."""
    found: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: line.x):
        for row in found:
            if abs(row[-1].middle - line.middle) < 0.3 * min(row[-1].height, line.height) and line.x > row[-1].right - 2:
                row.append(line)
                break
        else:
            found.append([line])
    return found


def joined(parts: list[Line]) -> Line:
    """Neighbours of a row as one line."""
    if len(parts) == 1:
        return parts[0]
    top = min(part.y for part in parts)
    height = max(part.height for part in parts)
    text, ends = parts[0].text, parts[0].ends
    for before, part in zip(parts, parts[1:]):
        if part.x - before.right >= 0.12 * height:
            text, ends = f"{text} ", (*ends, part.x)
        text, ends = text + part.text, ends + part.ends
    return Line(text, parts[0].x, top, parts[-1].right - parts[0].x, height, ends)
