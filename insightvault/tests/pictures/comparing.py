"""Compares two folders of pictures, pixel by pixel."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

# Chromium draws the edge of an icon a little otherwise now and then.
NOISE_PIXELS = 12
# Of a channel's 255: a rounding.
ROUNDING = 1
SUFFIXES = (".png", ".webp")
Pixels = NDArray[np.int16]


@dataclass(frozen=True)
class Difference:
    """`share` 0..1 of the pixels that both have; `box`: left, top, right and bottom of what differs."""

    name: str
    pixels: int
    share: float
    box: tuple[int, ...]
    sizes: tuple[int, ...]

    def __str__(self) -> str:
        before, after = self.sizes[:2], self.sizes[2:]
        size = "" if before == after else f", {before[0]}×{before[1]} became {after[0]}×{after[1]}"
        return f"{self.name}: {self.share:.3%} of its pixels, within {self.box}{size}"


def compare(before: Path, after: Path, *, tolerance: int = ROUNDING) -> tuple[list[Difference], list[str]]:
    """The differences, and the names that only one folder has. `tolerance`: how far a channel of a pixel may be off."""
    names = [{path.name for path in folder.iterdir() if path.suffix in SUFFIXES} for folder in (before, after)]
    changed = [
        name for name in sorted(names[0] & names[1]) if (before / name).read_bytes() != (after / name).read_bytes()
    ]
    found = [difference(name, before / name, after / name, tolerance) for name in changed]
    seen = [each for each in found if each.pixels > NOISE_PIXELS or each.sizes[:2] != each.sizes[2:]]
    return seen, sorted(names[0] ^ names[1])


def difference(name: str, before: Path, after: Path, tolerance: int) -> Difference:
    old, now = _read(before), _read(after)
    rows, columns = np.nonzero(differing(old, now, tolerance))
    box = (columns.min(), rows.min(), columns.max(), rows.max()) if len(rows) else (0, 0, 0, 0)
    sizes = (old.shape[1], old.shape[0], now.shape[1], now.shape[0])
    both = min(sizes[0], sizes[2]) * min(sizes[1], sizes[3])
    return Difference(name, len(rows), len(rows) / both, tuple(map(int, box)), sizes)


def differing(old: Pixels, now: Pixels, tolerance: int) -> NDArray[np.bool_]:
    """True for each pixel of those that both have which differs by more."""
    height, width = min(old.shape[0], now.shape[0]), min(old.shape[1], now.shape[1])
    off = np.abs(old[:height, :width] - now[:height, :width])
    return np.asarray((off > tolerance).any(axis=2))


def draw_difference(before: Path, after: Path, to: Path) -> None:
    """What is there now, pale, with what differs in red."""
    now = _read(after)
    where = differing(_read(before), now, ROUNDING)
    drawn = 255 - (255 - now) // 3
    drawn[: where.shape[0], : where.shape[1]][where] = (220, 0, 0)
    Image.fromarray(drawn.astype(np.uint8)).save(to)


def _read(picture: Path) -> Pixels:
    return np.asarray(Image.open(picture).convert("RGB"), dtype=np.int16)
