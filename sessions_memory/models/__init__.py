from sessions_memory.models.sessions import MadeBy, Source, Status, UserInteraction, UserSession

__all__ = ["MadeBy", "Source", "Status", "UserInteraction", "UserSession"]
