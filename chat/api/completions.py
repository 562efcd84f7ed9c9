"""The OpenAI-compatible endpoint: models, completions and embeddings of the connected servers, for any program.

Whatever a program sends and a server answers is passed on as it is: fields that nobody here knows, tools, images,
several answers. `insightvault.endpoint` says who may call, and how a refusal looks.
"""

import asyncio
import contextlib
from collections.abc import Callable
from typing import Any

from asgiref.sync import sync_to_async
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase, JsonResponse, StreamingHttpResponse

from chat import live, open_streams
from chat.answer.sse import EVENT_STREAM_HEADERS
from chat.endpoint import relaying
from chat.endpoint.body import SMALL_BYTES, Body, read
from chat.endpoint.clients import key_of, program_of
from chat.endpoint.conversation import Asked, asked_in
from chat.endpoint.refusals import Refused, no_such_model
from chat.endpoint.relaying import CHAT, EMBEDDINGS
from chat.endpoint.remembering import Answer, Question
from chat.endpoint.steps import Steps, at_once, in_pieces
from chat.llm.relaying import Relayed
from chat.model_server.servers.choosing import Choice, Group
from chat.model_server.servers.stored import connected
from sessions_memory.api.callers import Caller, caller_of, person_of, tally_of
from sessions_memory.lifecycle import TooManyAnswers
from sessions_memory.models import UserInteraction
from sessions_memory.programs import Conversation, Kept, being_answered, keep_question, take_up_question

JSON = "application/json"
# Of a request, "off"; of an answer, the address of its receipt.
MEMORY, RECEIPT = "X-InsightVault-Memory", "X-InsightVault-Receipt"
MEGABYTE = 1_000_000
# More than storing an answer takes, which then is there.
STORED_SECONDS = 5


async def models(request: HttpRequest) -> HttpResponseBase:
    groups = (await sync_to_async(connected)()).groups()
    return JsonResponse({"object": "list", "data": [_model(one, group) for group in groups for one in group.choices]})


async def model(request: HttpRequest, name: str) -> HttpResponseBase:
    groups = (await sync_to_async(connected)()).groups()
    for group in groups:
        for choice in group.choices:
            if choice.value == name:
                return JsonResponse(_model(choice, group))

    raise no_such_model(name)


async def completions(request: HttpRequest) -> HttpResponseBase:
    return await _passed_through(request, CHAT)


async def remembered(request: HttpRequest) -> HttpResponseBase:
    """With memory, unless the request wants none or is an errand of its program's."""
    caller = caller_of(request)
    await relaying.pause_if_too_many(caller.person.pk)
    body = await body_of(request)
    choice = await sync_to_async(relaying.choice_of)(body.model)
    asked = None if request.headers.get(MEMORY, "").lower() == "off" else await in_pieces(asked_in(body))
    question = await _question(request, choice, body, asked) if asked else None
    if question is None:
        return await _passed_on(request, CHAT, body)

    answering = Answer(question)
    receipt = question.interaction.get_absolute_url()
    is_new = not question.asked.is_answering
    tally_of(request)["questions"] += is_new
    relayed = await answering.begun()
    tally_of(request)["memories"] += answering.memories if is_new else 0
    return answer(relayed, answering, **{RECEIPT: request.build_absolute_uri(receipt)})


async def _question(request: HttpRequest, choice: Choice, body: Body, asked: Asked) -> Question | None:
    """Stored; None where an answer goes on whose question is not known here. Raises Refused."""
    program = program_of(request.headers, request.auth.name)  # type: ignore[attr-defined]
    caller, conversation = caller_of(request), Conversation(program, asked.turns, key_of(request.headers))
    if asked.is_answering:
        await _first_part_stored(caller, conversation)
        row = await sync_to_async(_in_area)(take_up_question, caller, conversation)
        return Question(row, choice, body, asked, None) if row else None

    kept = await sync_to_async(_kept)(caller, conversation, choice, asked)
    return Question(kept.interaction, choice, body, asked, kept.said)


async def _first_part_stored(caller: Caller, conversation: Conversation) -> None:
    """A quick tool has its result before the part of the answer that asked for it is stored."""
    row = await sync_to_async(_in_area)(being_answered, caller, conversation)
    if row:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(STORED_SECONDS):
                await live.finished(row)


def _in_area(find: Callable[..., UserInteraction | None], caller: Caller, said: Conversation) -> UserInteraction | None:
    """The area of a token is read from the database."""
    return find(caller.person, said, area=caller.area)


def _kept(caller: Caller, conversation: Conversation, choice: Choice, asked: Asked) -> Kept:
    words = asked.question[: settings.QUESTION_MAX_CHARS]
    try:
        return keep_question(caller.person, conversation, model=choice.value, question=words, area=caller.area)
    except TooManyAnswers as error:
        raise Refused(429, str(error), code="rate_limit_exceeded") from error


async def embeddings(request: HttpRequest) -> HttpResponseBase:
    return await _passed_through(request, EMBEDDINGS)


async def _passed_through(request: HttpRequest, path: str) -> HttpResponseBase:
    await relaying.pause_if_too_many(person_of(request).pk)
    return await _passed_on(request, path, await body_of(request))


async def _passed_on(request: HttpRequest, path: str, body: Body) -> HttpResponseBase:
    user_id = person_of(request).pk
    target = await sync_to_async(relaying.target_of)(path, body.model)
    with open_streams.relayed.one_more(user_id):
        relayed = await relaying.ask(path, target, body)

    return answer(relayed, relaying.passed(user_id, relayed))


def answer(relayed: Relayed, chunks: Any, **more: str) -> StreamingHttpResponse:
    """`more`: headers."""
    headers = {**EVENT_STREAM_HEADERS, "Content-Type": relayed.content_type or JSON, **more}
    if relayed.retry_after:
        headers["Retry-After"] = relayed.retry_after

    return StreamingHttpResponse(chunks, status=relayed.status, headers=headers)


async def body_of(request: HttpRequest) -> Body:
    """Raises Refused."""
    if request.content_type != JSON:
        raise Refused(415, "The body is JSON: send it with the header Content-Type: application/json.")

    sent = request.read(SMALL_BYTES + 1)
    return at_once(read(sent)) if len(sent) <= SMALL_BYTES else await in_pieces(_read_on(request, sent))


def _read_on(request: HttpRequest, begun: bytes) -> Steps[Body]:
    """Raises Refused."""
    # Django's own limit for a body that it hands over is lower.
    most = MEGABYTE * int(settings.ATTACHMENTS_MB)
    sent = begun + request.read(most + 1 - len(begun))
    if len(sent) > most:
        raise Refused(413, f"The body is larger than {most:,} bytes.")

    yield
    return (yield from read(sent))


def _model(choice: Choice, group: Group) -> dict[str, Any]:
    return {"id": choice.value, "object": "model", "created": 0, "owned_by": group.name}
