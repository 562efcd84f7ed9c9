"""Finding the memories that a question needs. `recall` is the one door."""

from sessions_memory.recall.memories import RecalledMemory
from sessions_memory.recall.recalling import recall

__all__ = ["RecalledMemory", "recall"]
