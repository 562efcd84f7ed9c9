"""Every function on the way of somebody's text takes time in proportion to it, and makes no more of it than told."""

import contextlib
import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import numpy as np
import pytest

from chat.answer.syntax.fences import is_unclosed
from chat.answer.syntax.formula_text import is_formula, is_money, is_undecided
from chat.endpoint.body import Body, put_behind, read
from chat.endpoint.conversation import asked_in
from chat.endpoint.errands import is_errand
from chat.endpoint.refusals import Refused as NotTaken
from chat.endpoint.steps import at_once
from chat.endpoint.wrapping import question_in, without
from chat.growth.reply import entries
from chat.model_server.local.word_pieces import numbers_of
from chat.model_server.reasons import reason_of
from chat.prompt.quoting import fenced
from chat.prompt.tokens import around, head, head_chars
from insightvault.mcp.visits import quoted
from insightvault.oauth.clients import UnusableClient
from insightvault.tests.running_time import functions, shapes
from insightvault.tests.running_time.growth import grows_too_fast
from sessions_memory.attachments.extraction import kinds
from sessions_memory.attachments.extraction.texts import within
from sessions_memory.attachments.extraction.values import Limits as FileLimits
from sessions_memory.database.text import cut
from sessions_memory.exporters.markdown import _callout, file_name
from sessions_memory.growth.reviews.repeated import without_repeated
from sessions_memory.growth.rules.cleaning import own_words as own_words_of
from sessions_memory.growth.rules.english import LANGUAGE as ENGLISH
from sessions_memory.importers.formats.openwebui import _apart, _attribute
from sessions_memory.importers.mapping.message.citations import with_links
from sessions_memory.importers.mapping.values import Limits
from sessions_memory.importers.raw.window import Window, measure
from sessions_memory.models.growth import REVIEW_MAX_CHARS
from sessions_memory.notes.keeping import UnusableNote
from sessions_memory.recall.gate import Strength, is_needed, strength
from sessions_memory.recall.language.dates import named_spans
from sessions_memory.recall.language.passages import mentions, passage
from sessions_memory.recall.language.same_word import marked
from sessions_memory.recall.language.whose import is_of_the_past
from sessions_memory.recall.language.words import asked_words, indexed_term, stem, term_of, token_terms
from sessions_memory.recall.scoring import Told
from sessions_memory.recall.wanted import Wanted, is_begun, matched, wanted
from sessions_memory.summaries import summary_from_questions
from sessions_memory.templatetags.text_filters import beginning, mark
from sessions_memory.web.highlighting import excerpt, parts

pytestmark = pytest.mark.once
Work = Callable[[str], object]
NOW = datetime(2026, 11, 20, tzinfo=UTC)
NOTHING_TOLD = Told(np.zeros((0, 0)), np.zeros((0, 0)), 1.0)
ASKED = asked_words("When did I plant 日記 in the garden?", ["en", "ja"])


class _Stream:
    def __init__(self, data: bytes) -> None:
        self.data = data

    def read(self, size: int) -> bytes:
        piece, self.data = self.data[:size], self.data[size:]
        return piece


def measured(text: str) -> object:
    window = Window(_Stream(b'["' + text.encode("utf-8", "replace") + b'"]'), 0)  # type: ignore[arg-type]
    window.more()
    return measure(window, Limits())


def body_of(messages: list[dict[str, str]]) -> Body:
    return at_once(read(json.dumps({"model": "m", "messages": messages}).encode()))


def asked_by_program(text: str) -> object:
    said = [{"role": "user", "content": text}, {"role": "assistant", "content": text}] * 2
    body = body_of(said[:3])
    return at_once(asked_in(body)), body.for_model(text[:60], put_behind(body.places["model"], text))


def asked_with_many_turns(text: str) -> object:
    said = [{"role": role, "content": sign} for sign in text for role in ("user", "assistant", "assistant")]
    messages = [{"role": "system", "content": f"{text} "}, *said, {"role": "user", "content": text[:9]}]
    return at_once(asked_in(body_of(messages)))


def own_words(text: str) -> list[str]:
    """The text's own words, as recall gives them to be marked."""
    return [word.word for word in asked_words(text, [])][:60]


