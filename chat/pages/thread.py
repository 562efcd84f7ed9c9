"""A session as its page shows it: turns, each with the version that stands and the way to the others."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.safestring import mark_safe

from chat.answer.going_on import is_cut_at_length, may_go_on
from chat.answer.rendering import RENDERER_VERSION, as_written, id_prefix, render
from chat.answer.work import PAGE_WORK, Work
from chat.model_server.sentences import in_words
from chat.model_server.servers.choosing import named
from chat.pages.attachments import FilesOf, ShownFile, files_of
from chat.pages.help_notice import HelpNotice, Notices
from chat.pages.imported_extras import Aside, aside_of
from chat.pages.memory_line import MemoryLine, memory_line
from sessions_memory.models import UserInteraction, UserSession
from sessions_memory.notes.asked_for import asked_to_remember
from sessions_memory.states import BUILT_IN, Status
from sessions_memory.versions import group_versions
from sessions_memory.web.legible import legible
from sessions_memory.web.model_names import short_model

# A longer session is shown from its end, with a way to what came before.
ROWS_SHOWN = 120
# So many are shown after a place that a link names, before the way to the end.
ROWS_AFTER = 40


@dataclass(frozen=True)
class Turn:
    """`number` of `of` versions, 1 the oldest. `html` is sanitised; "" while nothing is finished.

    `help`: the quiet notice, where the question speaks of harming oneself. `may_go_on`: its answer was cut at its
    length, and nothing was asked since.
    """

    interaction: UserInteraction
    html: str
    help: HelpNotice | None
    may_go_on: bool
    number: int
    of: int
    previous_id: int | None
    next_id: int | None
    files: list[ShownFile]

    @property
    def memory_line(self) -> MemoryLine | None:
        return memory_line(self.interaction)

    @property
    def offered_note(self) -> str:
        """The words that the question asks to remember, for a note in one click; "" if none or kept already."""
        return "" if self.interaction.is_offer_settled else asked_to_remember(self.interaction.user_question)

    @property
    def is_live(self) -> bool:
        return not self.interaction.is_finished

    @property
    def is_recoverable(self) -> bool:
        return self.interaction.status in (Status.FAILED, Status.INTERRUPTED, Status.STOPPED)

    @property
    def is_memory_responder(self) -> bool:
        return bool(self.interaction.interaction_metadata.get("model") == BUILT_IN)

    @property
    def is_imported(self) -> bool:
        """What is asked in other programs comes with its answers, as far as they came."""
        session = self.interaction.session
        return session.is_imported and not session.is_of_program

    @property
    def is_read_only(self) -> bool:
        """Nothing is asked again here, nor in other words."""
        return self.interaction.session.refuses_questions

    @property
    def aside(self) -> Aside:
        return aside_of(self.interaction)

    @property
    def thinking(self) -> str:
        return str(self.interaction.interaction_metadata.get("thinking", ""))

    @property
    def thinking_seconds(self) -> float | None:
        return self._seconds("thinking_ms")

    @property
    def whole_seconds(self) -> int:
        """Of thinking."""
        return round(self.thinking_seconds or 0)

    @property
    def seconds(self) -> float | None:
        return self._seconds("duration_ms")

    @property
    def is_cut_short(self) -> bool:
        """The model ended because it had no room left, not because it was done."""
        return is_cut_at_length(self.interaction)

    @property
    def length_tokens(self) -> int | None:
        """How many tokens the answer has, where the server counts them."""
        tokens = self.interaction.interaction_metadata.get("completion_tokens")
        return tokens if isinstance(tokens, int) else None

    @property
    def is_refusal(self) -> bool:
        """The model said that it does not answer this."""
        return bool(self.interaction.interaction_metadata.get("finish_reason") == "refusal")

    @property
    def error_title(self) -> str:
        return in_words(self.interaction.error.partition("\n")[0])

    @property
    def error_hint(self) -> str:
        return in_words(self.interaction.error.partition("\n")[2])

    @property
    def model_label(self) -> str:
        """ "llama3 · Home" where several servers were connected when it answered."""
        metadata = self.interaction.interaction_metadata
        model, server = str(metadata.get("model") or ""), str(metadata.get("server") or "")
        is_by_server = bool(model and server) and self.interaction.model != model
        return named(model, server) if is_by_server else short_model(self.interaction.model)

    def _seconds(self, name: str) -> float | None:
        milliseconds = self.interaction.interaction_metadata.get(name)
        return None if milliseconds is None else milliseconds / 1000


@dataclass(frozen=True)
class Thread:
    """`earlier_than`: the id of the first row shown, if there are earlier ones. `has_later`: the end is not shown.

    `continued`: above the first row, the end of the session that this one goes on from.
    """

    turns: list[Turn]
    earlier_than: int | None
    has_later: bool
    continued: "Continued | None" = None


@dataclass(frozen=True)
class Continued:
    session: UserSession
    thread: Thread


def thread_of(
    session: UserSession,
    *,
    notices: Notices,
    before: UserInteraction | None = None,
    around: UserInteraction | None = None,
    work: Work | None = None,
) -> Thread:
    """The end of the session, what stands before `before`, or the place where `around` stands; oldest first."""
    later = _beyond(around) if around else None
    rows = session.interactions.defer("context_used").recent_first()
    if edge := before or later:
        rows = rows.preceding(edge)

    newest = list(rows[: ROWS_SHOWN + 1])
    shown = newest[:ROWS_SHOWN][::-1]
    work = work or Work(PAGE_WORK)
    # The newest first, which are read first.
    end = None if edge else next(iter(newest), None)
    files = files_of(shown)
    turns = [
        turn_of(versions, versions[-1], notices, work, files, is_end=end in versions)
        for versions in list(group_versions(shown))[::-1]
    ][::-1]
    has_earlier = len(newest) > ROWS_SHOWN
    # An imported one goes on from nothing, whatever its file said.
    origin = None if has_earlier or session.is_imported else session.continues

    return Thread(
        turns,
        earlier_than=shown[0].pk if has_earlier else None,
        has_later=edge is not None,
        continued=Continued(origin, thread_of(origin, notices=notices, work=work)) if origin else None,
    )


def _beyond(around: UserInteraction) -> UserInteraction | None:
    """The first row too far after `around` to be shown with it; None if the session ends before."""
    rows = around.session.interactions.only("created_at").oldest_first()
    return rows.after(around.created_at, around.pk)[ROWS_AFTER : ROWS_AFTER + 1].first()


def turn_with_versions(interaction: UserInteraction, *, notices: Notices) -> Turn:
    versions = next(versions for versions in group_versions(_rows_of_session(interaction)) if interaction in versions)
    return turn_of(versions, interaction, notices, Work(PAGE_WORK), files_of([interaction]), is_end=True)


def turn_of(
    versions: list[UserInteraction],
    shown: UserInteraction,
    notices: Notices,
    work: Work,
    files: FilesOf,
    *,
    is_end: bool,
) -> Turn:
    """`is_end`: it may be the last one of its session."""
    at = versions.index(shown)
    return Turn(
        interaction=shown,
        html=_html(shown, work),
        help=notices(shown.user_question),
        may_go_on=is_end and may_go_on(shown),
        number=at + 1,
        of=len(versions),
        previous_id=versions[at - 1].pk if at else None,
        next_id=versions[at + 1].pk if at + 1 < len(versions) else None,
        files=files.get(shown.pk, []),
    )


def _rows_of_session(interaction: UserInteraction) -> Iterable[UserInteraction]:
    if not interaction.replaces_id and not interaction.is_superseded:
        return [interaction]

    return interaction.session.interactions.oldest_first().only("replaces", "session")


def _html(interaction: UserInteraction, work: Work) -> str:
    if not interaction.is_finished or not interaction.ai_response:
        return ""
    if interaction.renderer_version != RENDERER_VERSION:
        if not work.left:
            return mark_safe(as_written(legible(interaction.ai_response)))  # noqa: S308 (escaped)
        html = render(interaction.ai_response, work, answer=id_prefix(interaction.pk))
        interaction.keep_rendered(html, renderer_version=RENDERER_VERSION)

    # The stored HTML has passed the sanitiser.
    return mark_safe(interaction.response_html)  # noqa: S308
