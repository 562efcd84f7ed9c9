"""Chooses what goes into the prompt: pure, values in, `FusedPrompt` out. Storing and sending happen elsewhere.

The question and the system prompt always go in whole. Then, each within a
budget of its own: instructions, notes, attached files (at most half of all), what growth has to say to the question,
recalled memories (at most half of all, together with growth's); and with the
room that is left the session so far, newest first. The receipt writes the
choice down, and the messages are made from the receipt.

A prompt begins as the one before it, for the model's server has that read
already: turns stay as they were said until there is no room, and then as many
of the oldest go as make room for some more questions.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from chat.model_server.protocol import Message
from chat.prompt import items, messages
from chat.prompt import turns as turns_of
from chat.prompt.ages import ages
from chat.prompt.inputs import AttachedFile, PromptInputs, SessionSoFar
from chat.prompt.messages import Texts
from chat.prompt.tokens import message_cost
from sessions_memory.receipts.values import RECEIPT_VERSION, Budget, Item, Receipt, UsedTurn

# Room kept for the answer, and the most that parts may take of the rest: so much, or this share of all (one in …).
ANSWER_TOKENS = 1000
INSTRUCTIONS_TOKENS, INSTRUCTIONS_SHARE = 400, 10
NOTES_TOKENS, NOTES_SHARE = 600, 10
MEMORIES_SHARE = 2
GROWTH_SHARE = 8
FILES_SHARE = 2
# The share of the newest turn, which goes in before memories do.
NEWEST_TURN_SHARE = 4
# When turns must go, this share of their room is made free.
BLOCK_SHARE = 4


@dataclass(frozen=True)
class FusedPrompt:
    """`files`: those whose images are yet to be read for it."""

    messages: list[Message]
    receipt: Receipt
    files: tuple[AttachedFile, ...] = ()


def fuse(inputs: PromptInputs, *, budget_tokens: int) -> FusedPrompt:
    fusion = _Fusion(inputs, budget_tokens)
    fusion.take_instructions()
    fusion.take_notes()
    fusion.take_files()
    fusion.take_growth()
    fusion.take_memories()
    fusion.take_turns()

    receipt = _with_place(fusion.receipt(), inputs)
    sent = messages.messages_of(receipt, texts_of(inputs))
    receipt["estimated_tokens"] = sum(message_cost(message["content"]) for message in sent)
    receipt["digest"] = messages.digest_of(sent)

    return FusedPrompt(sent, receipt)


def quote(inputs: PromptInputs) -> FusedPrompt:
    """Without a model: no messages, and a receipt of what the answer quotes."""
    return FusedPrompt([], _of_recalled(inputs, _of_growth(inputs) + _recalled(inputs), []))


def recalled_alone(inputs: PromptInputs, *, budget_tokens: int) -> FusedPrompt:
    """To go with a program's own prompt: one message with what was recalled, none where that is nothing.

    `budget_tokens`: what its prompt leaves; the half of it, as in a prompt of ours, is for memories.
    """
    fusion = _Fusion(inputs, budget_tokens)
    fusion.room = fusion.budget["memories"]
    fusion.take_growth()
    fusion.take_memories()

    receipt = _of_recalled(inputs, fusion.items, fusion.left_out)
    block = messages.recalled_block(receipt)
    receipt["estimated_tokens"] = message_cost(block) if block else 0
    return FusedPrompt([messages.message("user", block)] if block else [], receipt)


def _of_recalled(inputs: PromptInputs, recalled: Sequence[Item], left_out: list[Item]) -> Receipt:
    receipt: Receipt = {
        "version": RECEIPT_VERSION,
        "memory_off": inputs.memory_off,
        "items": in_order(recalled),
        "turns": [],
        "continued": [],
        "left_out": left_out,
        "left_out_by_person": list(inputs.left_out),
    }
    return _with_place(receipt, inputs)


def _with_place(receipt: Receipt, inputs: PromptInputs) -> Receipt:
    """The area in which recall looked, for a person who keeps any."""
    if inputs.looked_in:
        receipt["area"], receipt["recalls"] = inputs.looked_in["area"], inputs.looked_in["recalls"]

    return receipt


def certain_turns(inputs: PromptInputs, *, budget_tokens: int) -> frozenset[int]:
    """Ids of the turns that will be in the prompt however many memories come: they needn't be recalled."""
    fusion = _Fusion(inputs, budget_tokens)
    fusion.take_instructions()
    fusion.take_notes()
    fusion.take_files()
    fusion.room -= fusion.memory_room()
    fusion.take_turns()

    whole = [turn["id"] for turn in fusion.turns + fusion.continued if not turn["is_cut"]]
    return frozenset(pk for pk in whole if pk is not None)


