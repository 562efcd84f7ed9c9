"""What happens while a question is answered, and all that talks to a model.

The modules here are its stories: `live` keeps the running answers, `answering` tells one turn, `prompt_inputs` reads
what a prompt may hold and `fusion` chooses of it, `llm` alone opens connections to a model. `reflection`, `embedding`
and `worker` do the slow work. Values and shapes live in the rooms: `prompt`, `model_server`, `answer`, `pages`. What
is kept and found again is `sessions_memory`, which knows nothing of chat.
"""
