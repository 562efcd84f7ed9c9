"""The keys of `interaction_metadata`: facts of an answer, the person's choices for it, and an import's extras.

Times are in milliseconds. Every key may be missing.
"""

from typing import TypedDict

from sessions_memory.receipts.values import MemoryFacts


class KeptAttachment(TypedDict, total=False):
    name: str
    media_type: str
    size_bytes: int | None
    text: str


class KeptToolCall(TypedDict, total=False):
    name: str
    input: str
    output: str


class AnswerMetadata(TypedDict, total=False):
    model: str
    server: str
    prompt_tokens: int
    completion_tokens: int
    finish_reason: str
    time_to_first_token_ms: float
    duration_ms: float
    thinking: str
    thinking_ms: float
    memory: MemoryFacts
    use_memory: bool
    left_out: list[str]
    offer_settled: bool
    attachments: list[KeptAttachment]
    attached: int
    tool_calls: list[KeptToolCall]
    import_notes: list[str]
    asked_at: str
    time_unknown: bool
