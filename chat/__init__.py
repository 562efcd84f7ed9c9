"""Answers a question from asking to the end; everything that talks to a model is here.

The modules here are its stories: `live` keeps the running answers, `answering` tells one turn, `prompt_inputs` reads
what a prompt may hold and `fusion` chooses of it, `llm` alone opens connections to a model. `reflection`, `embedding`
and `worker` do the slow work. Values and shapes live in the rooms: `prompt`, `model_server`, `answer`, `pages`.
`sessions_memory` keeps the history and finds it again; it knows nothing of chat.
"""
