"""Conversations that are held in other programs, which send all that was said before with each question.

A turn is known by its link: a digest of its question and of the turn before it. By that a question finds the session
that it goes on in, without anything being stored twice; a program that leaves out its oldest turns finds it, too.
"""

import hashlib
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from django.contrib.auth.base_user import AbstractBaseUser
from django.utils import timezone

from sessions_memory import claims, lifecycle
from sessions_memory.database.user_lock import user_lock
from sessions_memory.growth.keeping import marks
from sessions_memory.models import Area, UserInteraction, UserSession
from sessions_memory.states import Source, Status

# A conversation that rested while so many others of programs went on begins anew.
LOOKED_THROUGH = 200
# The turns of a conversation that are looked for, the newest.
TURNS_KNOWN = 100
# More of a session's own than any prompt holds.
OWN_READ = 500
LINK_CHARS = 32
# An answer that ends so goes on: once the program has done what it asked for, or when it asks for the rest.
UNFINISHED = ("tool_calls", "function_call", "length")


@dataclass(frozen=True)
class Said:
    """A turn as the program sends it; the answer is "" where there is none yet."""

    question: str
    answer: str = ""


@dataclass(frozen=True)
class Conversation:
    """`turns`: the last is the one that is asked now. `key`: the program's own for the conversation, "" for none."""

    program: str
    turns: tuple[Said, ...]
    key: str = ""

    @cached_property
    def links(self) -> list[str]:
        first = self.turns[:1]
        found = [_digest(turn.question) for turn in first]
        return found + [_digest(old.question, old.answer, new.question) for old, new in pairwise(self.turns)]

    @property
    def source_id(self) -> str:
        return f"{self.program}/{_digest(self.key) if self.key else uuid.uuid4().hex}"


@dataclass(frozen=True)
class Candidate:
    """A session by its last turns, each with its link and the id of its newest version; `before` may be missing.

    `is_fresh`: something was asked in it lately.
    """

    session_id: int
    last: tuple[str, int]
    before: tuple[str, int] | None
    is_fresh: bool


@dataclass(frozen=True)
class Place:
    """Where a question belongs: `session_id` None for a new session, `replaces` None unless it is a new version."""

    session_id: int | None = None
    replaces: int | None = None


def place_of(links: Sequence[str], candidates: Sequence[Candidate]) -> Place:
    """One that goes on comes before one that is asked again, and that before one whose last question was edited.

    A first question that is asked again is a version only while nothing was asked behind it, and not days later: it
    may begin another conversation with the same words. What is edited farther back begins a session of its own.
    """
    link, before = links[-1], links[-2] if len(links) > 1 else None
    for one in candidates:
        if before and one.last[0] == before:
            return Place(one.session_id)
    for one in candidates:
        if one.last[0] == link and (before or (one.before is None and one.is_fresh)):
            return Place(one.session_id, one.last[1])
    for one in candidates:
        if before and one.before and one.before[0] == before:
            return Place(one.session_id, one.last[1])

    return Place()


@dataclass(frozen=True)
class Kept:
    """A question that is claimed to be answered. `said`: ids of what its program sends along of what is kept here."""

    interaction: UserInteraction
    said: frozenset[int]


def keep_question(
    user: AbstractBaseUser, conversation: Conversation, *, model: str, question: str, area: Area | None
) -> Kept:
    """`area`: the only one that may be written to; None: new sessions are in none. Raises TooManyAnswers."""
    # What was said may be millions of signs: it is digested before others wait for this person's lock.
    links = conversation.links[-TURNS_KNOWN:]
    with user_lock(user):
        sessions = _sessions(user, conversation, area)
        place = _with_key(conversation, sessions, place_of(links, _candidates(links, sessions)))
        session = UserSession.objects.get(pk=place.session_id) if place.session_id else _begun(user, conversation, area)
        replaces = UserInteraction.objects.get(pk=place.replaces) if place.replaces else None

        said = UserInteraction.objects.in_sessions(sessions).named(links[:-1]).values_list("pk", flat=True)
        own = UserInteraction.objects.in_session(session).recent_first().values_list("pk", flat=True)[:OWN_READ]
        claimed = _tried_again(user, replaces, question)
        if claimed is None:
            row = lifecycle.add_question(
                user, session, question, replaces=replaces, model=model, source_id=_free(session, links[-1])
            )
            claimed = claims.claim(row.pk)

        assert claimed
        _rests(session)
        return Kept(claimed, (frozenset(said) | frozenset(own)) - {claimed.pk})


