"""How much a model takes in, in the words of the usual servers."""

from typing import Any

import pytest

from chat.model_server.reading.context_length import (
    ContextLength,
    of_details,
    of_list,
    of_lm_studio,
    of_props,
    of_running,
    together,
)

OLLAMA_SHOW = {
    "parameters": 'stop                           "<|im_end|>"\nnum_ctx                        8192\n',
    "model_info": {"general.architecture": "qwen3", "qwen3.context_length": 40960, "qwen3.block_count": 28},
}


@pytest.mark.parametrize(
    ("read", "found", "length"),
    [
        (of_props, {"default_generation_settings": {"n_ctx": 4096}, "total_slots": 2, "n_ctx": 8192}, (4096, None)),
        (of_running, {"models": [{"name": "m:latest", "context_length": 4096}]}, (4096, None)),
        (of_running, {"models": [{"name": "other:latest", "context_length": 4096}]}, (None, None)),
        (of_details, OLLAMA_SHOW, (8192, 40960)),
        (of_details, {"model_info": {"llama.context_length": 131072}}, (None, 131072)),
        (of_lm_studio, {"data": [{"id": "m", "max_context_length": 32768}]}, (None, 32768)),
        (
            of_lm_studio,
            {"data": [{"id": "m", "loaded_context_length": 4096, "max_context_length": 32768}]},
            (4096, 32768),
        ),
        (of_list, {"data": [{"id": "n"}, {"id": "m", "max_model_len": 16384}]}, (16384, None)),
        (
            of_list,
            {"data": [{"id": "m", "context_length": 65536, "top_provider": {"context_length": 32768}}]},
            (32768, None),
        ),
        (of_list, [{"id": "m", "context_length": 65536}], (65536, None)),
        (of_list, {"data": [{"id": "m", "meta": {"n_ctx": 4096, "n_ctx_train": 32768}}]}, (4096, 32768)),
    ],
)
def test_each_server_tells_it_its_own_way(read: Any, found: Any, length: tuple[int | None, int | None]) -> None:
    assert read(found, "m") == ContextLength(*length)


@pytest.mark.parametrize("read", [of_props, of_running, of_details, of_lm_studio, of_list])
@pytest.mark.parametrize(
    "found",
    [
        None,
        [],
        "text",
        7,
        {"data": None, "models": 3, "n_ctx": "many"},
        {"data": [None, "m", {"id": "m", "max_model_len": True}], "n_ctx": -1},
        {"data": [{"id": ["m"], "context_length": 1e300}], "parameters": ["num_ctx 9"], "model_info": [1]},
        {"default_generation_settings": {"n_ctx": 3}, "model_info": {"a.context_length": "9"}},
        {"parameters": "num_ctx 99999999999999999999"},
    ],
)
def test_of_another_shape_is_nothing(read: Any, found: Any) -> None:
    assert not read(found, "m")


def test_the_surest_is_believed_and_the_least_of_what_could_be() -> None:
    told = [ContextLength(None, 9000), ContextLength(4096), ContextLength(8192, 7000)]
    assert together(told) == ContextLength(4096, 7000)
    assert together([]) == ContextLength()
