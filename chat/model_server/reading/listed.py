"""Finds one model in the lists that servers give of theirs. Pure."""

from collections.abc import Iterable, Mapping
from typing import Any

from chat.model_server.reading.shapes import as_object, as_text

ITEMS_MAX = 2_000
LATEST = ":latest"


def listed_model(items: Any, model: str) -> Mapping[str, Any]:
    """Empty if it is not there."""
    listed: Iterable[Any] = items[:ITEMS_MAX] if isinstance(items, list) else ()
    found = [as_object(item) for item in listed]
    return next((item for item in found if model in _names(item)), {})


def _names(item: Mapping[str, Any]) -> set[str]:
    """As it is called; Ollama's "qwen3" is "qwen3:latest"."""
    names = {as_text(item.get(key)) for key in ("id", "name", "model")} - {""}
    return names | {name.removesuffix(LATEST) for name in names}
