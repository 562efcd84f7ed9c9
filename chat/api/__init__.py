"""The JSON calls that ask a model or try recall. Their answers are described in `sessions_memory.api.schemas`."""
