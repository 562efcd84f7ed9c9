"""The messages of a stored answer, made again from its receipt, and whether they are what was sent."""

from dataclasses import dataclass

from chat.model_server.protocol import Message
from chat.prompt import messages, version_2
from chat.prompt.messages import Texts, digest_of
from chat.prompt.system import prompt_text
from sessions_memory.models import UserInteraction
from sessions_memory.receipts.values import completed

# By the version of a receipt, how its messages are made.
MADE_BY = {2: version_2.messages_of, 3: messages.messages_of}


@dataclass(frozen=True)
class ShownPrompt:
    """`is_as_sent`: to the character; else something in it was deleted or brought along anew since."""

    messages: list[Message]
    is_as_sent: bool


def shown_prompt(interaction: UserInteraction) -> ShownPrompt | None:
    """None where no prompt was made: imported, answered without a model, not asked yet, or by an older version."""
    receipt = completed(interaction.context_used)
    messages_of = MADE_BY.get(receipt.get("version", 0))
    if messages_of is None or not {"system_prompt", "today", "digest"} <= set(receipt):
        return None

    ids = [turn["id"] for turn in receipt["turns"] + receipt["continued"] if turn["id"] is not None]
    rows = UserInteraction.objects.owned_by(interaction.user).only("user_question", "ai_response").in_bulk(ids)
    texts = Texts(
        prompt_text(receipt["system_prompt"]) or "",
        interaction.user_question,
        {pk: (row.user_question, row.ai_response) for pk, row in rows.items()},
    )

    sent = messages_of(receipt, texts)
    return ShownPrompt(sent, digest_of(sent) == receipt["digest"])
