"""A prompt holds the right parts, in order, within its room."""

from dataclasses import replace

import pytest

from chat.fusion import ANSWER_TOKENS, certain_turns, fuse
from chat.prompt.inputs import PastTurn, PromptInputs, SessionSoFar
from chat.prompt.messages import NO_ANSWER
from chat.prompt.quoting import RULE
from chat.prompt.tokens import CUT_MARK, estimate_tokens
from chat.tests.inputs import TURNS, inputs, note, recalled
from sessions_memory.growth.answers.evidence import GrowthMemory

TODAY = "(Today is Tuesday, 24 November 2026.)"
LONG = "a long story about the garden and the rain. "


def system(given: PromptInputs, budget_tokens: int = 8000) -> str:
    return fuse(given, budget_tokens=budget_tokens).messages[0]["content"]


def asked(given: PromptInputs) -> str:
    return fuse(given, budget_tokens=8000).messages[-1]["content"]


def test_the_question_goes_last_and_the_turns_before_it_in_order() -> None:
    prompt = fuse(inputs(turns=TURNS), budget_tokens=8000)
    assert [message["role"] for message in prompt.messages[:3]] == ["system", "user", "assistant"]
    assert [m["content"] for m in prompt.messages if m["role"] == "user"][-2:] == ["Question 5?", f"Now?\n\n{TODAY}"]
    assert [turn["id"] for turn in prompt.receipt["turns"]] == [1, 2, 3, 4, 5]


def test_all_parts_stand_in_their_order() -> None:
    given = inputs(
        turns=TURNS,
        instructions="No praise.",
        notes=(note(2, "Ines is my sister."),),
        session=SessionSoFar(1, "Stay or go", TURNS, "They weighed staying.", is_summary_by_person=True),
        continued=SessionSoFar(9, turns=(PastTurn(90, "Older question", "Older answer", "2 May 2024"),)),
        memories=(recalled(50),),
    )

    words = ["Answer plainly.", "No praise.", "Ines is my", "Older question", "weighed"]
    places = [system(given).index(word) for word in words]
    assert places == sorted(places)

    words = ["Now?", "24 November 2026", "I stay for", "Answer what stands above"]
    places = [asked(given).index(word) for word in words]
    assert places == sorted(places)


def test_a_plain_question_has_a_plain_prompt() -> None:
    assert system(inputs()) == f"Answer plainly.\n\n{RULE}"
    assert asked(inputs()) == f"Now?\n\n{TODAY}"


def test_a_memory_carries_its_date_source_and_session() -> None:
    memory = recalled(14, "I stay\nbecause of Ines.", answer="You said so in May.", session_title="A week")
    assert (
        "⟦memory 1, 15 March 2026, ChatGPT⟧\n> Session: A week\n> Asked: I stay\n> because of Ines.\n"
        "> Answer: You said so in May.\n⟦end of memory 1⟧" in asked(inputs(memories=(memory,)))
    )


def test_memories_that_may_disagree_both_go_in_by_time_as_older_and_newer() -> None:
    newer, older = recalled(20, "I stay for Ines."), recalled(10, "I stay for the money.")
    said = asked(inputs(memories=(newer, older, recalled(12, "Rain.", matched=("rain",)))))
    assert "memory 1, 11 March 2026, ChatGPT, older⟧" in said
    assert "memory 2, 13 March 2026, ChatGPT⟧" in said
    assert "memory 3, 21 March 2026, ChatGPT, newer⟧" in said


def test_everything_stays_within_the_room_and_memories_within_half_of_it() -> None:
    many = tuple(recalled(n, LONG * 40, answer=LONG * 60) for n in range(100, 140))
    notes = tuple(note(n % 27 + 1, f"{n} {LONG}" * 4) for n in range(30))
    given = inputs(
        turns=TURNS * 20,
        instructions=LONG * 100,
        notes=notes,
        memories=many,
        session=SessionSoFar(1, "T", TURNS * 20, LONG * 20),
    )

    for budget in (1500, 2500, 4000, 8000, 32_000):
        prompt = fuse(given, budget_tokens=budget)
        receipt = prompt.receipt
        assert receipt["estimated_tokens"] + ANSWER_TOKENS <= budget
        taken = {kind: [i["tokens"] for i in receipt["items"] if i["kind"] == kind] for kind in ("memory", "note")}
        assert sum(taken["memory"]) <= budget / 2

        assert sum(taken["note"]) <= receipt["budget_tokens"]["notes"]

    assert receipt["turns"] and taken["memory"] and taken["note"]


