from sessions_memory.models.notes import Instructions, Note
from sessions_memory.models.recall import IndexBlock, IndexedInteraction, Posting, RecallIndex
from sessions_memory.models.sessions import MadeBy, Source, Status, UserInteraction, UserSession

__all__ = [
    "IndexBlock",
    "IndexedInteraction",
    "Instructions",
    "MadeBy",
    "Note",
    "Posting",
    "RecallIndex",
    "Source",
    "Status",
    "UserInteraction",
    "UserSession",
]