# The arguments that they need beside the text.
TYPED = Wanted((), frozenset({"wifi"}), "garde")
WITH_MORE: dict[Callable[..., Any], Work] = {
    _attribute: lambda text: _attribute("type", text),
    _callout: lambda text: _callout("note", "A", text[:2_000]),
    asked_by_program: asked_by_program,
    asked_with_many_turns: asked_with_many_turns,
    is_errand: lambda text: is_errand(text, text),
    around: lambda text: around(text, ("garden", text[:20]), 500),
    asked_words: lambda text: asked_words(text, ["en", "de", "ja"]),
    cut: lambda text: cut(text, 500),
    beginning: lambda text: beginning(text, 280),
    own_words_of: lambda text: own_words_of(text, ENGLISH),
    excerpt: lambda text: excerpt(text, own_words(text), 280),
    fenced: lambda text: fenced("note 1, today", text),
    file_name: lambda text: file_name("chatgpt", "1", text, NOW),
    head: lambda text: head(text, 500),
    head_chars: lambda text: head_chars(text, 500),
    indexed_term: lambda text: indexed_term(text, "de"),
    is_begun: lambda text: is_begun(text, TYPED),
    is_formula: lambda text: is_formula("\\[", text),
    is_money: lambda text: is_money("a", text or "5", "a"),
    is_undecided: lambda text: is_undecided(text, 0, len(text)),
    is_unclosed: lambda text: is_unclosed("```md\n" + text, 0),
    is_needed: lambda text: is_needed(text, Strength(0.5, 0.5, 1), names_speaker=False, names_date=False),
    matched: lambda text: matched(text, [TYPED]),
    mark: lambda text: mark(text, own_words(text)),
    mentions: lambda text: mentions(text, ASKED),
    is_of_the_past: lambda text: is_of_the_past(text, "en"),
    marked: lambda text: marked(text, 0, len(text)),
    named_spans: lambda text: named_spans(text, NOW),
    numbers_of: lambda text: numbers_of(text, 512),
    question_in: lambda text: question_in(text, text[:2_000]),
    parts: lambda text: list(parts(text, own_words(text))),
    passage: lambda text: passage(text, mentions(text, ASKED), [1.0] * len(ASKED)),
    stem: lambda text: stem(text, "en"),
    strength: lambda text: strength(text, NOTHING_TOLD, np.zeros(0), [], 10),
    quoted: lambda text: quoted(text, NOW, limit_chars=20_000),
    reason_of: lambda text: reason_of(400, text),
    entries: lambda text: entries(text, "insights"),
    summary_from_questions: lambda text: summary_from_questions([text, text]),
    term_of: lambda text: term_of(text, "de"),
    token_terms: lambda text: token_terms(text, "fr"),
    wanted: lambda text: wanted(text, ["en", "de"], 32),
    without_repeated: lambda text: without_repeated(text[:REVIEW_MAX_CHARS], [text, text[1:]], others=[text[::2]]),
    with_links: lambda text: with_links(text, {"citations": [], "content_references": [{"matched_text": text[:99]}]}),
    measured: measured,
    without: lambda text: without(text, text[:2] or "<", text[2:3] or ">"),
    within: lambda text: within(text, FileLimits(500, 1, 1, 1, 1)),
    _apart: _apart,
}
# Nobody's text reaches these: some take the owner's settings or name a thing of ours, others are tried with a database
# or get only the parts of a text that another function here has found.
ELSEWHERE = {
    "chat.help.patterns.any_of",
    "insightvault.api_calls.in_json",
    "sessions_memory.web.downloads.opened",
    # Names of files and folders of ours.
    *("sessions_memory.files.stored.listed", "sessions_memory.files.stored.content_of"),
    *(f"insightvault.server.bundles.{name}" for name in ("listed", "list_of", "made")),
    "insightvault.mcp.remembering.remember",
    *("insightvault.api_auth.admit", "insightvault.api_auth.may_send_large"),
    "sessions_memory.attachments.keeping.text_alone",
    *(f"sessions_memory.states.{name}" for name in ("said_in", "shown_in", "origin")),
    *("chat.endpoint.relaying.choice_of", "chat.endpoint.refusals.no_such_model"),
    # The query of an address has at most 4,000 signs, and a library reads it.
    *("insightvault.oauth.protocol.allow", "insightvault.oauth.protocol.wanted"),
    # A sentence of ours.
    "chat.api.questions.error_event",
    # `asked_by_program` tries these.
    *("chat.endpoint.body.items", "chat.endpoint.body.members", "chat.endpoint.body.put_behind"),
    *("sessions_memory.lifecycle.add_question", "sessions_memory.programs.keep_question"),
    "sessions_memory.admin.lists.interactions_saying",
    "sessions_memory.admin.lists.person_called",
    *(f"sessions_memory.templatetags.text_filters.{name}" for name in ("icon", "same_everywhere", "rendered_once")),
    *("insightvault.accounts.first_run.is_setup_token", "insightvault.accounts.pages.doors.setup"),
    *(
        "chat.question_rules.unknown_model",
        "chat.management.commands.ask.person_named",
        "chat.prompt.system.write_prompt",
    ),
    "sessions_memory.admin.lists.people_named",
    *("chat.views.shared.around", "chat.views.shared.page_context", "sessions_memory.claims.finish"),
    *(
        "sessions_memory.lifecycle.store_question",
        "sessions_memory.notes.offers.accept",
        "sessions_memory.notes.keeping.keep_note",
    ),
    *("sessions_memory.notes.keeping.write_instructions", "sessions_memory.recall.recalling.recall"),
    *("sessions_memory.recall.search.found_ids", "sessions_memory.recall.search.search"),
    *("sessions_memory.pages.titled.titled", "sessions_memory.pages.finding.finds"),
    # Compared with names.
    "sessions_memory.areas.naming.area_named",
    *("sessions_memory.growth.keeping.decisions.reword", "sessions_memory.pages.question_rows.questions_of"),
    "sessions_memory.pages.growth.theme.session_choice.sessions_to_put",
    *("sessions_memory.growth.answers.evidence.evidence_for", "sessions_memory.pages.growth.reviews.markdown.markdown"),
    # The budget of its callers, or the functions that it is made of, are tried instead.
    *("chat.prompt.messages.message", "chat.prompt.messages.question_frame"),
    *("chat.prompt.items.instructions", "chat.prompt.messages.turn_cost", "chat.model_server.errors.refusal"),
    # Markdown has tests of its own.
    *("chat.answer.markdown.to_html", "chat.answer.markdown.block_starts", "chat.answer.rendering.render"),
    *("chat.answer.highlighting.highlighted", "chat.answer.mathml.mathml"),
    *("chat.answer.syntax.formula_text.may_hold_blank_lines", "chat.answer.markdown.no_definitions"),
    # Takes a model's name, and asks the database.
    "sessions_memory.recall.meaning.vectors.progress",
    # A clause of the sentence that is given to its callers.
    "sessions_memory.growth.rules.german.saying.seen",
}
# Those that parse Markdown or make HTML of each word: slower, and so tried with less.
SLOW = {
    # Three messages to each sign.
    "insightvault.tests.running_time.test_text_functions.asked_with_many_turns",
    *("sessions_memory.exporters.contained.contained", "sessions_memory.exporters.markdown._callout"),
    "sessions_memory.templatetags.text_filters.mark",
}
# How many signs come of one: escapes, a mark to each line, a normal form, which takes a ligature apart.
GROWS_TIMES = {"sessions_memory.recall.language.words.clean": 18, "sessions_memory.recall.language.words.fold": 18}
GROWS_TIMES |= {"sessions_memory.recall.language.spellings.letters_of": 18}
GROWS_TIMES |= {
    "sessions_memory.templatetags.text_filters.mark": 19,
    "sessions_memory.templatetags.text_filters.isolate": 6,
}
USUAL_TIMES, USUAL_CHARS = 6, 3_000
REFUSALS = (kinds.Refused, NotTaken, ValueError, OverflowError, UnusableNote, UnusableClient)