def _tried_again(user: AbstractBaseUser, asked: UserInteraction | None, question: str) -> UserInteraction | None:
    """The question that got no word of an answer: programs ask it once more by themselves. Raises TooManyAnswers."""
    if asked is None or asked.status != Status.FAILED or asked.ai_response or asked.user_question != question:
        return None

    lifecycle.refuse_beyond_limit(user)
    return claims.take_up(asked.pk)


def take_up_question(
    user: AbstractBaseUser, conversation: Conversation, *, area: Area | None
) -> UserInteraction | None:
    """The question whose answer waits for what the program was to do, or for its rest; None if none does."""
    with user_lock(user):
        for row in _asked_last(user, conversation, area):
            if row.interaction_metadata.get("finish_reason") in UNFINISHED:
                return claims.take_up(row.pk)

    return None


def being_answered(user: AbstractBaseUser, conversation: Conversation, *, area: Area | None) -> UserInteraction | None:
    """That question while the first part of its answer is not stored whole; None once it is."""
    return next((row for row in _asked_last(user, conversation, area) if row.status == Status.ANSWERING), None)


def _asked_last(user: AbstractBaseUser, conversation: Conversation, area: Area | None) -> Iterator[UserInteraction]:
    """The last question of each session that may be this conversation, where it is this one's."""
    links = conversation.links[-TURNS_KNOWN:]
    for one in _candidates(links, _sessions(user, conversation, area)):
        if one.last[0] == links[-1]:
            yield UserInteraction.objects.get(pk=one.last[1])


def answered(interaction: UserInteraction) -> None:
    """Its session rests until the next question."""
    _rests(interaction.session)


def _sessions(user: AbstractBaseUser, conversation: Conversation, area: Area | None) -> list[int]:
    """Ids of those in which it may be going on, the last active first."""
    rows = UserSession.objects.owned_by(user).filter(is_read_only=False)
    if area:
        rows = rows.filter(area=area)
    if conversation.key:
        found = rows.known_as(Source.PROGRAM, [conversation.source_id])
    else:
        found = rows.filter(source=Source.PROGRAM).in_lists().last_active_first()

    named = found.values_list("pk", "source_id")[:LOOKED_THROUGH]
    return [pk for pk, source_id in named if source_id.rpartition("/")[0] == conversation.program]


def _candidates(links: Sequence[str], sessions: Sequence[int]) -> list[Candidate]:
    rows = UserInteraction.objects.in_sessions(sessions).named(links[-2:]).values_list("session", flat=True)
    holding = set(rows)
    return [found for pk in sessions if pk in holding and (found := _candidate(pk))]


def _candidate(session_id: int) -> Candidate | None:
    newest = UserInteraction.objects.in_session(session_id).current().recent_first()
    turns = list(newest.values_list("source_id", "pk", "created_at")[:2])
    if not turns:
        return None

    last, *before = [(name.partition(".")[0], pk) for name, pk, _ in turns]
    is_fresh = turns[0][2] > lifecycle.idle_moment()
    return Candidate(session_id, last, before[0] if before else None, is_fresh)


def _with_key(conversation: Conversation, sessions: Sequence[int], place: Place) -> Place:
    """A conversation with a key of its own is one session, whatever its program leaves out of it."""
    return Place(sessions[0]) if conversation.key and sessions and not place.session_id else place


def _begun(user: AbstractBaseUser, conversation: Conversation, area: Area | None) -> UserSession:
    source_id = conversation.source_id
    if UserSession.objects.owned_by(user).known_as(Source.PROGRAM, [source_id]).exists():
        # It was moved elsewhere, or takes no more.
        source_id = f"{conversation.program}/{uuid.uuid4().hex}"

    now = timezone.now()
    return UserSession.objects.create(
        user_id=user.pk, source=Source.PROGRAM, source_id=source_id, area=area, session_start=now, session_end=now
    )


def _rests(session: UserSession) -> None:
    """It is never the open one, which is where the pages ask."""
    UserSession.objects.filter(pk=session.pk).update(session_end=timezone.now())
    marks.changed(session.user_id)


def _free(session: UserSession, link: str) -> str:
    taken = UserInteraction.objects.in_session(session).named([link]).exists()
    return f"{link}.{uuid.uuid4().hex[:8]}" if taken else link


def _digest(*texts: str) -> str:
    whole = hashlib.sha256()
    for text in texts:
        whole.update(f"{len(text)}:".encode() + text.encode("utf-8", "surrogatepass"))

    return whole.hexdigest()[:LINK_CHARS]