def test_what_found_no_room_is_named_without_its_words() -> None:
    memories = tuple(recalled(n, LONG * 15) for n in range(100, 130))
    receipt = fuse(inputs(memories=memories), budget_tokens=3000).receipt
    left = [item["id"] or 0 for item in receipt["left_out"]]
    used = [item["id"] or 0 for item in receipt["items"]]
    assert used and left and sorted(used + left) == list(range(100, 130))

    assert 100 in used and "text" not in receipt["left_out"][0]


def test_long_instructions_are_cut_and_marked() -> None:
    prompt = fuse(inputs(instructions=LONG * 100), budget_tokens=8000)
    (item,) = prompt.receipt["items"]
    assert item["is_cut"] and item["text"].endswith(CUT_MARK) and item["tokens"] <= 400


def test_newest_notes_come_first_when_there_is_no_room_for_all() -> None:
    notes = tuple(note(n, f"{n} {LONG * 8}") for n in range(20, 0, -1))
    receipt = fuse(inputs(notes=notes), budget_tokens=8000).receipt
    used = [item["id"] or 0 for item in receipt["items"]]
    assert used == sorted(used) and used[-1] == 20 and 1 not in used


def test_a_long_memory_is_quoted_around_what_it_was_found_by_with_a_mark() -> None:
    memory = recalled(5, LONG * 80 + "and I stay. " + LONG * 80, matched=("stay",))
    (item,) = fuse(inputs(memories=(memory,)), budget_tokens=8000).receipt["items"]
    assert item["is_cut"] and "and I stay." in item["text"]
    assert item["text"].startswith("[…] ") and item["text"].endswith(CUT_MARK)


def test_the_summary_goes_in_when_turns_stay_out_or_the_person_wrote_it() -> None:
    short = SessionSoFar(1, "T", TURNS[:1], "In short.")
    assert "In short." not in system(inputs(session=short))
    assert "In short." in system(inputs(session=SessionSoFar(1, "T", TURNS[:1], "In short.", True)))
    assert "In short." in system(inputs(session=SessionSoFar(1, "T", TURNS * 9, "In short.")), 3000)


def test_the_imported_conversation_is_quoted_and_only_when_the_session_fits() -> None:
    imported = SessionSoFar(9, turns=(PastTurn(90, "Old?", "Old.", "2 May 2024"),))
    whole = fuse(inputs(turns=TURNS, continued=imported), budget_tokens=8000)
    assert "⟦turn 1, 2 May 2024⟧\n> Asked: Old?\n> Answer: Old.\n⟦end of turn 1⟧" in whole.messages[0]["content"]
    assert [turn["id"] for turn in whole.receipt["continued"]] == [90]
    cut = fuse(inputs(turns=TURNS * 20, continued=imported), budget_tokens=3000)

    assert cut.receipt["continued"] == [] and "Old?" not in cut.messages[0]["content"]


def test_the_oldest_turns_stay_out_when_there_is_no_room() -> None:
    receipt = fuse(inputs(turns=TURNS), budget_tokens=ANSWER_TOKENS + 600).receipt
    used = [turn["id"] for turn in receipt["turns"]]
    assert used and used[-1] == 5 and 1 not in used


def test_an_answer_that_is_cut_says_so() -> None:
    prompt = fuse(inputs(turns=(PastTurn(1, "Q?", "long " * 2000),)), budget_tokens=ANSWER_TOKENS + 800)
    assert prompt.messages[2]["content"].endswith(CUT_MARK)
    (turn,) = prompt.receipt["turns"]
    assert turn["is_cut"] and prompt.messages[2]["content"] == ("long " * 2000)[: turn["answer_chars"]] + CUT_MARK


def test_the_newest_turn_keeps_its_room_before_memories() -> None:
    turns = (PastTurn(1, "Tell me all.", LONG * 100),)
    prompt = fuse(
        inputs(turns=turns, memories=tuple(recalled(n, LONG * 20) for n in range(100, 160))), budget_tokens=8000
    )
    assert prompt.receipt["turns"][0]["is_cut"] is False


def test_a_question_larger_than_the_budget_goes_in_whole_and_alone() -> None:
    question = "why " * 10_000
    given = inputs(question, turns=TURNS, instructions="No praise.", notes=(note(1),), memories=(recalled(9),))
    prompt = fuse(given, budget_tokens=2000)
    assert [m["content"] for m in prompt.messages[1:]] == [f"{question}\n\n{TODAY}"]
    assert prompt.receipt["items"] == [] and len(prompt.receipt["left_out"]) == 3


