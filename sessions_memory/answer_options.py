"""A person's choices for one answer beyond the question and the model. A retry keeps to them."""

from dataclasses import dataclass, replace
from typing import Any

from sessions_memory.models import UserInteraction


@dataclass(frozen=True)
class AnswerOptions:
    """The person's choices for one answer. `left_out`: entries that must not be used, as "memory:7" or "note:3".

    `attachments`: ids of files that wait for this question.
    """

    use_memory: bool = True
    left_out: tuple[str, ...] = ()
    attachments: tuple[int, ...] = ()

    @classmethod
    def of(cls, interaction: UserInteraction) -> "AnswerOptions":
        return cls(interaction.uses_memory, interaction.left_out)

    def without(self, *names: str) -> "AnswerOptions":
        return replace(self, left_out=tuple(dict.fromkeys([*self.left_out, *names])))

    def as_metadata(self) -> dict[str, Any]:
        metadata: dict[str, Any] = {} if self.use_memory else {"use_memory": False}
        return metadata | ({"left_out": list(self.left_out)} if self.left_out else {})


ALL_MEMORY = AnswerOptions()
