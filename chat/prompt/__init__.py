"""The parts of a prompt and their order: inputs, items, quoted data behind fences, tokens, ages, the system text.

Pure functions over values, so that what a model is sent can be read and tested without one. `chat.prompt_inputs` reads
the rows, `chat.fusion` puts it together.
"""
