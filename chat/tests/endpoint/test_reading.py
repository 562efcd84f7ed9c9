"""Programs' requests, read: what is asked, what was said before, and where memories go."""

import json
from typing import Any

import orjson
import pytest

from chat.endpoint.body import put_behind, read
from chat.endpoint.clients import key_of, program_of
from chat.endpoint.conversation import Asked, asked_in
from chat.endpoint.errands import is_errand
from chat.endpoint.refusals import Refused
from chat.endpoint.steps import at_once
from sessions_memory.programs import Said


def asked(*messages: tuple[str, Any]) -> Asked | None:
    return asked_with([{"role": role, "content": content} for role, content in messages])


def asked_with(messages: Any) -> Asked | None:
    body = at_once(read(json.dumps({"model": "m", "messages": messages}).encode()))
    return at_once(asked_in(body))


def test_a_conversation_is_read_as_turns() -> None:
    found = asked(
        ("system", "Be brief."),
        ("user", "Who am\n I?"),
        ("assistant", '<details type="reasoning" done="true">\n> hm\n</details>\n<think>hm</think> Ann. '),
        ("user", [{"type": "text", "text": "And "}, {"type": "image_url"}, {"type": "text", "text": "where?"}]),
        ("system", "A reminder."),
    )
    assert found and (found.question, found.is_answering) == ("And \nwhere?", False)
    assert found.turns == (Said("Who am I?", "Ann."), Said("And where?"))
    assert found.end and found.end.value == "where?"


RULES = "# Rules:\n\nWrite whole files.\nNothing else.\n\nReply in English.\n"
WRAPPED = (
    ("Be kind.", "<user_query>\nWhy?\n</user_query>"),
    ("", "<context>x</context><reminderInstructions>y</reminderInstructions><userRequest>\nWhy?\n</userRequest>"),
    (
        "Be kind.",
        '### Task:\nRespond to the user query using the provided context, …\n<context>\n<source id="1">a </context>\n'
        "b</source>\n</context>\n\nWhy?",
    ),
    ("", "<task>\nWhy?\n</task>\n<environment_details>\n# Open\na.py\n</environment_details>"),
    ("", "<system-reminder>Plan.</system-reminder>\nWhy?\n<system-reminder>Do not edit.</system-reminder>"),
    (f"You write code.\n{RULES}", f"Why?\n\n{RULES}"),
    ("Answer.\nReply in English.\n", "Why?\n\nReply in English."),
)
# Nothing of a person's own is taken away.
PLAIN = (
    ("Be kind.", "Why?\n\nkind."),
    ("Be kind.\nPlease.", "Please."),
    ("", "What is <task> in </task> and <user_query> for?"),
    ("", "<environment_details>x</environment_details>"),
    ("", "### Task:\nRespond to the user query using the provided context."),
    # A page that a person pastes says what it likes.
    ("", "Translate this page for me:\n<p>Hi <user_query>I sold the house</user_query> bye"),
    ("", "Translate this page for me:\n<userRequest>I sold the house</userRequest>"),
    ("", "<p>Hi <user_query>I sold the house</user_query> bye</p>\n\nWhat does this mean?"),
)


@pytest.mark.parametrize(("system", "text"), WRAPPED)
def test_the_question_is_what_a_program_put_something_around(system: str, text: str) -> None:
    once_more = (*(("system", system) for _ in range(bool(system))), ("user", "Why?"), ("assistant", "So."))
    for before in ((), once_more[-2:]):
        found = asked(*once_more[:-2], *before, ("user", text))
        assert found and found.question == "Why?" and found.turns[-1] == Said("Why?")
        assert found.end and found.end.value == text


@pytest.mark.parametrize(("system", "text"), PLAIN)
def test_the_words_of_a_person_stay(system: str, text: str) -> None:
    found = asked(("system", system), ("user", text))
    assert found and found.question == text


