"""Finding the memories that a question needs: `recall` is the one way in.

`recalling` tells the steps in order. `gate` asks whether a question needs the past at all, `scoring` weighs what the
index found, `enough` says how many of it are worth it, `memories` joins what says the same and names the reasons;
`search` is the history page's. Words and dates of a text belong to `language`, packed rows to `index`, vectors to
`meaning`. `chat.prompt` puts the memories into a prompt.
"""

from sessions_memory.recall.memories import RecalledMemory
from sessions_memory.recall.recalling import recall

__all__ = ["RecalledMemory", "recall"]
