"""Each function of the fast path gives what plain Django gives in its place, asked both ways with real rows."""

import functools
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.db.models import F, Model
from django.db.models.functions import Now
from django.test import Client
from pytest_django import Settings

from chat.model_server.servers.encoder import save_encoder
from chat.model_server.servers.stored import save_connection
from chat.models import THE_ENCODER, choose
from chat.prompt.system import write_prompt
from insightvault.accounts.models import ApiToken, TokenDay, UseKind, User
from insightvault.benchmarks.filling import fill
from insightvault.tests.imports import import_all
from sessions_memory import claims, lifecycle
from sessions_memory.areas import keeping as areas
from sessions_memory.database.compiled_sql import COMPILED
from sessions_memory.lifecycle import store_interaction, store_question
from sessions_memory.models import Posting, RecallIndex, UserInteraction, UserSession
from sessions_memory.notes.keeping import keep_note, write_instructions
from sessions_memory.recall.index import writing
from sessions_memory.states import Status

pytestmark = pytest.mark.django_db
NOW = Now()
SAME_MOMENT = timedelta(minutes=1)
TALLIED_ON = date(2026, 11, 30)


@dataclass(frozen=True)
class World:
    """Ids of what ann has."""

    ann: int
    bob: int
    session: int
    answered: int
    kept: int
    pending: int
    answering: int
    claim_id: uuid.UUID
    area: int
    login: str
    prefix: str
    terms: tuple[int, ...]


@pytest.fixture
def world(ann: User, bob: User, as_ann: Client) -> World:
    """Ann has some of everything that a compiled statement may ask for, and bob has as much."""
    for person in (bob, ann):
        fill(person, 40)
        writing.rebuild(person)
        choose(person, chat_model="one")
        write_instructions(person, "Be brief.")
        UserSession.objects.filter(user=person, session_end__isnull=False).update(is_pinned=True)

    RecallIndex.objects.filter(user=ann).update(is_complete=False)
    write_prompt("Speak plainly.")
    save_connection(base_url="http://127.0.0.1:1/v1", api_key="", models=["one"])
    save_encoder(base_url="http://127.0.0.1:1/v1", api_key="", model="one")
    lifecycle.start_temporary_session(ann)
    answered = store_interaction(lifecycle.start_session(ann), "Where is the quince?", "At the wall.", source_id="q-1")
    keep_note(ann, "Quinces need sun.", from_interaction=answered)
    kept = store_interaction(answered.session, "And the fig?", "In its pot.")
    area = areas.make(ann, name="Work", instructions="Name sources.")
    for session in UserSession.objects.owned_by(ann).ended().from_chat()[:2]:
        areas.put(session, area)
    keep_note(ann, "My desk is by the window.", area=area)
    again = store_question(ann, "Where is it?", replaces=answered)
    pending = store_question(ann, "And the plum?")

    taken = claims.claim(again.pk)
    assert taken and taken.claim_id
    token, _ = ApiToken.objects.create_for(ann, "a program")
    TokenDay.objects.create(user=ann, day=TALLIED_ON, name="a program", kind=UseKind.NOTES, count=1)
    Posting.objects.create(user=ann, block=0, term=7, places=b"\x01\x00\x02")

    return World(
        ann=ann.pk,
        bob=bob.pk,
        session=answered.session_id,
        answered=answered.pk,
        kept=kept.pk,
        pending=pending.pk,
        answering=taken.pk,
        claim_id=taken.claim_id,
        area=area.pk,
        login=as_ann.session.session_key or "",
        prefix=token.prefix,
        terms=tuple(Posting.objects.filter(user=ann, block=0).values_list("term", flat=True)[:5]),
    )


