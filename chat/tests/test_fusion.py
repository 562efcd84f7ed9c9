from chat.fusion import ANSWER_TOKENS, CUT_MARK, PastTurn, estimate_tokens, fuse

TURNS = [PastTurn(n, f"Question {n}?", f"Answer {n}. " + "word " * 100) for n in range(1, 6)]


def test_the_question_goes_last_and_the_turns_before_it_in_order() -> None:
    prompt = fuse(question="Now?", turns=TURNS, budget_tokens=8000)
    assert [message["role"] for message in prompt.messages[:3]] == ["system", "user", "assistant"]
    assert [m["content"] for m in prompt.messages if m["role"] == "user"][-2:] == ["Question 5?", "Now?"]
    assert [turn["id"] for turn in prompt.receipt["turns"]] == [1, 2, 3, 4, 5]


def test_the_oldest_turns_stay_out_when_there_is_no_room() -> None:
    prompt = fuse(question="Now?", turns=TURNS, budget_tokens=ANSWER_TOKENS + 600)
    used = [turn["id"] for turn in prompt.receipt["turns"]]
    assert used and used[-1] == 5 and 1 not in used
    assert prompt.receipt["estimated_tokens"] + ANSWER_TOKENS <= ANSWER_TOKENS + 600


def test_an_answer_that_is_cut_says_so() -> None:
    prompt = fuse(question="Now?", turns=[PastTurn(1, "Q?", "long " * 2000)], budget_tokens=ANSWER_TOKENS + 800)
    assert prompt.messages[2]["content"].endswith(CUT_MARK)
    assert prompt.receipt["turns"] == [{"id": 1, "is_cut": True}]


def test_a_question_larger_than_the_budget_goes_in_whole_and_alone() -> None:
    question = "why " * 10_000
    prompt = fuse(question=question, turns=TURNS, budget_tokens=2000)
    assert [m["content"] for m in prompt.messages[1:]] == [question]


def test_a_turn_without_an_answer_is_still_said() -> None:
    prompt = fuse(question="Now?", turns=[PastTurn(1, "Unanswered?", "")], budget_tokens=8000)
    assert [m["role"] for m in prompt.messages] == ["system", "user", "user"]


def test_wide_scripts_count_more_than_letters() -> None:
    assert estimate_tokens("日本語" * 100) > estimate_tokens("abc" * 100)