def test_a_question_asked_twice_is_not_taken_for_instructions() -> None:
    text = "One.\n\nWhy?"
    found = asked(("user", text), ("assistant", "So."), ("user", text))
    assert found and found.question == text
    told = asked(("user", f"You write code.\n{RULES}"), ("assistant", "Ok."), ("user", f"Why?\n\n{RULES}"))
    assert told and told.turns == (Said("Why?"),)


def test_files_that_a_program_sends_as_turns_are_none() -> None:
    files = ("user", "I have *added these files*"), ("assistant", "Ok, any changes I propose will be to those files.")
    with_files = asked(("user", "One?"), ("assistant", "1"), *files, ("user", "Two?"))
    assert with_files and with_files.turns == (Said("One?", "1"), Said("Two?"))


def test_an_answer_that_begins_like_an_acknowledgement_is_an_answer() -> None:
    for answer in ("Ok. It is seven.", "Ok, I will use these files to build it."):
        found = asked(
            ("user", "One?"), ("assistant", answer), ("user", "I switched"), ("assistant", "Ok."), ("user", "2?")
        )
        assert found and found.turns == (Said("One?", answer), Said("2?"))


def test_a_call_without_words_does_not_end_the_conversation() -> None:
    said: list[dict[str, Any]] = [
        {"role": "user", "content": "Weather?"},
        {"role": "assistant", "tool_calls": [{"id": "1"}]},
        {"role": "tool", "content": "rain"},
        {"role": "assistant", "content": "Rain."},
        {"role": "user", "content": "And now?"},
    ]
    found = asked_with(said)
    assert found and found.turns == (Said("Weather?", "Rain."), Said("And now?"))


def test_what_a_tool_found_belongs_to_the_question_before() -> None:
    round_of_tools = [("user", "Weather?"), ("assistant", None), ("tool", "rain")]
    found = asked(*round_of_tools)
    assert found and (found.is_answering, found.turns[-1], found.end) == (True, Said("Weather?"), None)
    assert asked(("user", "Weather?"), ("assistant", "It is")) is None


def test_a_program_that_wants_the_rest_of_an_answer_asks_nothing_new() -> None:
    nudge = ("user", "Your previous response was cut off because it reached the model's output-token limit. Go on.")
    found = asked(("user", "Weather?"), ("assistant", "It"), nudge)
    assert found and (found.is_answering, found.question, found.turns) == (True, "Weather?", (Said("Weather?"),))
    later = asked(("user", "Weather?"), ("assistant", "It"), nudge, ("assistant", "rains."), ("user", "And now?"))
    assert later and later.turns == (Said("Weather?", "It rains."), Said("And now?"))
    assert asked(nudge) is None


@pytest.mark.parametrize(
    "messages", [None, "x", [], [1], [{"role": "user"}], [{"role": "system", "content": "x"}], [{"content": "x"}]]
)
def test_where_nobody_asks_nothing_is_asked(messages: Any) -> None:
    assert asked_with(messages) is None
    assert asked(("user", [{"type": "image_url"}])) is None


@pytest.mark.parametrize(
    "written",
    [
        '{"model":"m","messages":[{"content":"Why ü?\\n","role":"user"}]}',
        ' {"x":{"messages":[{"content":"no"}]}, "messages" : [\n{"role":"user", "content" : [{"type":"text",'
        '"text":"a"},{"type":"text","text":"W\\u0068y \\ud83d\\ude00 \\"?"} , {"type":"file"}]}], "model":"m"}',
        '{"messages":[{"role":"user","content":"old"}],"messages":[{"role":"user","content":""},'
        '{"role":"user","content":"Why?"}],"model":"o","model":"m"}',
    ],
)
def test_memories_go_behind_the_question_and_nothing_else_changes(written: str) -> None:
    body = at_once(read(written.encode()))
    found = at_once(asked_in(body))
    assert found and found.end
    sent = body.for_model("other", put_behind(found.end, '\n"mem" ⟦1⟧')).decode()

    before = written[: found.end.end - 1]
    assert sent.replace('"other"', '"m"').startswith(before)
    assert sent.replace('\\n\\"mem\\" ⟦1⟧', "").replace('"other"', '"m"') == written
    message = orjson.loads(sent)["messages"][-1]["content"]
    text = message if isinstance(message, str) else message[1]["text"]
    assert text == found.end.value + '\n"mem" ⟦1⟧'


