"""Pages as their readers get them, for tests that look for words and not for where a template breaks its lines."""

import re


def as_read(page: str) -> str:
    """White space as a browser takes it: one space for any, none before a tag's end or at the edges of an element."""
    page = re.sub(r"\s+", " ", page).replace(" >", ">").replace(" </", "</")
    return re.sub(r"(<[a-z][^<>]*>) ", r"\1", page)
