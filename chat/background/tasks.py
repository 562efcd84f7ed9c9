"""What the model is sent for a title and for a summary: the conversation first, as a quotation, and the task last.

Both begin with the same, so that a server reads a conversation once for the two. Pure.
"""

from collections.abc import Sequence

from chat.model_server.protocol import Message
from chat.prompt.quoting import RULE, fenced, neutral
from chat.prompt.tokens import estimate_tokens

TEXT_TOKENS = 4000
# The task, the rule and the marks beside it, and the answer.
BESIDE_TOKENS = 700
# The shortest rest of a turn that says something.
CUT_TOKENS_MIN = 20
TITLE_TASK = (
    "The quoted turns are a conversation. Give it a title of at most eight words, in its own language. "
    "Answer with the title alone, without quotation marks."
)
SUMMARY_TASK = (
    "The quoted turns are a conversation. Summarise in at most five short sentences, in its own language, what the "
    "person asked, decided and left open. Answer with the summary alone."
)


def quoted(turns: Sequence[tuple[str, str]], model_tokens: int) -> str:
    """Questions and answers from the beginning on, as far as there is room; "" if there are none.

    `model_tokens`: all that the model takes in.
    """
    blocks, room = [], min(TEXT_TOKENS, model_tokens - BESIDE_TOKENS)
    for number, (question, answer) in enumerate(turns, 1):
        if room <= 0:
            break
        text = f"Asked: {question}\nAnswer: {answer}"
        cost = estimate_tokens(text)
        if cost > room:
            text = text[: len(text) * room // cost] if room >= CUT_TOKENS_MIN else ""
        if text:
            blocks.append(fenced(f"turn {number}", neutral(text)))

        room -= cost

    return "\n\n".join(blocks)


def messages_for(task: str, conversation: str) -> list[Message]:
    """`conversation`: as `quoted` gives it."""
    return [{"role": "system", "content": RULE}, {"role": "user", "content": f"{conversation}\n\n{task}"}]