# As the programs' own sources have them, in short.
ERRANDS = (
    "### Task:\nGenerate a concise, 3-5 word title with an emoji summarizing the chat history.\n### Guidelines: …",
    "### Task:\nGenerate 1-3 broad tags categorizing the main themes of the chat history, along with …",
    "### Task:\nSuggest 3-5 relevant follow-up questions or prompts that the user might naturally ask next …",
    "### Task:\nAnalyze the chat history to determine the necessity of generating search queries, in the …",
    "### Task:\nYou are an autocompletion system. Continue the text in `<text>` based on the **completion type** …",
    "### Task:\nOf its owner's wording.\n"
    + "x" * 20_000
    + "\n### Chat History:\n<chat_history>\nUSER: Hi\n</chat_history>",
    "Provide a concise, 5-word-or-less title for the conversation, using title case conventions. Only return …",
    "### Task:\nSummarize the conversation history that will be compacted out of the active chat context.\n\n### …",
    "# Current Chat:\n\nHuman: I moved to Graz.\nAI: Noted.",
    "Hold on, before you continue I need you to write me a checkpoint of everything so far. Your context window is "
    "filling up and this checkpoint replaces the messages above …",
    "Hold on again, update your checkpoint. Merge the new messages into your existing checkpoint and give me a …",
    "Please provide a concise summary of our conversation so far, capturing the key context, decisions made, and …",
    "Generate a detailed summary of this conversation. Include:\n1. A brief overview of what was discussed\n2. …",
    "Your task is to create a detailed summary of the conversation so far, paying close attention to the user's "
    "explicit requests and your previous actions. …",
    "Here is the conversation so far:\n\n<conversation>\nuser: Hi\n</conversation>\n\nCreate a new anchored summary …",
    "Analyze this conversation and provide:\n1. The detected language of the conversation\n2. A concise title …",
    "Given the following... please reply with a title for the chat that is 3-4 words in length, all words …",
    "Generate a concise 3-7 word title for this conversation, omitting punctuation. Go straight to the title …",
    "<|fim_prefix|>def f(<|fim_suffix|>):<|fim_middle|>",
)
SYSTEMS = (
    "You are a sub-agent working on a specific task assigned by the lead agent.\n\nYou have …",
    "Use the `set_memory` tool to save important information about the user, but ONLY when the user has …",
    "You are a title generator. You output ONLY a thread title. …",
    "You are an anchored context summarization assistant for coding sessions. …",
    "Summarize what was done in this conversation. Write like a pull request description. …",
)
QUESTIONS = (
    "Can you generate a concise title for my essay about chat history?",
    "### Task:\nRespond to the user query using the provided context.\n<context>a</context>\n<user_query>Hi",
    "Suggest follow-up questions that I could ask my doctor.",
    "Summarise our conversation.",
    "Please provide a concise summary of our conversation so far.",
    "Create a detailed summary of the conversation so far.",
    "Hold on again, update your checkpoint.",
    "Here is the conversation so far: we talked about <conversation> tags.",
    "What is the current chat: this one?",
    "What does <fim_prefix> mean?",
)


# Of a chat in LibreChat whose memory is on.
HELPFUL = (
    "You are a helpful assistant. Only use the `set_memory` and `delete_memory` tools when the user explicitly asks "
    "you to remember, update, or forget something. # Existing memory about the user: …"
)


def test_errands_of_programs_are_told_from_questions() -> None:
    assert [text for text in ERRANDS if not is_errand(text, "")] == []
    assert [text for text in QUESTIONS if is_errand(text, HELPFUL)] == []
    aider = "You are an expert software engineer that generates concise, one-line Git commit messages based on the "
    assert is_errand("diff --git a b", f"{aider}provided diffs.\nReview …")
    for system in SYSTEMS:
        assert is_errand("x", system)
    assert asked(("system", "*Briefly* summarize this partial conversation about programming."), ("user", "x")) is None


