"""Whether a model sees images: in the words of the usual servers, and whose word holds."""

from typing import Any

import pytest

from chat.model_server.connection import Connection
from chat.model_server.reading.sight import of_details, of_list, of_lm_studio, of_props
from chat.model_server.sight import sees


@pytest.mark.parametrize(
    ("read", "found", "told"),
    [
        (of_props, {"modalities": {"vision": True, "audio": False}}, True),
        (of_props, {"modalities": {"vision": False}}, False),
        (of_props, {"modalities": {"vision": "yes"}}, None),
        (of_details, {"capabilities": ["completion", "vision"]}, True),
        (of_details, {"capabilities": ["completion", "tools"]}, False),
        (of_details, {"model_info": {}}, None),
        (of_lm_studio, {"data": [{"id": "m", "type": "vlm"}]}, True),
        (of_lm_studio, {"data": [{"id": "n", "type": "vlm"}, {"id": "m", "type": "llm"}]}, False),
        (of_lm_studio, {"data": [{"id": "m", "type": []}]}, None),
        (of_list, {"data": [{"id": "m", "architecture": {"input_modalities": ["text", "image"]}}]}, True),
        (of_list, {"data": [{"id": "m", "architecture": {"input_modalities": ["text"]}}]}, False),
        (of_list, {"data": [{"id": "m", "capabilities": {"vision": True, "fine_tuning": False}}]}, True),
        (of_list, {"data": [{"id": "m"}], "models": [{"name": "m", "capabilities": ["multimodal"]}]}, True),
        (of_list, [{"id": "m", "input_modalities": ["text"]}], False),
        (of_list, {"data": [{"id": "m"}]}, None),
    ],
)
def test_each_server_tells_it_its_own_way(read: Any, found: Any, told: bool | None) -> None:
    assert read(found, "m") is told


@pytest.mark.parametrize("read", [of_props, of_details, of_lm_studio, of_list])
@pytest.mark.parametrize("found", [None, [], "m", 7, {"data": 3, "capabilities": 1}, {"data": [None, {"id": "m"}]}])
def test_what_says_nothing_tells_nothing(read: Any, found: Any) -> None:
    assert read(found, "m") is None


@pytest.mark.parametrize(
    ("by_setting", "by_owner", "told", "is_shown"),
    [
        ([], (), None, False),
        ([], (), True, True),
        ([], ("m",), False, True),
        ([], ("*",), None, True),
        ([], ("none",), True, False),
        ([], ("other",), True, False),
        (["m"], ("none",), False, True),
        (["other"], ("*",), True, False),
        (["*"], (), None, True),
    ],
)
def test_the_environments_word_holds_then_the_owners_then_the_servers(
    by_setting: list[str], by_owner: tuple[str, ...], told: bool | None, is_shown: bool
) -> None:
    connection = Connection("http://127.0.0.1:9/v1", "", ("m",), vision_models=by_owner)
    assert sees(connection, "m", by_setting=by_setting, told=told) is is_shown
