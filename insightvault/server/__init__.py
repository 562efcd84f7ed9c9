"""How the vault is served: processes, start-up and shutdown, the health checks, headers, error pages, logs.

Nothing here knows a session or a question.
"""
