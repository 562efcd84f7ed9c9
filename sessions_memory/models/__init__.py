"""The tables, one module a subject. `querysets` says how rows are looked up, `states` what they can be."""

from sessions_memory.models.areas import Area
from sessions_memory.models.attachments import Attachment
from sessions_memory.models.bulk import BulkJob, BulkSlice
from sessions_memory.models.forgetting import Deletion, MemoryUse
from sessions_memory.models.growth import (
    ActiveDay,
    Evidence,
    Growth,
    HiddenDay,
    Insight,
    ReadSession,
    Review,
    ReviewRest,
    Theme,
    ThemeMember,
)
from sessions_memory.models.imports import Claim, ImportFile, ImportJob, OfferedNote, SkippedEntry
from sessions_memory.models.looking import LookedConversation
from sessions_memory.models.notes import Instructions, Note
from sessions_memory.models.recall import IndexBlock, IndexedInteraction, Posting, RecallIndex, RecallVector
from sessions_memory.models.sessions import (
    UNTITLED,
    UserInteraction,
    UserSession,
)

__all__ = [
    "UNTITLED",
    "ActiveDay",
    "Area",
    "Attachment",
    "BulkJob",
    "BulkSlice",
    "Claim",
    "Deletion",
    "Evidence",
    "Growth",
    "HiddenDay",
    "ImportFile",
    "ImportJob",
    "IndexBlock",
    "IndexedInteraction",
    "Insight",
    "Instructions",
    "LookedConversation",
    "MemoryUse",
    "Note",
    "OfferedNote",
    "Posting",
    "ReadSession",
    "RecallIndex",
    "RecallVector",
    "Review",
    "ReviewRest",
    "SkippedEntry",
    "Theme",
    "ThemeMember",
    "UserInteraction",
    "UserSession",
]
