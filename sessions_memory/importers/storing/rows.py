"""A conversation as rows: an ended session and its interactions, not saved yet. Pure.

A thread is ordered by `created_at`, and the order of an export's turns counts more than its times. Each interaction
is therefore at least a microsecond after the one before; the metadata keep a time that was changed for it.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

import orjson

from sessions_memory.importers.mapping.values import Attachment, Conversation, ImportedTurn
from sessions_memory.models import UserInteraction, UserSession
from sessions_memory.models.attachments import ATTACHED
from sessions_memory.states import Status
from sessions_memory.web.dates import UNDATED

ONE_STEP = timedelta(microseconds=1)
MODEL_MAX_CHARS = 200
# As many as come back from an export of our own.
TEXTS_PER_QUESTION = 100


def digest_of(conversation: Conversation) -> str:
    """Equal for two copies that hold the same, whenever they were exported."""
    held = (conversation.title, conversation.started_at, conversation.remarks, conversation.turns)
    return hashlib.blake2b(orjson.dumps(held), digest_size=16).hexdigest()


def session_fields(conversation: Conversation, digest: str) -> dict[str, Any]:
    """All but the title, which a person may have changed."""
    asked = asked_times(conversation)
    times = [time for turn in conversation.turns for time in (turn.asked_at, turn.answered_at) if time]
    return {
        "session_start": min(times, default=asked[0]),
        "session_end": max(times, default=asked[-1]),
        "last_activity_at": max(times, default=asked[-1]),
        "source_updated_at": conversation.updated_at,
        "source_digest": digest,
        "interaction_count": len(conversation.turns),
    }


def new_session(user_id: int, conversation: Conversation, digest: str) -> UserSession:
    return UserSession(
        user_id=user_id,
        title=conversation.title,
        source=conversation.source,
        source_id=conversation.source_id,
        **session_fields(conversation, digest),
    )


def new_interactions(session: UserSession, conversation: Conversation) -> list[UserInteraction]:
    return interactions_of(session, conversation, asked_times(conversation), range(len(conversation.turns)))


def interactions_of(
    session: UserSession, conversation: Conversation, asked: Sequence[datetime], places: range
) -> list[UserInteraction]:
    """The rows of the turns at these places; `asked`: the `asked_times` of all."""
    return [_interaction(session, conversation, place, asked[place]) for place in places]


def _interaction(session: UserSession, conversation: Conversation, place: int, asked: datetime) -> UserInteraction:
    turn = conversation.turns[place]
    return UserInteraction(
        user_id=session.user_id,
        session=session,
        source_id=turn.source_id,
        status=Status.ANSWERED,
        is_listed=False,
        user_question=turn.question,
        ai_response=turn.answer,
        model=turn.model[:MODEL_MAX_CHARS],
        created_at=asked,
        answered_at=turn.answered_at,
        interaction_metadata=_metadata(turn, asked, _remarks(conversation, place)),
    )


def asked_times(conversation: Conversation) -> list[datetime]:
    """When each turn was asked, ever later; a turn without a time stands right after the one before."""
    before = _beginning(conversation)
    times: list[datetime] = []

    for turn in conversation.turns:
        time = turn.asked_at or turn.answered_at or before
        before = max(time, before + ONE_STEP) if times else time
        times.append(before)

    return times


def _beginning(conversation: Conversation) -> datetime:
    """For turns that stand at the beginning without a time: not after the first that has one."""
    known = [turn.asked_at or turn.answered_at for turn in conversation.turns]
    first = next(((number, time) for number, time in enumerate(known) if time), None)
    if first is None:
        return conversation.started_at or conversation.updated_at or UNDATED

    latest = first[1] - first[0] * ONE_STEP
    return min(latest, conversation.started_at or latest)


def texts_in(turn: ImportedTurn) -> tuple[Attachment, ...]:
    """The files whose text the export carries: they become attachments. The others are kept by their names."""
    return tuple(file for file in turn.attachments if file.text.strip())[:TEXTS_PER_QUESTION]


def _metadata(turn: ImportedTurn, asked_at: datetime, remarks: tuple[str, ...]) -> dict[str, Any]:
    with_text = texts_in(turn)
    said = {
        "thinking": turn.thinking,
        "attachments": [asdict(file) for file in turn.attachments if file not in with_text],
        ATTACHED: len(with_text),
        "tool_calls": [asdict(call) for call in turn.tool_calls],
        "import_notes": list(remarks),
        "asked_at": turn.asked_at.isoformat() if turn.asked_at and turn.asked_at != asked_at else "",
        "time_unknown": turn.asked_at is None and turn.answered_at is None,
    }

    return {name: value for name, value in said.items() if value}


def _remarks(conversation: Conversation, number: int) -> tuple[str, ...]:
    """The first turn alone says what was cut or not understood."""
    return () if number else conversation.remarks
