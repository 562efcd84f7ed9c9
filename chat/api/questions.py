"""The JSON API of questions: the same story as the pages, answered whole or as a stream."""

import json
from collections.abc import AsyncIterator, Callable
from contextlib import nullcontext
from typing import Annotated, Any

from asgiref.sync import sync_to_async
from django.db import transaction
from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from ninja import Field, Router, Schema
from ninja import Status as Answer
from ninja.errors import HttpError
from ninja.responses import NinjaJSONEncoder
from pydantic import AfterValidator

from chat import live, open_streams
from chat.answer.going_on import NothingToContinue, go_on
from chat.answer.sse import EVENT_STREAM_HEADERS
from chat.question_rules import QUESTION_LIMITS, UNANSWERED, checked_question, reason, stored, unknown_model
from sessions_memory import lifecycle
from sessions_memory.answer_options import AnswerOptions
from sessions_memory.api.attachments.calls import refusal_of
from sessions_memory.api.attachments.schemas import FILES_MAX
from sessions_memory.api.callers import ELSEWHERE, NO_SESSION, Caller, caller_of, person_of, tally_of
from sessions_memory.api.schemas import BODY_ERRORS, ERROR, Error, Interaction, RowId, Session, Strict, Text
from sessions_memory.attachments import keeping
from sessions_memory.attachments.listing import with_attachments
from sessions_memory.database.threads import in_database
from sessions_memory.models import UserInteraction

router = Router(tags=["Chat"])

NO_INTERACTION = "There is no such interaction."
WAITING_ELSEWHERE = "This token is bound to an area, and a file that waits for its question is in none."
COMMENT = b": \n\n"
DELETED = "The question was deleted while it was being answered."
A_STREAM = """event: interaction
data: {"id": 42, "session_id": 7, "user_question": "How do I say no?", "status": "pending", …}

event: token
data: {"text": "In March you "}

event: token
data: {"text": "wrote that…"}

event: done
data: {"id": 42, "ai_response": "In March you wrote that…", "status": "answered", "session": {"id": 7, …}, …}

"""
AN_EVENT = {
    "type": "object",
    "properties": {
        "event": {"type": "string", "enum": ["interaction", "token", "done", "error"]},
        "data": {"type": "string", "description": "JSON."},
    },
}
# What reads events one by one checks each; what reads no events, as most clients made by generators, gets the text.
EVENTS_OR_TEXT = {"anyOf": [AN_EVENT, {"type": "string"}]}
EVENTS = {
    "description": "Server-sent events whose data is JSON: `interaction` (the row, before its answer), then `token` "
    '`{"text": …}` as often as text arrives, then `done` (as `/chat/send` answers) or `error` `{"detail": …}`. '
    "The texts, joined, are the stored answer. Lines that begin with a colon keep the line open.",
    "content": {"text/event-stream": {"schema": EVENTS_OR_TEXT, "example": A_STREAM}},
}


class Question(Strict):
    message: Annotated[Text, AfterValidator(checked_question)] = Field(
        description="The question. Its greatest length in characters is QUESTION_MAX_CHARS, 100,000 unless set.",
        examples=["How do I say no to my manager?"],
        json_schema_extra=QUESTION_LIMITS,
    )
    session_id: int | None = Field(
        None,
        description="The session to ask in, which is reopened if it had ended. Left out: the open one, or a new one.",
        examples=[7],
    )
    area_id: int | None = Field(
        None,
        description="The area to ask in: a new session there, unless the open one is in it. A session that is "
        "elsewhere is refused. Left out: where the session is.",
        examples=[1],
    )
    model: Text | None = Field(
        None,
        max_length=200,
        description="One of `GET /models`, by its `id`; a name alone means the default server. Left out: the default.",
    )
    use_memory: bool | None = Field(
        None,
        description="False: answer without recalled memories and notes; a retry of it goes without, too. Left out: "
        "with them, unless the person switched memory off for the session or the account. `memory_off` of the "
        "receipt says by what it was off.",
    )
    attachments: list[RowId] = Field(
        default_factory=list,
        max_length=FILES_MAX,
        description="Files for this question, by the numbers that `POST /attachments` gave them; as many as "
        "ATTACHMENTS_PER_QUESTION, 10 unless set.",
    )


class Cut(Strict):
    interaction_id: int = Field(description="The interaction whose answer was cut.", examples=[1])


class AnsweredInteraction(Interaction):
    session: Session = Field(description="The session it belongs to, as it is now.")


class Unanswered(Error):
    interaction: Interaction = Field(description="The stored question, with the text that had arrived.")


@router.post(
    "/send",
    response={200: AnsweredInteraction, 404: ERROR, 409: ERROR, 502: Unanswered, **BODY_ERRORS},
    operation_id="ask",
    summary="Ask, and wait for the answer",
)
async def send(request: HttpRequest, asked: Question) -> UserInteraction | Answer[dict[str, Any]]:
    """Stores the question, then waits for its answer, which is written to its end even if the caller leaves.

    `404`: there is no such session or area, or a file that is named doesn't wait for a question of this person. `409`
    refuses a session that is imported, read-only or not in the area that is named. `502` says why the model gave no
    answer; the question is kept.
    """
    await _pause_if_too_many(request)
    interaction = await _stored(request, asked)
    return await _answered(caller_of(request), interaction)


