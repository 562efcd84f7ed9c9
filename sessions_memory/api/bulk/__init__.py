"""The JSON calls that do one thing with many sessions: how many these would be, the action, how far it is, its undo.

`calls` chooses the sessions and hands them to `sessions_memory.bulk`, as the history's pages do; `schemas` says in
which shapes. Deleting and exporting many have pages of their own and are no actions of this kind.
"""
