"""Acting on many sessions at once: the list of actions (`actions`), and doing and undoing them in slices (`jobs`).

An action says which sessions it changes and what these were before; the rows are written by the verbs of `lifecycle`
and `never_recalling`. Which sessions are meant says `chosen_sessions`. Deleting many is for `deletion`, and taking them
out for `exporters`.
"""
