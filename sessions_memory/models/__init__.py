"""What is stored, one module a subject. How rows are looked up is said in `querysets`, what they can be in `states`."""

from sessions_memory.models.forgetting import Deletion, MemoryUse
from sessions_memory.models.imports import ImportFile, ImportJob, OfferedNote, SkippedEntry
from sessions_memory.models.notes import Instructions, Note
from sessions_memory.models.recall import IndexBlock, IndexedInteraction, Posting, RecallIndex, RecallVector
from sessions_memory.models.sessions import (
    UNTITLED,
    UserInteraction,
    UserSession,
)

__all__ = [
    "UNTITLED",
    "Deletion",
    "ImportFile",
    "ImportJob",
    "IndexBlock",
    "IndexedInteraction",
    "Instructions",
    "MemoryUse",
    "Note",
    "OfferedNote",
    "Posting",
    "RecallIndex",
    "RecallVector",
    "SkippedEntry",
    "UserInteraction",
    "UserSession",
]
