from sessions_memory.models.notes import Instructions, Note
from sessions_memory.models.sessions import MadeBy, Source, Status, UserInteraction, UserSession

__all__ = ["Instructions", "MadeBy", "Note", "Source", "Status", "UserInteraction", "UserSession"]
