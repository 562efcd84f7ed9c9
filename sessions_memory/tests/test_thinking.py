"""One place decides for all texts of models which part is thinking and which the answer."""

import pytest

from sessions_memory.thinking import Parted, ThinkSplitter, parted

THOUGHT, ANSWER = "A port by the sea.", "It is Porto Novo."
MARKED = [
    f"<think>{THOUGHT}</think>\n\n{ANSWER}",
    f"\n<thinking>\n{THOUGHT}\n</thinking>\n{ANSWER}",
    f"<seed:think>{THOUGHT}</seed:think>{ANSWER}",
    f"[THINK]{THOUGHT}[/THINK]{ANSWER}",
    f"◁think▷{THOUGHT}◁/think▷{ANSWER}",
    f"<|START_THINKING|>{THOUGHT}<|END_THINKING|><|START_RESPONSE|>{ANSWER}<|END_RESPONSE|>",
    f"<|channel|>analysis<|message|>{THOUGHT}<|end|><|start|>assistant<|channel|>final<|message|>{ANSWER}<|return|>",
    f"<think></think><think>{THOUGHT}</think>{ANSWER}",
]
# The opening mark was swallowed by a template, or the thinking lies in the middle.
LATE = [
    f"{THOUGHT}</think>\n\n{ANSWER}",
    f"{THOUGHT}\n</thinking>\n{ANSWER}",
    f"{THOUGHT} </think> {ANSWER}",
    f"{THOUGHT}<|end|><|start|>assistant<|channel|>final<|message|>{ANSWER}",
]
# Answers that speak of marks.
SPOKEN_OF = [
    "The tag </think> closes it, and <think> opens it.",
    "Write `</think>`\nat the end.",
    "```\nA thought.</think>\n```\nSo it ends.",
    "It begins with `<think>` and ends with `</think>`.\n",
    "a < b, and c </ d.",
    "<p>Hello</p>",
    "Use this:\n\n```\n<think>\nx\n</think>\n```\n",
]


@pytest.mark.parametrize("text", MARKED + LATE)
def test_thinking_is_parted_from_the_answer(text: str) -> None:
    assert parted(text) == Parted(THOUGHT, ANSWER)


@pytest.mark.parametrize("text", SPOKEN_OF)
def test_an_answer_that_speaks_of_marks_stays_as_it_is(text: str) -> None:
    assert parted(text).thinking == "" and parted(text).text.strip() == text.strip()


@pytest.mark.parametrize("text", MARKED)
@pytest.mark.parametrize("size", [1, 2, 3, 7, 1000])
def test_pieces_fall_as_they_may(text: str, size: int) -> None:
    splitter = ThinkSplitter()
    pieces = [splitter.split(text[i : i + size]) for i in range(0, len(text), size)]
    answer = "".join(piece[1] for piece in pieces) + splitter.rest()
    assert answer.startswith(ANSWER) and THOUGHT in "".join(piece[0] for piece in pieces)


def test_what_is_never_closed_is_thinking() -> None:
    assert parted(f"<think>{THOUGHT}") == Parted(THOUGHT, "")


def test_a_block_in_the_middle_is_thinking() -> None:
    text = f"Let me see.\n\n<think>\n{THOUGHT}\n</think>\n\n{ANSWER}"
    assert parted(text) == Parted(THOUGHT, f"Let me see.\n\n\n{ANSWER}")


@pytest.mark.parametrize("closing", ["</think>", "</thinking>", "[/THINK]"])
def test_in_a_title_each_closing_mark_ends_thinking(closing: str) -> None:
    assert parted(f"I give it a short title {closing} Growing leeks", is_short=True).text == "Growing leeks"


def test_blocks_in_the_middle_leave_code_and_what_is_never_closed() -> None:
    text = "First.\n<think>a</think>\n```\n<think>b</think>\n```\n<thought> c\nd </thought> \nLast.\n<think>e"
    assert parted(text) == Parted("a\n\nc\nd", "First.\n```\n<think>b</think>\n```\nLast.\n<think>e")
    assert parted("First.\n<think>a</think>") == Parted("a", "First.")


def test_a_piece_that_only_begins_like_a_mark_is_let_go_at_the_end() -> None:
    splitter = ThinkSplitter()
    assert splitter.split("<thi") == ("", "") and splitter.rest() == "<thi"