Call = Callable[[World], tuple[Any, ...]]
# The question for each statement; it finds something.
READ: dict[str, Call] = {
    "chat.model_server.servers.encoder._saved_encoder": lambda world: (THE_ENCODER,),
    "chat.model_server.servers.stored._rows": lambda world: (),
    "chat.models._stored": lambda world: (world.ann,),
    "chat.prompt.system._newest": lambda world: (),
    "chat.prompt_inputs._notes_for_all": lambda world: (world.ann,),
    "chat.prompt_inputs._notes_of_area": lambda world: (world.ann, world.area),
    "chat.prompt_inputs._receipts": lambda world: (world.answered,),
    "chat.prompt_inputs._rows": lambda world: (world.session,),
    "chat.prompt_inputs._texts": lambda world: ((world.answered, world.kept),),
    "chat.question_rules._stored": lambda world: (world.answering,),
    "chat.views.shared._with_session": lambda world: (world.ann, world.answered),
    "chat.views.turns._row": lambda world: (world.ann, world.answering),
    "insightvault.accounts.backend._stored": lambda world: (world.ann,),
    "insightvault.accounts.models._of_prefix": lambda world: (world.prefix,),
    "insightvault.accounts.session_store._stored": lambda world: (world.login,),
    "sessions_memory.areas.reading._rules": lambda world: (world.ann,),
    "sessions_memory.areas.reading._sessions": lambda world: (world.ann, (world.area, world.area + 1)),
    "sessions_memory.areas.reading._standing": lambda world: (world.ann,),
    "sessions_memory.claims._claimed": lambda world: (world.answering,),
    "sessions_memory.claims._to_find": lambda world: ((world.answered, world.kept),),
    "sessions_memory.database.user_lock._hold": lambda world: (world.ann,),
    "sessions_memory.lifecycle._known_as": lambda world: (world.session, "q-1"),
    "sessions_memory.lifecycle._open_of": lambda world: (world.ann,),
    "sessions_memory.lifecycle._row_held": lambda world: (world.session,),
    "sessions_memory.lifecycle._running_of": lambda world: (world.ann,),
    "sessions_memory.lifecycle._temporary_of": lambda world: (world.ann,),
    "sessions_memory.notes.keeping._instructions": lambda world: (world.ann,),
    "sessions_memory.pages.areas._areas": lambda world: (world.ann,),
    "sessions_memory.pages.history_rows.first_listed": lambda world: (world.ann,),
    "sessions_memory.pages.search_results._incomplete": lambda world: (world.ann,),
    "sessions_memory.pages.session_rows.first_listed": lambda world: (world.ann,),
    "sessions_memory.pages.session_rows.listed_in": lambda world: (world.ann, world.area),
    "sessions_memory.pages.sidebar._last_active": lambda world: (world.ann,),
    "sessions_memory.pages.sidebar._last_active_in": lambda world: (world.ann, world.area),
    "sessions_memory.pages.sidebar._pinned": lambda world: (world.ann,),
    "sessions_memory.pages.sidebar._pinned_in": lambda world: (world.ann, world.area),
    "sessions_memory.pages.sidebar._recent": lambda world: (world.ann,),
    "sessions_memory.pages.sidebar._recent_in": lambda world: (world.ann, world.area),
    "sessions_memory.recall.index.candidates._rows": lambda world: (world.ann, (0, 1), world.terms),
    "sessions_memory.recall.index.candidates._rows_between": lambda world: (world.ann, (0, 1), 0, 2**62),
    "sessions_memory.recall.index.candidates._waiting": lambda world: (world.ann, 0),
    "sessions_memory.recall.index.writing._past": lambda world: (world.ann,),
    "sessions_memory.recall.index.writing._row": lambda world: (world.ann,),
    "sessions_memory.recall.index.writing._whole": lambda world: (world.ann,),
    "sessions_memory.recall.recalling._rows": lambda world: ((world.kept,),),
}
# Those that take a constant, too.
CONSTANTS = {
    "sessions_memory.pages.sidebar._last_active": {"limit": 2},
    "sessions_memory.pages.sidebar._last_active_in": {"limit": 2},
    "sessions_memory.pages.sidebar._recent": {"limit": 2},
    "sessions_memory.pages.sidebar._recent_in": {"limit": 2},
    "sessions_memory.recall.index.writing._past": {"limit": 3},
}
# The table that each statement writes to, and the values.
WRITTEN: dict[str, tuple[type[Model], Call, dict[str, Any]]] = {
    "insightvault.accounts.models._tallied": (
        TokenDay,
        lambda world: (world.ann, TALLIED_ON, "a program", UseKind.NOTES),
        {"count": F("count") + 2},
    ),
    "sessions_memory.claims._claimed_row": (
        UserInteraction,
        lambda world: (world.answering, world.claim_id),
        {"ai_response": "“So”", "context_used": {"items": [1, None, "é"]}, "status": Status.ANSWERED, "claim_id": None}
        | {"answered_at": NOW},
    ),
    "sessions_memory.claims._pending": (
        UserInteraction,
        lambda world: (world.pending,),
        {"status": Status.ANSWERING, "claim_id": uuid.UUID(int=7), "heartbeat_at": NOW},
    ),
    "sessions_memory.lifecycle._row": (
        UserSession,
        lambda world: (world.session,),
        {"title": "Quinces", "last_activity_at": NOW, "session_end": datetime(2026, 3, 1, tzinfo=UTC)},
    ),
    "sessions_memory.recall.index.writing._of": (
        RecallIndex,
        lambda world: (world.ann,),
        {"languages": "english german", "is_complete": True},
    ),
}


