"""How many tokens a model takes in, as its server tells it, each in its own way. Pure.

llama.cpp says it of one slot, Ollama of a model that is loaded or was made so, LM Studio of a loaded one; vLLM,
OpenRouter, Groq and others in their list of models. What a model could take at most is another thing: a server that
was started with less takes less.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from chat.model_server.reading.listed import listed_model
from chat.model_server.reading.shapes import as_count, as_object, as_text

# Less is no model's, and more no number of tokens.
TOKENS_MIN, TOKENS_MAX = 256, 100_000_000
# As lists of models call it, the surest first.
IN_LISTS = ("max_model_len", "loaded_context_length", "context_length", "context_window", "max_context_length")
NUM_CTX = re.compile(r"^[ \t]*+num_ctx[ \t]++(\d{1,9})", re.MULTILINE)


@dataclass(frozen=True)
class ContextLength:
    """`real`: what the model takes now. `most`: what it could take, and may be more than that. None: not told."""

    real: int | None = None
    most: int | None = None

    def __bool__(self) -> bool:
        return self.real is not None or self.most is not None


def of_props(found: Any, model: str) -> ContextLength:
    """llama.cpp's own page: each slot has so much, however much the server has in all."""
    found = as_object(found)
    of_a_slot = as_object(found.get("default_generation_settings"))
    return ContextLength(_tokens(of_a_slot.get("n_ctx")) or _tokens(found.get("n_ctx")))


def of_running(found: Any, model: str) -> ContextLength:
    """Ollama's list of loaded models."""
    item = listed_model(as_object(found).get("models"), model)
    return ContextLength(_tokens(item.get("context_length")))


def of_details(found: Any, model: str) -> ContextLength:
    """What Ollama tells of a model: as it was made, or only what its kind could take."""
    found = as_object(found)
    set_to = NUM_CTX.search(as_text(found.get("parameters")))
    info = as_object(found.get("model_info"))
    most = next((_tokens(value) for key, value in info.items() if str(key).endswith(".context_length")), None)
    return ContextLength(_tokens(int(set_to[1])) if set_to else None, most)


def of_lm_studio(found: Any, model: str) -> ContextLength:
    item = listed_model(as_object(found).get("data"), model)
    return ContextLength(_tokens(item.get("loaded_context_length")), _tokens(item.get("max_context_length")))


def of_list(found: Any, model: str) -> ContextLength:
    item = listed_model(found if isinstance(found, list) else as_object(found).get("data"), model)
    provider, meta = as_object(item.get("top_provider")), as_object(item.get("meta"))
    told = [_tokens(item.get(key)) for key in IN_LISTS] + [_tokens(meta.get("n_ctx"))]
    real = next((tokens for tokens in told if tokens), None)

    # OpenRouter's first provider may take less than the model could.
    of_provider = _tokens(provider.get("context_length"))
    real = min(real, of_provider) if real and of_provider else real or of_provider
    return ContextLength(real, _tokens(meta.get("n_ctx_train")))


def together(told: Sequence[ContextLength]) -> ContextLength:
    """`told`: the surest first."""
    real = next((one.real for one in told if one.real), None)
    return ContextLength(real, min((one.most for one in told if one.most), default=None))


def _tokens(value: Any) -> int | None:
    count = as_count(value)
    return count if count is not None and TOKENS_MIN <= count <= TOKENS_MAX else None
