import asyncio
import contextlib

import pytest

from chat.answer.draft import Draft
from chat.answer.events import Event
from chat.answer.rendering import id_prefix, render
from sessions_memory.models import UserInteraction
from sessions_memory.states import Status

ANSWER = ["# Title\n", "\nFirst para", "graph.\n\n", "Second 😀 paragraph", "\n\n- a\n- b", "\n\nThe end."]


def draft_of(pieces: list[str], status: Status | None = Status.ANSWERED) -> Draft:
    draft = Draft(UserInteraction(user_question="?"))
    for piece in pieces:
        draft.add(piece)

    if status:
        draft.complete()
        draft.close(status)

    return draft


class Reader:
    """Follows the events as the page's script does."""

    def __init__(self) -> None:
        self.html, self.tail, self.tail_start, self.last_id = "", "", 0, 0

    def take(self, event: Event) -> None:
        if event.id is None:
            return

        self.last_id = event.id
        if event.kind == "block" and event.id > self.tail_start:
            self.html += event.data
            self.tail = self.tail[event.id - self.tail_start :]
            self.tail_start = event.id
        elif event.kind == "text":
            have = self.tail_start + len(self.tail)
            if event.id > have:
                self.tail += event.data[max(0, have - (event.id - len(event.data))) :]


async def test_the_texts_of_a_stream_are_the_answer() -> None:
    events = [event async for event in draft_of(ANSWER).follow(0)]
    assert "".join(event.data for event in events if event.kind == "text") == "".join(ANSWER)
    assert events[-1] == Event("done", Status.ANSWERED)


@pytest.mark.parametrize("cut_after", range(1, 9))
async def test_a_reader_that_comes_back_misses_and_doubles_nothing(cut_after: int) -> None:
    draft, reader = Draft(UserInteraction(user_question="?")), Reader()

    async def read(position: int, events: int) -> None:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(0.05):
                async for event in draft.follow(position):
                    reader.take(event)
                    events -= 1
                    if not events:
                        return

    for piece in ANSWER[:3]:
        draft.add(piece)

    await read(0, min(cut_after, 2))
    for piece in ANSWER[3:]:
        draft.add(piece)

    await read(reader.last_id, cut_after)
    draft.complete()
    draft.close(Status.ANSWERED)
    await read(reader.last_id, 1000)
    assert reader.html == draft.html

    assert reader.tail == ""


async def test_a_follower_gets_what_is_added_later() -> None:
    draft = draft_of(["One "], status=None)
    seen: list[str] = []

    async def follow() -> None:
        seen.extend([event.data async for event in draft.follow(0) if event.kind == "text"])

    follower = asyncio.create_task(follow())
    await asyncio.sleep(0)
    draft.add("two.")
    draft.complete()
    draft.close(Status.ANSWERED)

    await follower
    assert "".join(seen) == "One two."


@pytest.mark.parametrize("size", [1, 3, 7, 100])
def test_think_tags_are_parted_from_the_answer_however_the_pieces_fall(size: int) -> None:
    text = "\n<think>\nHmm, <b>this</ th>.\n</think>\n\nThe answer has </think> in it."
    draft = draft_of([text[i : i + size] for i in range(0, len(text), size)])
    assert draft.text == "The answer has </think> in it."
    assert draft.reasoning.strip() == "Hmm, <b>this</ th>."


def test_an_answer_that_begins_like_a_tag_is_kept_whole() -> None:
    assert draft_of(["<thi", "s is text"]).text == "<this is text"
    assert draft_of(["<thi"]).text == "<thi"


def test_what_cannot_be_stored_or_sent_is_replaced() -> None:
    assert draft_of(["a\x00b\ud800c\r\nd"]).text == "a\ufffdb\ufffdc\nd"


async def test_reasoning_is_sent_beside_the_answer_and_not_in_it() -> None:
    draft = Draft(UserInteraction(user_question="?"))
    draft.add("", "Let me see. ")
    draft.add("", "Yes.")
    draft.add("The answer.")
    draft.complete()

    draft.close(Status.ANSWERED)
    events = [event async for event in draft.follow(0)]
    assert events[0] == Event("thinking", "Let me see. Yes.", at=16)
    assert draft.text == "The answer."
    assert draft.metadata()["thinking"] == "Let me see. Yes."


def test_endless_white_space_is_counted_and_not_kept() -> None:
    draft = Draft(UserInteraction(user_question="?"))
    for _ in range(100):
        draft.add("\n" * 1000)

    assert draft.received == 100_000 and draft.length == 0
    draft.add("Text")
    assert draft.text == "Text"


def test_a_finished_answer_shows_the_notes_that_came_after_what_refers_to_them() -> None:
    draft = draft_of(["Leeks[^1].\n\n", "More.\n\n", "[^1]: *Allium*.\n"])
    assert draft.html == render(draft.text, answer=id_prefix(draft.interaction.pk))
    assert draft.html.count("<sup") == 1
