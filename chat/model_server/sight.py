"""Which models are shown images: the environment's word holds, then the owner's, then what the server tells. Pure."""

from collections.abc import Sequence

from chat.model_server.connection import Connection

# In place of names.
ALL_MODELS, NO_MODEL = "*", "none"


def sees(connection: Connection, model: str, *, by_setting: Sequence[str], told: bool | None) -> bool:
    """`by_setting`, and the connection's own: names of models, empty where nobody said anything."""
    for names in (by_setting, connection.vision_models):
        if names:
            return bool({model, ALL_MODELS} & set(names))

    return bool(told)