def test_a_program_has_a_name_and_a_conversation_perhaps_a_key() -> None:
    assert program_of({"User-Agent": "OpenAI/Python 3.57.0"}, " my/laptop\n2 ") == "my laptop 2"
    assert program_of({"User-Agent": "LibreChat/0.8"}, "laptop") == "LibreChat"
    assert program_of({"X-OpenWebUI-User-Id": "1"}, "laptop") == "Open WebUI"
    assert len(program_of({}, "x" * 500)) == 60 and program_of({}, "\u200b") == "a program"
    assert (key_of({"X-OpenWebUI-Chat-Id": "c1"}), key_of({})) == ("c1", "")
    opencode = {"User-Agent": "opencode/1.18.33 ai-sdk/provider-utils/4.0.23", "X-Session-Id": "ses_1"}
    assert (program_of(opencode, "laptop"), key_of(opencode)) == ("opencode", "ses_1")
    assert key_of({"User-Agent": "OpenAI/Python 3.57.0", "X-Session-Id": "ses_1"}) == ""


WHOLE = '{"model": "m", "n": [1, {"a": []}, -2e3],"stream":true , "messages":[{"role":"user","content":"\\u00fc\\n"}]} '


@pytest.mark.parametrize("sign", ["", *',:{}[]"\\ x0.\x00\ufeffé', "NaN", "Infinity", "// a\n"])
def test_a_body_that_is_no_json_is_refused_and_no_other(sign: str) -> None:
    """One sign is left out, put in or replaced, at each place of a body."""
    for place in range(2 * len(WHOLE) + 1):
        sent = (WHOLE[: place // 2] + sign + WHOLE[(place + 1) // 2 :]).encode()
        try:
            known = orjson.loads(sent)
        except orjson.JSONDecodeError:
            known = None

        try:
            body = at_once(read(sent))
        except Refused as refused:
            is_named = isinstance(known, dict) and bool(known.get("model"))
            is_object = known is None and sent.strip()[:1] == b"{"
            assert not is_named and refused.status == (400 if is_object else 422), sent
        else:
            assert body.model == known["model"] and body.for_model(body.model) == sent


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b'{"model"', 400),
        (b'{"model":', 400),
        (b'{"model": "m"', 400),
        (b'{"model": "m", "x": [1', 400),
        (b'{"model": "\xff"}', 400),
        (b'{"model": "m", "x": 1' + b"0" * 5_000 + b"}", 400),
        (b'["model"]', 422),
        (b"{}", 422),
        (b'{"model": ["m"]}', 422),
        (b'{"model": ""}', 422),
        (b'{"model": "a\\ud800"}', 422),
        (b'{"model": "a\\u0000"}', 422),
    ],
)
def test_what_names_no_model_is_refused(sent: bytes, status: int) -> None:
    with pytest.raises(Refused) as refused:
        at_once(read(sent))
    assert refused.value.status == status


def test_half_a_sign_is_passed_on_as_it_came() -> None:
    sent = b'{"model": "m", "messages": [{"role": "user", "content": "Why \\ud83d"}]}'
    body = at_once(read(sent))
    found = at_once(asked_in(body))
    assert found and found.question == "Why \ufffd" and body.for_model("m") == sent


@pytest.mark.parametrize("depth", [1_000, 100_000])
@pytest.mark.parametrize(("begin", "end"), [("[", "]"), ('{"a":[', "]}")])
def test_what_lies_too_deep_is_refused_or_read(begin: str, end: str, depth: int) -> None:
    """How deep a Python reads differs from one to the next."""
    sent = f'{{"model": "m", "x": {begin * depth}{end * depth}}}'.encode()
    try:
        assert at_once(read(sent)).for_model("m") == sent
        assert depth == 1_000
    except Refused as refused:
        assert refused.status == 400
