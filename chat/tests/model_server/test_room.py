import pytest
from pytest_django import Settings

from chat.model_server.errors import ModelUnavailable, refusal
from chat.model_server.reading.context_length import ContextLength
from chat.model_server.reasons import reason_of
from chat.model_server.room import UNASKED_MAX, budget_for, smaller_budget


@pytest.mark.parametrize(
    ("told", "is_set", "budget"),
    [
        (ContextLength(), False, 8000),
        (ContextLength(4096), False, 4096),
        (ContextLength(16_384), False, 16_384),
        (ContextLength(16_384), True, 8000),
        (ContextLength(4096), True, 4096),
        (ContextLength(1_000_000), False, UNASKED_MAX),
        (ContextLength(None, 131_072), False, 8000),
        (ContextLength(None, 2048), False, 2048),
    ],
)
def test_what_the_server_tells_is_used_but_no_more_than_was_set(
    settings: Settings, told: ContextLength, is_set: bool, budget: int
) -> None:
    settings.CONTEXT_TOKENS, settings.CONTEXT_IS_SET = 8000, is_set
    assert budget_for(told) == budget


@pytest.mark.parametrize(
    ("said", "budget"),
    [
        ("This model's maximum context length is 4096 tokens, you requested 5123", 3686),
        ("the request exceeds the available context size (2048 tokens), try increasing it", 1843),
        ("the prompt exceeds n_ctx = 4096", 3686),
        ("the prompt is too long", 4000),
        ("maximum context length is 900000 tokens", 4000),
        ("maximum context length is 1 token", 4000),
    ],
)
def test_after_a_prompt_that_was_too_long_it_is_what_the_server_says_or_half(said: str, budget: int) -> None:
    error = refusal("here", "m", reason_of(400, said))
    assert smaller_budget(error, sent_tokens=7000, answer_tokens=1000) == budget


def test_after_other_errors_nothing_smaller_is_tried() -> None:
    assert smaller_budget(refusal("here", "m", reason_of(500, "")), sent_tokens=7000, answer_tokens=1000) is None
    assert smaller_budget(ModelUnavailable("The line broke."), sent_tokens=7000, answer_tokens=1000) is None
