"""How a model server behaves or fails, and how the interaction must end for it."""

import random
from collections.abc import Callable
from dataclasses import dataclass, replace

from insightvault.benchmarks import words
from insightvault.fake_model_server import Reply

# The campaign's vault: short, so that a round is.
ANSWER_MAX_CHARS = 6000
FIRST_TOKEN_SECONDS = 3
BETWEEN_TOKENS_SECONDS = 2
RETRY_AFTER_SECONDS = 60
TOO_LONG = '{"error": {"message": "maximum context length exceeded", "code": "context_length_exceeded"}}'
ERROR_INSIDE = b'data: {"error": {"message": "scripted"}}\n\n'


@dataclass(frozen=True)
class Script:
    """`answer`: all that the model would ever say, as it is stored. `replies`: one for each time it is asked.

    `status` is how the interaction ends if nothing else happens to it, and `hint` a word its error then holds.
    """

    answer: str
    replies: tuple[Reply, ...]
    status: str = "failed"
    hint: str = ""

    def reply(self, times_asked: int) -> Reply:
        return self.replies[min(times_asked, len(self.replies) - 1)]


def script(kind: str, rng: random.Random) -> Script:
    return KINDS[kind](rng)


def _whole(rng: random.Random, seconds: tuple[float, float] = (0.5, 2)) -> Script:
    answer = words.answer(rng, rng.randint(300, 1200))
    pieces = words.cut(rng, answer)
    reply = Reply(pieces=pieces, gap_seconds=rng.uniform(*seconds) / len(pieces))

    return Script(answer, (reply,), "answered")


def _long(rng: random.Random) -> Script:
    return _whole(rng, seconds=(5, 8))


def _thinking(rng: random.Random) -> Script:
    whole = _whole(rng)
    thoughts = words.cut(rng, "First I weigh this.\n\nThen I weigh that.")
    if rng.random() < 0.5:
        return _with(whole, reasoning=thoughts)

    return _with(whole, prelude=words.cut(rng, "<think>" + "".join(thoughts) + "</think>\n\n"))


def _slow(rng: random.Random) -> Script:
    whole = _whole(rng)
    return _with(whole, wait_seconds=1.5, gap_seconds=min(0.05, whole.replies[0].gap_seconds * 2))


def _status(status: int, **how: object) -> Callable[[random.Random], Script]:
    return lambda rng: Script("", (Reply(status=status, **how),))  # type: ignore[arg-type]


def _busy(rng: random.Random) -> Script:
    headers = {"Retry-After": str(RETRY_AFTER_SECONDS)}
    return Script("", (Reply(status=429, headers=headers),), hint=str(RETRY_AFTER_SECONDS))


def _busy_once(rng: random.Random) -> Script:
    whole = _whole(rng)
    first = Reply(status=rng.choice([429, 503]), headers=rng.choice([{}, {"Retry-After": "1"}]))
    return replace(whole, replies=(first, *whole.replies))


def _raw(body: bytes) -> Callable[[random.Random], Script]:
    return lambda rng: Script("", (Reply(raw=body),))


def _empty(rng: random.Random) -> Script:
    return Script("", (Reply(pieces=[]),))


def _ends_with(ending: bytes) -> Callable[[random.Random], Script]:
    """Some of the answer, and then this."""

    def make(rng: random.Random) -> Script:
        whole = _whole(rng)
        pieces = whole.replies[0].pieces
        return _failing(whole, pieces=pieces[: _place(rng, whole)], ending=ending)

    return make


def _cut(rng: random.Random) -> Script:
    whole = _whole(rng)
    return _failing(whole, cut_after=_place(rng, whole))


def _cut_fast(rng: random.Random) -> Script:
    """Much comes in one moment, and the line breaks in the same."""
    return _with(_cut(rng), gap_seconds=0)


def _hangs(rng: random.Random) -> Script:
    whole = _whole(rng)
    return _failing(whole, hang_after=_place(rng, whole), gap_seconds=0.01)


def _hangs_first(rng: random.Random) -> Script:
    how = rng.choice([{"hang_after": 0}, {"wait_seconds": 3600}])
    return _failing(_whole(rng), **how)


def _endless(rng: random.Random) -> Script:
    answer = words.answer(rng, 4 * ANSWER_MAX_CHARS)
    pieces = words.cut(rng, answer, pieces=1000)
    return Script(answer, (Reply(pieces=pieces, gap_seconds=0.002, hang_after=len(pieces)),), hint="limit")


def _filtered(rng: random.Random) -> Script:
    return _failing(_whole(rng), finish_reason="content_filter")


def _place(rng: random.Random, whole: Script) -> int:
    """After how many pieces: at least one, and not all."""
    return rng.randint(1, len(whole.replies[0].pieces) - 1)


def _with(whole: Script, **how: object) -> Script:
    return replace(whole, replies=(replace(whole.replies[0], **how),))  # type: ignore[arg-type]


def _failing(whole: Script, **how: object) -> Script:
    return replace(_with(whole, **how), status="failed")


KINDS: dict[str, Callable[[random.Random], Script]] = {
    "whole": _whole,
    "long": _long,
    "thinking": _thinking,
    "slow": _slow,
    "busy once": _busy_once,
    "401": _status(401),
    "403": _status(403),
    "404": _status(404),
    "429": _busy,
    "500": _status(500),
    "503": _status(503),
    "too long": _status(400, body=TOO_LONG),
    "empty": _empty,
    "no bytes": _raw(b""),
    "no JSON": _raw(b"<html>Welcome to the router</html>\n"),
    "error as JSON": _raw(b'{"error": {"message": "scripted"}}'),
    "wrong JSON": _ends_with(b'data: {"choices": 5}\n\n'),
    "broken": _ends_with(b'data: {"choices": [{"delta": {"content": "wor\n\n'),
    "half": _ends_with(b""),
    "error inside": _ends_with(ERROR_INSIDE),
    "cut": _cut,
    "cut fast": _cut_fast,
    "hangs first": _hangs_first,
    "hangs between": _hangs,
    "endless": _endless,
    "filtered": _filtered,
}
# Dealt more often: most faults of process, line and database show only while an answer is written.
WELL = ("whole", "thinking", "slow")
# In their place when the process that writes is ended: a kill shows only in what is older than it may cost.
LASTING = "long"
