"""Finding the memories that a question needs. `recall` is the one door."""

from sessions_memory.recall.door import RecalledMemory, recall

__all__ = ["RecalledMemory", "recall"]
