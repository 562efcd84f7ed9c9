"""Answers when no language model is connected: with the person's own words, plainly labelled."""

from sessions_memory.receipts.values import Item, Receipt

MEMORIES = 5
NOTHING = "Nothing you asked here before shares a telling word with this question."
SWITCHED_OFF = "Memory was off for this question, so nothing is quoted."
FOUND = "What you said before that comes closest:"
ANSWERED = "The answer then:"
HOW_TO = (
    "No language model is connected, so this is not a written answer. "
    "The owner of this vault can connect one on the account page."
)


def respond(receipt: Receipt) -> str:
    """Markdown: the recalled memories of the receipt, best first."""
    memories = sorted(receipt["items"], key=lambda item: -item["score"])[:MEMORIES]
    if not memories:
        return f"{SWITCHED_OFF if receipt['memory_off'] else NOTHING}\n\n{HOW_TO}"

    return "\n\n".join([FOUND, *map(_quotation, memories), HOW_TO])


def _quotation(memory: Item) -> str:
    said, answer = f"{_heading(memory)}\n\n{_quote(memory['text'])}", memory.get("answer", "")
    return f"{said}\n\n{ANSWERED}\n\n{_quote(answer)}" if answer.strip() else said


def _heading(memory: Item) -> str:
    return f"**{memory['date']}**, in “{_plain(memory['session_title'])}”, {_plain(memory['reasons'][0])}:"


def _quote(text: str) -> str:
    return "\n".join(f"> {_plain(line)}" for line in text.splitlines())


def _plain(text: str) -> str:
    """Markdown signs of the person's words shown, not followed.

    Of brackets the second is enough; the first with a backslash would open a formula.
    """
    return "".join(f"\\{sign}" if sign in "\\`*_{}])#+-.!|<>~$" else sign for sign in text)
