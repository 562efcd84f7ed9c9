"""Fills a vault with payloads, in every text that a page shows; runs inside it, and prints the login of its person."""

from datetime import date, timedelta
from itertools import islice
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from chat.fusion import fuse
from chat.models import ModelServer, RegionalHelp
from chat.tests.inputs import inputs, note, recalled
from insightvault.accounts.models import ApiToken, User
from insightvault.tests.scripts_of_others.payloads import PAYLOADS
from sessions_memory import lifecycle
from sessions_memory.growth.keeping.decisions import recount
from sessions_memory.models import (
    Area,
    Attachment,
    BulkJob,
    ImportJob,
    Instructions,
    LookedConversation,
    Note,
    OfferedNote,
    Review,
    SkippedEntry,
    Theme,
    ThemeMember,
    UserInteraction,
    UserSession,
)
from sessions_memory.models.attachments import ATTACHED, REMARK_MAX_CHARS
from sessions_memory.models.imports import FILE_NAME_MAX_CHARS
from sessions_memory.states import AttachmentState, InsightKind, InsightState
from sessions_memory.tests.growth.made import insight_of

OF_A_SESSION = 10
WEEK = timedelta(days=7)


def fill() -> None:
    person = User.objects.create_superuser("maren", first_name=PAYLOADS[0], last_name=PAYLOADS[6])
    User.objects.create_user(PAYLOADS[12], first_name=PAYLOADS[15], email="a@b.invalid")
    Group.objects.create(name=PAYLOADS[6])
    RegionalHelp.objects.create(text=PAYLOADS[6], number=PAYLOADS[15])
    Instructions.objects.create(user=person, text="\n".join(PAYLOADS)[:4000])

    rest = iter(PAYLOADS)
    while said := tuple(islice(rest, OF_A_SESSION)):
        _talk(person, said)
    _keep(person)
    _import(person)
    _grow(person)
    _put_in_order(person)
    call_command("rebuild_index", verbosity=0)

    client = Client()
    client.force_login(person, settings.PERSON_BACKEND)
    print("LOGIN", settings.SESSION_COOKIE_NAME, client.cookies[settings.SESSION_COOKIE_NAME].value)


def _talk(person: User, said: tuple[str, ...]) -> None:
    now = timezone.now()
    session = UserSession.objects.create(
        user=person, title=said[0][:200], context_summary="\n".join(said), source="claude", session_end=now
    )
    for number, text in enumerate(said):
        UserInteraction.objects.create(
            user=person,
            session=session,
            user_question=text,
            ai_response=f"{text}\n\n{text}",
            status=("answered", "failed")[number % 2],
            error=text,
            model=text[:200],
            answered_at=now,
            never_recall=number % 2 == 1,
            context_used=_receipt(text, said),
            interaction_metadata={
                "thinking": text,
                "thinking_ms": 1200,
                "finish_reason": text,
                "attachments": [{"name": text, "text": text}, {"name": text}],
                "tool_calls": [{"name": text, "input": text, "output": text}],
                "import_notes": [text],
            },
        )
    UserSession.objects.filter(pk=session.pk).update(interaction_count=len(said))


def _receipt(question: str, said: tuple[str, ...]) -> Any:
    memories = tuple(
        recalled(number, text, answer=text, session_title=text, reasons=(text,), matched=(text,))
        for number, text in enumerate(said, 1)
    )
    notes = tuple(note(number, text) for number, text in enumerate(said, 1))
    given = inputs(question, memories=memories, notes=notes, instructions="\n".join(said))
    return fuse(given, budget_tokens=50_000).receipt


def _keep(person: User) -> None:
    session = lifecycle.get_or_create_session(person)
    session.rename(PAYLOADS[6])
    lifecycle.store_interaction(session, PAYLOADS[6], "\n\n".join(PAYLOADS))
    for text in PAYLOADS:
        Note.objects.create(user=person, text=text, origin=text)
        ApiToken.objects.create(user=person, name=text[:60], prefix="prefix-1", digest="0" * 64)


def _grow(person: User) -> None:
    """A theme and an insight of each; every theme tells a story that quotes all of them."""
    rows = list(UserInteraction.objects.owned_by(person).filter(never_recall=False, session__is_temporary=False))
    places = [[row.pk, 0, len(row.user_question)] for row in rows]
    for number, text in enumerate(PAYLOADS):
        row = rows[number % len(rows)]
        theme = Theme.objects.create(
            user=person,
            name=text[:80],
            words=[[1, text, 1.0]],
            found={"telling": places},
            is_pinned=True,
            is_hidden=number > 60,
        )
        ThemeMember.objects.create(user=person, theme=theme, interaction=row)
        recount(theme)

        kind, state = list(InsightKind)[number % 2], list(InsightState)[number % 4]
        insight_of(person, kind, places[number % len(places)], theme=theme, words=text, state=state)


def _put_in_order(person: User) -> None:
    """Areas, attached files, model servers and reviews; what was asked last lies in an area, with a file of each."""
    asked = UserInteraction.objects.owned_by(person).recent_first()[0]
    BulkJob.objects.create(user=person, action="archive", is_waiting=False, chosen={"source": PAYLOADS[6]})
    for number, text in enumerate(PAYLOADS):
        Area.objects.create(user=person, name=text[:60], instructions=text, position=number)
        file = {"user": person, "name": text[:FILE_NAME_MAX_CHARS], "kind": "text", "size_bytes": 9, "sha256": "0" * 64}
        file |= {"text": text, "remark": text[:REMARK_MAX_CHARS], "state": AttachmentState.READ}
        Attachment.objects.create(**file, interaction=asked)
        ModelServer.objects.create(
            name=f"{number} {text}"[:60], slug=f"server-{number}", base_url="http://127.0.0.1:9/v1", chat_models=[text]
        )
        span = {
            "span": "week",
            "first_day": date(2020, 1, 6) + number * WEEK,
            "last_day": date(2020, 1, 12) + number * WEEK,
        }
        # The worker takes away again what it laid out itself and finds no ground for.
        said = [{"kind": "insight", "text": text, "interactions": []}]
        Review.objects.create(user=person, **span, made_by="model", parts=said, text=f"{text}\n\n{text}")

    UserInteraction.objects.filter(pk=asked.pk).update(interaction_metadata={ATTACHED: len(PAYLOADS)})
    UserSession.objects.filter(pk=asked.session_id).update(area=Area.objects.owned_by(person).in_order()[6])


def _import(person: User) -> None:
    now = timezone.now()
    for state in ("done", "failed", "running", "looked"):
        job = ImportJob.objects.create(
            user=person, state=state, sources=PAYLOADS[6], remarks=list(PAYLOADS), failure="\n".join(PAYLOADS)
        )
        ImportJob.objects.filter(pk=job.pk).update(found=len(PAYLOADS), skipped=len(PAYLOADS), finished_at=now)
        for number, text in enumerate(PAYLOADS):
            job.files.create(user=person, name=text, size_bytes=9, received_bytes=9)
            SkippedEntry.objects.create(job=job, user=person, title=text, reason=text)
            OfferedNote.objects.create(job=job, user=person, text=text, text_hash=f"{job.pk}-{number}", origin=text)
            LookedConversation.objects.create(
                job=job,
                user=person,
                source="claude",
                source_id=str(number),
                title=text[:200],
                folder=text[:200],
                began_at=now,
                questions=1,
            )
