"""While the owner connects a server: what they are told, and which models of its list answer or make vectors. Pure.

`chat.model_server.typed` tidies what they type; the pages are `chat.views.model_server` and `chat.views.embeddings`.
"""
