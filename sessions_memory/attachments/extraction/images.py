"""Images: looked at before they are unpacked, made smaller, and freed of all that a camera wrote beside them."""

import io
from typing import BinaryIO

from PIL import Image, ImageOps, UnidentifiedImageError

from sessions_memory.attachments.extraction.kinds import TOO_MANY_PIXELS, Refused, gettext_noop
from sessions_memory.attachments.extraction.values import IMAGE_MAX_BYTES, Extracted, Limits

FORMATS = ("PNG", "JPEG", "GIF", "WEBP")
# Models that see cut an image into tiles, and make a larger one smaller themselves.
EDGE = 1024
QUALITIES = (85, 60, 30)
DAMAGED = gettext_noop("This image is damaged and can’t be read.")
WHITE = (255, 255, 255)


def read_image(file: BinaryIO, limits: Limits) -> Extracted:
    # Too large ones are refused below, in our own words.
    Image.MAX_IMAGE_PIXELS = None
    try:
        with Image.open(file, formats=FORMATS) as image:
            width, height = image.size
            if width * height > limits.pixels:
                raise Refused(TOO_MANY_PIXELS.format(width=f"{width:,}", height=f"{height:,}"))

            image.draft("RGB", (EDGE, EDGE))
            return Extracted(image=_as_jpeg(_smaller(image)))
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as error:
        raise Refused(DAMAGED) from error


def _smaller(image: Image.Image) -> Image.Image:
    """Upright, at most EDGE wide and high, what shines through on white."""
    upright = ImageOps.exif_transpose(image)
    upright.thumbnail((EDGE, EDGE))
    if not upright.has_transparency_data:
        return upright.convert("RGB")

    with_depth = upright.convert("RGBA")
    flat = Image.new("RGB", with_depth.size, WHITE)
    flat.paste(with_depth, mask=with_depth.getchannel("A"))
    return flat


def _as_jpeg(image: Image.Image) -> bytes:
    for quality in QUALITIES:
        written = io.BytesIO()
        image.save(written, "JPEG", quality=quality)
        if written.tell() <= IMAGE_MAX_BYTES:
            break

    return written.getvalue()
