from sessions_memory.models.forgetting import Deletion, MemoryUse, Scope
from sessions_memory.models.imports import ImportFile, ImportJob, JobState, OfferedNote, OfferState, SkippedEntry
from sessions_memory.models.notes import Instructions, Note
from sessions_memory.models.recall import IndexBlock, IndexedInteraction, Posting, RecallIndex, RecallVector
from sessions_memory.models.sessions import (
    UNTITLED,
    MadeBy,
    Source,
    Status,
    UserInteraction,
    UserSession,
    source_name,
)

__all__ = [
    "UNTITLED",
    "Deletion",
    "ImportFile",
    "ImportJob",
    "IndexBlock",
    "IndexedInteraction",
    "Instructions",
    "JobState",
    "MadeBy",
    "MemoryUse",
    "Note",
    "OfferState",
    "OfferedNote",
    "Posting",
    "RecallIndex",
    "RecallVector",
    "Scope",
    "SkippedEntry",
    "Source",
    "Status",
    "UserInteraction",
    "UserSession",
    "source_name",
]
