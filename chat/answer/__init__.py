"""An answer while it is written and after: the draft, its events, Markdown and its rendering, the built-in responder.

Which question is answered, and when, is decided in `chat.live` and `chat.answering`.
"""
