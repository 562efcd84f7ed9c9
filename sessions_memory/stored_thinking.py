"""Puts right what was stored before thinking was parted from answers: texts, titles, summaries, index and vectors."""

from collections.abc import Iterator

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.db.models import Q

from sessions_memory.growth.keeping import marks
from sessions_memory.models import RecallVector, UserInteraction, UserSession
from sessions_memory.querysets.interactions import InteractionQuerySet
from sessions_memory.recall.index import writing
from sessions_memory.states import MadeBy
from sessions_memory.summaries import title_from_question
from sessions_memory.thinking import Parted, parted

# What of a mark a database can look for; `thinking` then decides.
SIGNS = ("think>", "thinking>", "thought>", "reasoning>", "[/THINK]", "<|channel|>", "_THINKING|>", "◁/think▷")
AT_ONCE = 200


def part_stored_thinking(user: AbstractBaseUser) -> tuple[int, int]:
    """How many answers, and how many titles and summaries, were put right."""
    answers = 0
    for ids in _portions(UserInteraction.objects.owned_by(user).filter(_has_sign("ai_response")), AT_ONCE):
        answers += _part_answers(user, ids)

    sessions = UserSession.objects.owned_by(user).filter(_has_sign("title") | _has_sign("context_summary"))
    return answers, sum(_part_heading(session) for session in sessions.iterator())


def _has_sign(field: str) -> Q:
    found = Q()
    for sign in SIGNS:
        found |= Q(**{f"{field}__contains": sign})

    return found


def _portions(rows: InteractionQuerySet, size: int) -> Iterator[list[int]]:
    ids = list(rows.order_by("pk").values_list("pk", flat=True))
    yield from (ids[begin : begin + size] for begin in range(0, len(ids), size))


@transaction.atomic
def _part_answers(user: AbstractBaseUser, ids: list[int]) -> int:
    rows = UserInteraction.objects.filter(pk__in=ids).select_for_update(of=("self",)).select_related("session")
    changed = [row for row in rows if row.is_finished and _is_changed(row)]
    if not changed:
        return 0

    UserInteraction.objects.bulk_update(
        changed, ["ai_response", "interaction_metadata", "response_html", "renderer_version"]
    )
    RecallVector.objects.filter(interaction__in=changed).delete()
    _index_anew(user, changed)
    marks.changed(user.pk, is_new_start=True)

    return len(changed)


def _is_changed(row: UserInteraction) -> bool:
    part: Parted = parted(row.ai_response)
    if part.text == row.ai_response:
        return False

    before = row.interaction_metadata.get("thinking", "")
    thinking = "\n\n".join(text for text in (before, part.thinking) if text)
    row.ai_response = part.text
    row.interaction_metadata = row.interaction_metadata | ({"thinking": thinking} if thinking else {})
    row.response_html, row.renderer_version = "", 0

    return True


def _index_anew(user: AbstractBaseUser, rows: list[UserInteraction]) -> None:
    ids = [row.pk for row in rows]
    searchable = UserInteraction.objects.filter(pk__in=ids).searchable()
    writing.remove(user.pk, ids)
    writing.add(searchable.select_related("session"))


def _part_heading(session: UserSession) -> bool:
    """Words of the person's stay; a title that was thinking alone is made of the first question."""
    title, summary = session.title, session.context_summary or ""
    if session.title_by != MadeBy.PERSON:
        session.title = parted(title, is_short=True).text or _from_question(session)
    if session.summary_by != MadeBy.PERSON:
        session.context_summary = parted(summary, is_short=True).text

    if (session.title, session.context_summary or "") == (title, summary):
        return False

    session.save(update_fields=["title", "context_summary"])
    return True


def _from_question(session: UserSession) -> str:
    first = session.interactions.oldest_first().first()
    return title_from_question(first.user_question) if first else ""