@router.post(
    "/continue",
    response={200: AnsweredInteraction, 404: ERROR, 409: ERROR, 502: Unanswered, **BODY_ERRORS},
    operation_id="continue_answer",
    summary="Let an answer that was cut go on, and wait",
)
async def continue_answer(request: HttpRequest, cut: Cut) -> UserInteraction | Answer[dict[str, Any]]:
    """Asks for the rest of an answer whose `finish_reason` is `length`, as the next question of its session.

    Called twice, the same interaction comes back. `409`: the answer is whole, or something was asked after it.
    """
    await _pause_if_too_many(request)
    interaction = await sync_to_async(_continue)(caller_of(request), cut.interaction_id)
    tally_of(request)["questions"] += 1
    return await _answered(caller_of(request), interaction)


@router.post(
    "/stream",
    response={404: ERROR, 409: ERROR, **BODY_ERRORS},
    operation_id="ask_and_stream",
    summary="Ask, and read the answer as it is written",
    openapi_extra={"responses": {200: EVENTS}},
)
async def stream(request: HttpRequest, asked: Question) -> HttpResponseBase:
    """Stores the question and streams its answer, which is written to its end even if the caller leaves.

    What can be refused before the model is asked is refused with a status, as by `/chat/send`.
    """
    await _pause_if_too_many(request)
    interaction = await _stored(request, asked)
    return StreamingHttpResponse(_events(caller_of(request), interaction), headers=EVENT_STREAM_HEADERS)


async def _answered(caller: Caller, interaction: UserInteraction) -> UserInteraction | Answer[dict[str, Any]]:
    with open_streams.one_more(interaction.user_id):
        await live.finished(interaction)

    row = await in_database(_whole, caller, interaction.pk)

    if row is None:
        raise HttpError(404, DELETED)
    if row.status in UNANSWERED:
        return Answer(502, {"detail": reason(row), "interaction": row})

    return row


async def _pause_if_too_many(request: HttpRequest) -> None:
    """Before anything is stored: a program that is refused and calls again at once waits as a page does."""
    if open_streams.are_too_many(person_of(request).pk):
        await open_streams.refused()
        raise HttpError(429, str(open_streams.TOO_MANY))


async def _stored(request: HttpRequest, asked: Question) -> UserInteraction:
    interaction = await sync_to_async(_store)(caller_of(request), asked)
    tally_of(request)["questions"] += 1
    return interaction


def _store(caller: Caller, asked: Question) -> UserInteraction:
    if problem := unknown_model(asked.model or ""):
        raise HttpError(422, f"model: {problem}")

    if asked.attachments and caller.area_id is not None:
        raise HttpError(403, WAITING_ELSEWHERE)

    # What is refused leaves no new session of an area behind; without one there is none to be left.
    names_area = asked.area_id is not None or caller.area_id is not None
    with transaction.atomic() if names_area else nullcontext():
        return _pending(lambda: _in_its_session(caller, asked))


def _in_its_session(caller: Caller, asked: Question) -> UserInteraction:
    return lifecycle.store_question(
        caller.person,
        asked.message,
        session=caller.session_for_question(asked.session_id, asked.area_id),
        model=asked.model or "",
        options=AnswerOptions(use_memory=asked.use_memory is not False, attachments=tuple(asked.attachments)),
    )


def _continue(caller: Caller, interaction_id: int) -> UserInteraction:
    return _pending(lambda: go_on(_owned(caller, interaction_id)))


def _owned(caller: Caller, interaction_id: int) -> UserInteraction:
    """Temporary sessions stand outside the API."""
    rows = UserInteraction.objects.owned_by(caller.person).filter(pk=interaction_id, session__is_temporary=False)
    row = rows.select_related("session", "user").first()
    if row is None or not caller.sees(row.session):
        raise HttpError(404, NO_INTERACTION)
    if not caller.writes_to(row.session):
        raise HttpError(403, ELSEWHERE)

    return row


def _pending(store: Callable[[], UserInteraction]) -> UserInteraction:
    try:
        interaction = store()
        with_attachments([interaction])
        return interaction
    except keeping.Refused as refusal:
        raise refusal_of(refusal) from refusal
    except lifecycle.ReadOnlySession as error:
        raise HttpError(409, str(error)) from error
    except lifecycle.SessionGone as error:
        raise HttpError(404, NO_SESSION) from error
    except lifecycle.TooManyAnswers as error:
        raise HttpError(429, str(error)) from error
    except NothingToContinue as error:
        raise HttpError(409, str(error)) from error


def _whole(caller: Caller, interaction_id: int) -> UserInteraction | None:
    """An answer that went on before may be of a time when its session was in another area."""
    row = stored(interaction_id)
    caller.without_others([row] if row else [])
    with_attachments([row] if row else [])
    return row


async def _events(caller: Caller, interaction: UserInteraction) -> AsyncIterator[bytes]:
    yield _event("interaction", _json(Interaction, interaction))
    with open_streams.one_more(interaction.user_id):
        async for event in live.follow(interaction, 0):
            if event.kind == "text":
                yield _event("token", {"text": event.data})
            elif event.kind in ("ping", "thinking", "preview", "memory", "reading"):
                yield COMMENT

    row = await in_database(_whole, caller, interaction.pk)
    if row is None:
        yield error_event(DELETED)
    elif row.status in UNANSWERED:
        yield error_event(reason(row))
    else:
        yield _event("done", _json(AnsweredInteraction, row))


def error_event(detail: str) -> bytes:
    return _event("error", {"detail": detail})


def _json(shape: type[Schema], row: UserInteraction) -> dict[str, Any]:
    return shape.model_validate(row).model_dump()


def _event(name: str, data: dict[str, Any]) -> bytes:
    return f"event: {name}\ndata: {json.dumps(data, cls=NinjaJSONEncoder)}\n\n".encode()