@functools.cache
def compiled() -> dict[str, Callable[..., Any]]:
    """By name, of all modules but the tests'."""
    import_all()
    named = {f"{function.__module__}.{function.__qualname__}": function for function in COMPILED}
    return {name: function for name, function in named.items() if ".tests." not in name}


def both_ways(settings: Settings, ask: Callable[[], Any]) -> tuple[Any, Any]:
    """The results on the fast path and with plain Django; all that is written is taken back each time."""
    given = []
    for settings.FAST_PATH in (True, False):
        with transaction.atomic():
            given.append(ask())
            transaction.set_rollback(True)

    return given[0], given[1]


def seen(row: Any) -> Any:
    """All that a row is: its values, the rows that came along with it, and what it still lacks."""
    if not isinstance(row, Model):
        return row

    state = row._state
    came_along = {name: seen(related) for name, related in state.fields_cache.items()}
    values = {name: value for name, value in vars(row).items() if name != "_state"}

    return type(row), values, came_along, row.get_deferred_fields(), state.db, state.adding


Table = list[dict[str, Any]]


def table(model: type[Model]) -> Table:
    return list(model._default_manager.order_by("pk").values())


def alike(one: Table, other: Table) -> bool:
    """But for what the database took for the moment, which came twice."""
    return [row.keys() for row in one] == [row.keys() for row in other] and all(
        value == there[name] or is_same_moment(value, there[name])
        for here, there in zip(one, other, strict=True)
        for name, value in here.items()
    )


def is_same_moment(one: object, other: object) -> bool:
    return isinstance(one, datetime) and isinstance(other, datetime) and abs(one - other) < SAME_MOMENT


def test_every_function_is_asked_here() -> None:
    assert set(compiled()) == {*READ, *WRITTEN}


def test_what_is_read_is_what_django_reads(world: World, settings: Settings) -> None:
    for name, arguments in READ.items():
        ask = functools.partial(compiled()[name], *arguments(world), **CONSTANTS.get(name, {}))
        fast, plain = both_ways(settings, lambda: [seen(row) for row in ask()])  # noqa: B023

        assert fast, name
        assert fast == plain, name


def test_what_finds_nothing_finds_nothing_either_way(world: World, settings: Settings) -> None:
    for name, arguments in READ.items():
        for nobody in nobodies(arguments(world)):
            ask = functools.partial(compiled()[name], *nobody, **CONSTANTS.get(name, {}))
            assert both_ways(settings, ask) == ([], []), (name, nobody)


def nobodies(arguments: tuple[Any, ...]) -> list[tuple[Any, ...]]:
    """Arguments of the same types that no row has."""
    empty = tuple(type(argument)() for argument in arguments)
    return [empty, tuple(None for _ in arguments), tuple(2**64 for _ in arguments)] if arguments else []


def test_what_is_written_is_what_django_writes(world: World, settings: Settings) -> None:
    for name, (model, arguments, values) in WRITTEN.items():
        change = functools.partial(write, compiled()[name], arguments(world), values, model)
        before = table(model)
        (fast, written), (plain, by_django) = both_ways(settings, change)

        assert (fast, plain) == (1, 1), name
        assert alike(written, by_django), name
        assert written != before == table(model), name


def write(
    function: Callable[..., Any], arguments: tuple[Any, ...], values: dict[str, Any], model: type[Model]
) -> tuple[int, Table]:
    """How many rows were found, and what the table holds then."""
    return function(*arguments).update(**values), table(model)


def test_what_is_written_to_nobody_changes_nothing(world: World, settings: Settings) -> None:
    for name, (model, arguments, values) in WRITTEN.items():
        before = table(model)
        for nobody in (0, None, 2**64):
            change = functools.partial(write, compiled()[name], (nobody, *arguments(world)[1:]), values, model)
            assert both_ways(settings, change) == ((0, before), (0, before)), (name, nobody)