def texts_of(inputs: PromptInputs) -> Texts:
    turns = [*inputs.session.turns, *(inputs.continued.turns if inputs.continued else ())]
    said = {turn.interaction_id: (turn.question, turn.answer) for turn in turns}
    return Texts(inputs.system_text, inputs.question, said)


def _of_growth(inputs: PromptInputs) -> list[Item]:
    return [items.growth(found, inputs.zone, masks_secrets=inputs.masks_secrets) for found in inputs.growth]


def _recalled(inputs: PromptInputs) -> list[Item]:
    """But for those that growth chose, too."""
    chosen = {found.memory.interaction_id for found in inputs.growth}
    return [
        items.memory(memory, inputs.zone, masks_secrets=inputs.masks_secrets)
        for memory in inputs.memories
        if memory.interaction_id not in chosen
    ]


class _Fusion:
    """One fusion as it goes: what was taken, and the room (tokens) that is left."""

    def __init__(self, inputs: PromptInputs, budget_tokens: int) -> None:
        self.inputs = inputs
        self.budget: Budget = {
            "total": budget_tokens,
            "answer": ANSWER_TOKENS,
            "instructions": min(INSTRUCTIONS_TOKENS, budget_tokens // INSTRUCTIONS_SHARE),
            "notes": min(NOTES_TOKENS, budget_tokens // NOTES_SHARE),
            "memories": budget_tokens // MEMORIES_SHARE,
            "growth": budget_tokens // GROWTH_SHARE,
            "attachments": budget_tokens // FILES_SHARE,
        }

        self.items: list[Item] = []
        self.left_out: list[Item] = []
        self.turns: list[UsedTurn] = []
        self.continued: list[UsedTurn] = []
        frame = messages.frame(inputs.system_text)
        asked = messages.question_frame(inputs.question, inputs.today)

        self.room = budget_tokens - ANSWER_TOKENS - message_cost(frame) - message_cost(asked)

    def take_instructions(self) -> None:
        room = min(self.room, self.budget["instructions"])
        item = items.instructions(self.inputs.instructions, room)
        self._take([item] if item else [], messages.INSTRUCTIONS, room)

    def take_notes(self) -> None:
        notes = [items.note(note) for note in self.inputs.notes]
        self._take(notes, messages.NOTES, min(self.room, self.budget["notes"]))

    def take_files(self) -> None:
        """Those of the question before earlier ones; the shorter first, which leave their room to the others."""
        room = min(self.room, self.budget["attachments"]) - messages.heading_cost(messages.ATTACHED)
        ordered = sorted(self.inputs.files, key=lambda file: (file.is_earlier, len(file.text)))
        taken: list[Item] = []

        for place, file in enumerate(ordered):
            beside = sum(other.is_earlier == file.is_earlier for other in ordered[place:])
            taken.append(items.attachment(file, max(0, room) // beside))
            room -= taken[-1]["tokens"]

        self._take(taken, messages.ATTACHED, min(self.room, self.budget["attachments"]))

    def take_growth(self) -> None:
        self._take(_of_growth(self.inputs), messages.MEMORIES, min(self.memory_room(), self.budget["growth"]))

    def take_memories(self) -> None:
        self._take(_recalled(self.inputs), messages.MEMORIES, self.memory_room())

    def memory_room(self) -> int:
        """Half of all, but not the room of the newest turn, which may be up to a quarter of all."""
        newest = self.inputs.session.turns[-1:]
        cost = sum(message_cost(turn.question) + message_cost(turn.answer) for turn in newest)
        taken = sum(item["tokens"] for item in self.items if item["kind"] == "memory")
        left = self.room - min(cost, self.budget["total"] // NEWEST_TURN_SHARE)
        return max(0, min(self.budget["memories"] - taken, left))

    def take_turns(self) -> None:
        block = max(0, self.room) // BLOCK_SHARE
        self.turns, is_whole = self._conversation(self.inputs.session, block, is_quoted=False)
        if self.inputs.continued and is_whole:
            self.continued, _ = self._conversation(self.inputs.continued, block, is_quoted=True)

    def receipt(self) -> Receipt:
        shown = {turn["id"] for turn in self.turns + self.continued}
        taken = [item for item in self.items if item["kind"] != "memory" or item["id"] not in shown]
        return {
            "version": RECEIPT_VERSION,
            "system_prompt": self.inputs.system_version,
            "today": self.inputs.today,
            "memory_off": self.inputs.memory_off,
            "items": in_order(taken, self._notes_of_area()),
            "turns": self.turns,
            "continued": self.continued,
            "left_out": self.left_out,
            "turns_left_out": self._turns_left_out(),
            "left_out_by_person": list(self.inputs.left_out),
            "budget_tokens": self.budget,
        }

    def _notes_of_area(self) -> frozenset[int]:
        return frozenset(note.note_id for note in self.inputs.notes if note.is_of_area)

    def _turns_left_out(self) -> int:
        """Of this session and the one that it goes on from."""
        before = [self.inputs.session, self.inputs.continued]
        said = sum(conversation.unread + len(conversation.turns) for conversation in before if conversation)
        return said - len(self.turns) - len(self.continued)

    def _take(self, offered: Sequence[Item], heading: str, room: int) -> None:
        """Those that fit into `room` together with their heading, the first first."""
        room -= messages.heading_cost(heading)
        taken = []

        for item in offered:
            if item["tokens"] <= room:
                room -= item["tokens"]
                taken.append(item)
            else:
                self.left_out.append(items.without_words(item))

        if taken:
            self.items += taken
            self.room -= messages.heading_cost(heading) + sum(item["tokens"] for item in taken)

    def _conversation(self, conversation: SessionSoFar, block: int, *, is_quoted: bool) -> tuple[list[UsedTurn], bool]:
        """The newest turns that fit, and whether all did; a summary goes in before them if not."""
        turns = turns_of.fit(conversation, self.room, block, is_quoted=is_quoted)
        is_whole = not conversation.unread and len(turns) == len(conversation.turns)
        is_whole = is_whole and not any(turn["is_cut"] for turn in turns)

        if conversation.summary and (conversation.is_summary_by_person or not is_whole):
            self._take([items.summary(conversation)], messages.SUMMARY, self.room)
            turns = turns_of.fit(conversation, self.room, block, is_quoted=is_quoted)

        if turns:
            self.room -= turns_of.cost(turns, is_quoted=is_quoted)
        return turns, is_whole


def in_order(taken: Sequence[Item], last_notes: Collection[int] = ()) -> list[Item]:
    """Puts the oldest of each kind first, and `last_notes` behind other notes.

    Memories say which of them is the older word on a subject.
    """

    def place(item: Item) -> tuple[bool, str, int]:
        return item["kind"] == "note" and item["id"] in last_notes, item["time"], item["id"] or 0

    ordered = sorted(taken, key=place)
    memories = [item for item in ordered if item["kind"] == "memory"]
    told = ages([item["matched"] for item in memories])
    aged: list[Item] = [{**item, "age": age} for item, age in zip(memories, told, strict=True)]

    return [item for item in ordered if item["kind"] != "memory"] + aged
