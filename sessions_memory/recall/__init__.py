"""Finding the memories that a question needs. `recall` is the one door."""

from sessions_memory.recall.door import recall
from sessions_memory.recall.memories import RecalledMemory

__all__ = ["RecalledMemory", "recall"]