def test_a_turn_without_an_answer_is_still_said_and_roles_take_turns() -> None:
    prompt = fuse(inputs(turns=(PastTurn(1, "Unanswered?", ""),)), budget_tokens=8000)
    assert [m["role"] for m in prompt.messages] == ["system", "user", "assistant", "user"]
    assert prompt.messages[2]["content"] == NO_ANSWER


def test_turns_that_are_certain_are_in_the_prompt_whatever_is_recalled() -> None:
    turns = tuple(PastTurn(n, f"Question {n}?", LONG * 30) for n in range(1, 20))
    certain = certain_turns(inputs(turns=turns), budget_tokens=8000)
    assert 19 in certain and 1 not in certain
    given = inputs(turns=turns, memories=tuple(recalled(n, LONG * 40) for n in range(100, 140)))
    receipt = fuse(given, budget_tokens=8000).receipt

    assert certain <= {turn["id"] for turn in receipt["turns"] if not turn["is_cut"]}


def test_a_memory_that_is_among_the_turns_is_not_said_twice() -> None:
    prompt = fuse(inputs(turns=TURNS, memories=(recalled(3, "Question 3?"),)), budget_tokens=8000)
    assert prompt.receipt["items"] == []
    assert [turn["id"] for turn in prompt.receipt["turns"]] == [1, 2, 3, 4, 5]


def test_wider_scripts_count_more() -> None:
    counts = [estimate_tokens(text * 90) for text in ("abc", "где", "नमस", "日本語", "🌧🌧🌧")]
    assert counts == sorted(counts) and counts[0] < counts[1] < counts[2] < counts[3]


@pytest.mark.parametrize(
    ("ended", "answer", "told"),
    [
        ("", "Yes.", "> Answer: Yes."),
        ("stopped", "Yes, bec", "> Unfinished answer: Yes, bec"),
        ("failed", "", "> (Its answer was never finished.)"),
    ],
)
def test_an_answer_that_is_not_whole_is_marked(ended: str, answer: str, told: str) -> None:
    given = inputs(memories=(recalled(7, answer=answer, ended=ended),))
    assert told in asked(given)
    (item,) = fuse(given, budget_tokens=8000).receipt["items"]
    assert item.get("ended", "") == ended


def test_secrets_in_memories_are_masked_before_they_are_cut_where_that_is_asked_for() -> None:
    key = "sk-proj-" + "a1B2c3D4" * 6
    given = inputs(memories=(recalled(7, f"{LONG * 17}It is {key}.", answer=f"Keep {key}!", matched=()),))
    masked = replace(given, masks_secrets=True)
    assert key[:20] in asked(given) and key[:12] not in asked(masked)
    assert "Keep [key masked]!" in asked(masked)

    (item,) = fuse(masked, budget_tokens=8000).receipt["items"]
    assert item["masked"] == 2 and key[:12] not in item["text"] + item["answer"]
    assert fuse(given, budget_tokens=8000).receipt["items"][0]["masked"] == 0


def of_growth(pk: int, text: str, tells: str = "a milestone") -> GrowthMemory:
    return GrowthMemory(recalled(pk, text, matched=()), tells)


def test_growth_s_words_go_in_among_the_memories_and_say_what_they_are() -> None:
    given = inputs(growth=(of_growth(7, "I ran ten kilometres."),), memories=(recalled(50),))
    assert "> It is a milestone.\n> Asked: I ran ten kilometres." in asked(given)
    assert "I stay for the money." in asked(given)

    item, _ = fuse(given, budget_tokens=8000).receipt["items"]
    assert (item["kind"], item["id"], item["tells"]) == ("memory", 7, "a milestone")


def test_one_that_is_recalled_too_goes_in_once() -> None:
    given = inputs(growth=(of_growth(7, "I ran."),), memories=(recalled(7), recalled(8)))
    assert [item["id"] for item in fuse(given, budget_tokens=8000).receipt["items"]] == [7, 8]


def test_growth_keeps_to_its_own_budget() -> None:
    many = tuple(of_growth(pk, f"{pk}: {LONG * 8}") for pk in range(1, 30))
    receipt = fuse(inputs(growth=many, memories=(recalled(50),)), budget_tokens=8000).receipt
    told = [item["tokens"] for item in receipt["items"] if item.get("tells")]

    assert 0 < sum(told) <= receipt["budget_tokens"]["growth"]
    assert 50 in [item["id"] for item in receipt["items"]]
    assert receipt["left_out"] and not any("text" in item for item in receipt["left_out"])
