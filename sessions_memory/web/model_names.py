"""How a model is called on a page. Pure."""

import re

# llama.cpp and others name a model by the file that they were started with.
PATH = re.compile(r"(?:[A-Za-z]:[\\/]|~?/|\.{1,2}[\\/]|\\\\)")
FILES = (".gguf", ".ggml", ".bin", ".safetensors", ".llamafile")
SEPARATORS = re.compile(r"[\\/]+")


def short_model(name: str) -> str:
    """The last part of a file's path; any other name, as `meta-llama/Llama-3`, as it is."""
    is_path = PATH.match(name) is not None or (name.lower().endswith(FILES) and SEPARATORS.search(name) is not None)
    parts = [part for part in SEPARATORS.split(name) if part] if is_path else []
    return parts[-1] if parts else name
