"""Whether a model sees images, as its server tells it, each in its own way: None where it doesn't tell. Pure.

llama.cpp names modalities on its own page, Ollama capabilities of a model, LM Studio a type; OpenRouter, Mistral and
others say it in their list of models.
"""

from collections.abc import Mapping
from typing import Any

from chat.model_server.reading.listed import listed_model
from chat.model_server.reading.shapes import as_object

IMAGE = "image"
# As lists of capabilities call it.
SEEING = frozenset({"vision", "multimodal", IMAGE})
# LM Studio's types of a model that answers.
TYPES = {"vlm": True, "llm": False}


def of_props(found: Any, model: str) -> bool | None:
    return _flag(as_object(as_object(found).get("modalities")).get("vision"))


def of_details(found: Any, model: str) -> bool | None:
    return _among(as_object(found).get("capabilities"))


def of_lm_studio(found: Any, model: str) -> bool | None:
    item = listed_model(as_object(found).get("data"), model)
    kind = item.get("type")
    return TYPES.get(kind) if isinstance(kind, str) else None


def of_list(found: Any, model: str) -> bool | None:
    found = {"data": found} if isinstance(found, list) else as_object(found)
    # llama.cpp tells the capabilities in a second list.
    items = (listed_model(found.get(key), model) for key in ("data", "models"))
    return next((sees for item in items if (sees := _of_item(item)) is not None), None)


def _of_item(item: Mapping[str, Any]) -> bool | None:
    takes = _among(as_object(item.get("architecture")).get("input_modalities"))
    takes = _among(item.get("input_modalities")) if takes is None else takes
    if takes is not None:
        return takes

    able = item.get("capabilities")
    return _among(able) if isinstance(able, list) else _flag(as_object(able).get("vision"))


def _among(names: Any) -> bool | None:
    if not isinstance(names, list) or not names:
        return None

    return any(isinstance(name, str) and name in SEEING for name in names)


def _flag(value: Any) -> bool | None:
    return value if isinstance(value, bool) else None
