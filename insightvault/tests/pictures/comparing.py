"""Compares two folders of pictures, pixel by pixel; Chromium reads them, so that no library has to."""

import base64
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from insightvault.tests.machine import chromium

# Chromium draws the edge of an icon a little otherwise now and then.
NOISE_PIXELS = 12
# Each picture's pixels, and how many differ in a channel by more than a rounding; with the box around them.
COUNT = """async ([before, after]) => {
  const read = async (data) => {
    const bitmap = await createImageBitmap(await (await fetch(`data:image/png;base64,${data}`)).blob());
    const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d", { willReadFrequently: true });
    context.drawImage(bitmap, 0, 0);
    return context.getImageData(0, 0, bitmap.width, bitmap.height);
  };
  const [old, now] = [await read(before), await read(after)];
  const [width, height] = [Math.min(old.width, now.width), Math.min(old.height, now.height)];
  let count = 0, left = width, top = height, right = 0, bottom = 0;
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) {
    const [a, b] = [(y * old.width + x) * 4, (y * now.width + x) * 4];
    if ([0, 1, 2].every((c) => Math.abs(old.data[a + c] - now.data[b + c]) <= 1)) continue;
    count++;
    left = Math.min(left, x), right = Math.max(right, x), top = Math.min(top, y), bottom = Math.max(bottom, y);
  }
  const sizes = [old.width, old.height, now.width, now.height];
  return { count, share: count / (width * height), box: [left, top, right, bottom], sizes };
}"""


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


def compare(before: Path, after: Path) -> tuple[list[Difference], list[str]]:
    """The differences, and the names that only one folder has."""
    names = [{path.name for path in folder.glob("*.png")} for folder in (before, after)]
    changed = [
        name for name in sorted(names[0] & names[1]) if (before / name).read_bytes() != (after / name).read_bytes()
    ]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page()
        found = [_difference(page, name, before / name, after / name) for name in changed]
        browser.close()

    seen = [each for each in found if each.pixels > NOISE_PIXELS or each.sizes[:2] != each.sizes[2:]]
    return seen, sorted(names[0] ^ names[1])


def _difference(page: Page, name: str, before: Path, after: Path) -> Difference:
    pictures = [base64.b64encode(path.read_bytes()).decode() for path in (before, after)]
    found = page.evaluate(COUNT, pictures)
    return Difference(name, found["count"], found["share"], tuple(found["box"]), tuple(found["sizes"]))
