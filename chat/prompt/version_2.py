"""The messages of a receipt of version 2, as they were made then: the system message holds all that was recalled."""

from chat.model_server.protocol import Message
from chat.prompt.messages import MEMORIES, Texts, message, section, standing, turn_messages
from chat.prompt.quoting import RULE
from sessions_memory.receipts.values import Receipt


def messages_of(receipt: Receipt, texts: Texts) -> list[Message]:
    messages = [message("system", _system(receipt, texts))]
    for turn in receipt["turns"]:
        messages += turn_messages(turn, texts)

    return [*messages, message("user", texts.question)]


def _system(receipt: Receipt, texts: Texts) -> str:
    whole = f"{texts.system}\n\nToday is {receipt['today']}."
    quoted = [*standing(receipt, texts), *section(receipt, MEMORIES, "memory")]
    return "\n\n".join([whole, RULE, *quoted]) if quoted else whole
