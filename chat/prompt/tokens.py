"""How many tokens a text takes: estimated, offline, and rather too many than too few.

Every model counts its own way, and a prompt that is a little short is answered.
"""

import re

# Servers add so many around each message.
MESSAGE_TOKENS = 4
CUT_MARK = " […]"
# Less than this of a text tells nothing.
LEAST_CHARS = 200
BEFORE_MATCH_CHARS = 200
# Latin with marks, Greek and Cyrillic; then Hebrew, Arabic, India's scripts and signs; then all that is wider.
NEAR = re.compile("[\u0080-\u052f]+")
FAR = re.compile("[\u0530-\u2e7f]+")
WIDE = re.compile("[\u2e80-\U0010ffff]+")


def estimate_tokens(text: str) -> int:
    """Counts a token for three letters of plain Latin, two of near scripts, one of farther ones, half a wide sign."""
    if text.isascii():
        return len(text) // 3 + 1

    near, far, wide = (sum(map(len, script.findall(text))) for script in (NEAR, FAR, WIDE))
    return (len(text) - near - far - wide) // 3 + (near + 1) // 2 + far + 2 * wide + 1


def message_cost(text: str) -> int:
    return estimate_tokens(text) + MESSAGE_TOKENS


def head(text: str, room_tokens: int) -> str | None:
    """`text`, or as much of its beginning as fits together with a mark; None if that is not worth it."""
    kept = head_chars(text, room_tokens)
    if kept is None or kept == len(text):
        return None if kept is None else text

    return text[:kept] + CUT_MARK


def head_chars(text: str, room_tokens: int) -> int | None:
    """How many characters of `text` fit; if not all of them, then with room for the mark. None: not worth it."""
    if room_tokens < 0:
        return None
    # A text this long can't fit, however plain: it is not counted whole.
    if len(text) <= 3 * room_tokens + 3 and (not text or estimate_tokens(text) <= room_tokens):
        return len(text)

    room = room_tokens - estimate_tokens(CUT_MARK)
    kept = text[: max(0, 3 * room)].rstrip()

    while kept and (over := estimate_tokens(kept) / room) > 1:
        kept = kept[: int(len(kept) / over * 0.98)].rstrip()

    return len(kept) if len(kept) >= LEAST_CHARS else None


def around(text: str, words: tuple[str, ...], room_tokens: int) -> str | None:
    """Like `head`, but begins shortly before the first of `words` if the beginning would not reach it."""
    kept = head_chars(text, room_tokens)
    if kept is None or kept == len(text):
        return None if kept is None else text

    places = [place for word in words if (place := text.find(word)) >= 0]
    if not places or min(places) < kept:
        return text[:kept] + CUT_MARK

    start = text.rfind(" ", 0, max(0, min(places) - BEFORE_MATCH_CHARS)) + 1
    rest = head(text[start:], room_tokens - estimate_tokens(CUT_MARK))
    return None if rest is None else f"{CUT_MARK.strip()} {rest}"
