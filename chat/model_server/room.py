"""How long a prompt to a model may be, in tokens: by what its server told, refused, or by the setting. Pure."""

import re

from django.conf import settings

from chat.model_server.errors import TOO_LONG_KINDS, ModelError
from chat.model_server.reading.context_length import TOKENS_MAX, TOKENS_MIN, ContextLength

# What is used of a model's room where nobody said that more may be: each question sends it, and it is paid and waited
# for.
UNASKED_MAX = 32_000
# "maximum context length is 4096 tokens", "available context size (4096 tokens)", "n_ctx = 4096".
TOLD = re.compile(
    r"(?:context[_ ](?:length|size|window|limit)|n_ctx|max_model_len|max_seq_len"
    r"|maximum (?:prompt|input|sequence) length)[^\d\n]{0,40}(\d{3,9})"
)
# The estimate of a prompt's tokens may be too low by as much.
CERTAIN_SHARE = 0.9


def budget_for(told: ContextLength, *, most: int | None = None) -> int:
    """The whole of a prompt and its answer. A setting that was made is never exceeded.

    `most`: the owner's for this server, in place of the setting; None without one.
    """
    setting: int = settings.CONTEXT_TOKENS
    if told.real is not None:
        return min(told.real, most or (setting if settings.CONTEXT_IS_SET else UNASKED_MAX))

    wanted = most or setting
    return wanted if told.most is None else min(wanted, told.most)


def smaller_budget(error: ModelError, *, sent_tokens: int, answer_tokens: int) -> int | None:
    """What to try once more with; None if the prompt was not too long. `sent_tokens`: as it was estimated."""
    if error.reason is None or error.reason.kind not in TOO_LONG_KINDS:
        return None

    taken = sent_tokens + answer_tokens
    told = min((int(tokens * CERTAIN_SHARE) for tokens in _told(error.reason.lower)), default=taken)
    return told if told < taken else taken // 2


def _told(text: str) -> list[int]:
    found = (int(digits) for digits in TOLD.findall(text))
    return [tokens for tokens in found if TOKENS_MIN <= tokens <= TOKENS_MAX]
