"""The values that go into the program and come out of it."""

from dataclasses import dataclass

# For how many bytes the program writes at most: the text as JSON, which may need six for a sign, and an image.
IMAGE_MAX_BYTES = 4_000_000
# How the program ends where the disk has no room for what it found (EX_IOERR of sysexits.h): the file is not to blame.
DISK_FULL = 74


@dataclass(frozen=True)
class Limits:
    """`chars`: of the text that is kept. `seconds`: of the processor's time, after which what is there must do."""

    chars: int
    pages: int
    pixels: int
    seconds: int
    memory_bytes: int

    @property
    def written_bytes(self) -> int:
        return 6 * self.chars + IMAGE_MAX_BYTES


@dataclass(frozen=True)
class Extracted:
    """`remark`: in a sentence what is missing, or if `is_refused` why nothing was read. `image`: smaller, as JPEG."""

    text: str = ""
    is_cut: bool = False
    remark: str = ""
    is_refused: bool = False
    image: bytes = b""
