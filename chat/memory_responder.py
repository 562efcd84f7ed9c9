"""Answers when no language model is connected: with the person's own words, plainly labelled."""

from collections.abc import Sequence

from django.utils.timezone import localtime

from sessions_memory.recall import RecalledMemory

MODEL_NAME = "built-in memory"
MEMORIES = 5
QUOTE_CHARS = 600
NOTHING = "Nothing you asked here before shares a telling word with this question."
FOUND = "What you said before that comes closest:"
HOW_TO = (
    "No language model is connected, so this is not a written answer. "
    "The owner of this vault can connect one on the account page."
)


def respond(memories: Sequence[RecalledMemory]) -> str:
    """Markdown."""
    if not memories:
        return f"{NOTHING}\n\n{HOW_TO}"
    quotations = [f"{_heading(memory)}\n\n{_quote(memory.text)}" for memory in memories]
    return "\n\n".join([FOUND, *quotations, HOW_TO])


def _heading(memory: RecalledMemory) -> str:
    when = localtime(memory.time)
    return f"**{when.day} {when:%B %Y}, {when:%H:%M}**, in “{_plain(memory.session_title)}”, {memory.reasons[0]}:"


def _quote(text: str) -> str:
    kept = text[:QUOTE_CHARS] + (" […]" if len(text) > QUOTE_CHARS else "")
    return "\n".join(f"> {_plain(line)}" for line in kept.splitlines())


def _plain(text: str) -> str:
    """Markdown signs of the person's words shown, not followed."""
    return "".join(f"\\{sign}" if sign in "\\`*_{}[]()#+-.!|<>~$" else sign for sign in text)