def name_of(function: Callable[..., Any]) -> str:
    return f"{function.__module__}.{function.__name__}"


WORKS: dict[str, Work] = functions.of_one_text() | {name_of(function): work for function, work in WITH_MORE.items()}


def test_each_function_that_takes_words_has_a_line_here() -> None:
    known = set(WORKS) | ELSEWHERE
    assert functions.of_a_text_and_more() - known == set()


@pytest.mark.parametrize("name", sorted(set(WORKS) - ELSEWHERE))
def test_it_takes_time_in_proportion_to_its_text(name: str) -> None:
    def work(text: str) -> None:
        with contextlib.suppress(*REFUSALS):
            WORKS[name](text)

    tried = [*shapes.of_signs(ends=("",)), *shapes.of_phrases(), *(() if name in SLOW else shapes.of_pairs())]
    longest = 4_096 if name in SLOW else 100_000
    wrong = [how for shape in tried if (how := grows_too_fast(work, shape, longest=longest))]
    assert wrong == []


@pytest.mark.parametrize("name", sorted(set(WORKS) - ELSEWHERE))
def test_it_makes_not_many_times_as_much_of_a_text(name: str) -> None:
    most = GROWS_TIMES.get(name, USUAL_TIMES)
    for shape in [*shapes.of_signs(ends=("",)), *shapes.of_phrases()]:
        text = shape.of_length(2_000)
        with contextlib.suppress(*REFUSALS):
            made = WORKS[name](text)
            if isinstance(made, str | bytes):
                assert len(made) <= most * len(text) + USUAL_CHARS, shape
