"""Reads what one answer may be made of: the session so far, notes, what is recalled, and whether memory is on."""

from dataclasses import replace
from datetime import UTC, datetime, tzinfo

from django.conf import settings
from django.db.models import QuerySet

from chat.fusion import certain_turns
from chat.model_server.servers.encoder import encoder_name
from chat.models import preferences_of
from chat.prompt.inputs import CONTINUE, KeptNote, PastTurn, PromptInputs, SessionSoFar
from chat.prompt.items import in_words
from chat.prompt.system import standing_prompt
from chat.prompt_files import files_for, files_named
from sessions_memory.areas.reading import standing_of
from sessions_memory.areas.rules import Reach
from sessions_memory.database.compiled_sql import compiled_query, first
from sessions_memory.growth.answers.evidence import evidence_for
from sessions_memory.models import Note, UserInteraction, UserSession
from sessions_memory.querysets.notes import NoteQuerySet
from sessions_memory.recall import recall
from sessions_memory.receipts.values import RECEIPT_VERSION, Receipt, UsedTurn
from sessions_memory.states import MadeBy
from sessions_memory.versions import Version, group_versions
from sessions_memory.web.dates import english_weekday
from sessions_memory.web.zones import zone_of

# More turns than any budget holds.
TURNS_READ = 100
ROWS_READ = 500
# Where there are more, the oldest of them go together, not one with each question.
TURNS_KEPT = 75
# How many questions back a prompt is looked for: most have one, a model that was away does not undo that.
PROMPTS_BACK = 3
# More notes than their budget holds.
NOTES_READ = 100
RECALLED = 8


def gather(
    interaction: UserInteraction,
    *,
    has_model: bool,
    off: str,
    question_vector: list[float] | None = None,
    budget_tokens: int | None = None,
    in_mind: frozenset[int] = frozenset(),
) -> PromptInputs:
    """`has_model`: without one there is no prompt, and no turns are read for it. `off`: as `memory_off` says.

    `budget_tokens`: of the prompt; left out, the setting's. `in_mind`: ids of what needn't be recalled.
    """
    session, system, zone = interaction.session, standing_prompt(), zone_of(interaction.user)
    said = _turns_before(interaction) if has_model else []
    before = _prompt_before(said)
    standing = standing_of(interaction.user_id, session.area_id)
    budget = budget_tokens or settings.CONTEXT_TOKENS
    inputs = PromptInputs(
        question=interaction.user_question,
        system_version=system.version,
        system_text=system.text,
        today=english_weekday(interaction.created_at.astimezone(zone)),
        session=_conversation(session, said, before.get("turns", [])),
        continued=_continued(session, before, zone, standing.reach) if has_model else None,
        instructions=standing.instructions,
        notes=() if off else _notes(interaction, zone),
        files=files_for(interaction, before, zone, budget_tokens=budget) if has_model else (),
        memory_off=off,
        left_out=interaction.left_out,
        zone=zone,
        looked_in=None if off else standing.looked_in,
    )

    return inputs if off else _with_memories(inputs, interaction, standing.reach, question_vector, budget, in_mind)


def memory_off(interaction: UserInteraction) -> str:
    """The reason why memory is off for this answer; "" if it is on."""
    if interaction.session.is_temporary:
        return "temporary"
    if not interaction.uses_memory:
        return "question"
    if not interaction.session.uses_memory:
        return "session"

    return "" if preferences_of(interaction.user).uses_memory else "account"


def asked_about(interaction: UserInteraction) -> str:
    """The question that recall goes by: one that only asks for more is about the one before."""
    if interaction.user_question != CONTINUE:
        return interaction.user_question

    before = UserInteraction.objects.in_session(interaction.session_id).current().preceding(interaction)
    asked = before.exclude(user_question=CONTINUE).recent_first().values_list("user_question", flat=True)
    return asked.first() or CONTINUE


def _with_memories(
    inputs: PromptInputs,
    interaction: UserInteraction,
    reach: Reach,
    vector: list[float] | None,
    budget_tokens: int,
    in_mind: frozenset[int],
) -> PromptInputs:
    out = {int(name.partition(":")[2]) for name in inputs.left_out if name.startswith("memory:")}
    in_prompt = certain_turns(inputs, budget_tokens=budget_tokens) | in_mind
    question = asked_about(interaction)
    memories = recall(
        user=interaction.user,
        question=question,
        limit=RECALLED,
        now=interaction.created_at,
        exclude=frozenset({interaction.pk, *out, *in_prompt}),
        question_vector=vector,
        vector_model=encoder_name() if vector else "",
        reach=reach,
    )

    growth = evidence_for(
        interaction.user,
        question,
        now=interaction.created_at.astimezone(inputs.zone),
        exclude=frozenset({interaction.pk, *out, *in_prompt}),
        reach=reach,
    )
    return replace(inputs, memories=tuple(memories), growth=tuple(growth))


def _notes(interaction: UserInteraction, zone: tzinfo) -> tuple[KeptNote, ...]:
    return tuple(
        KeptNote(
            note_id=row.pk,
            text=row.text,
            time=row.created_at,
            date=in_words(row.created_at, zone),
            from_session_id=row.from_interaction.session_id if row.from_interaction else None,
            from_interaction_id=row.from_interaction_id,
            origin=row.origin,
            is_of_area=row.area_id is not None,
        )
        for row in _notes_in(interaction.user_id, interaction.session.area_id)
        if f"note:{row.pk}" not in interaction.left_out
    )


def _notes_in(user_id: int, area_id: int | None) -> list[Note]:
    """Those for all questions, and then those of the area."""
    for_all = _notes_for_all(user_id)
    return for_all if area_id is None else for_all + _notes_of_area(user_id, area_id)


@compiled_query
def _notes_for_all(user_id: int) -> "QuerySet[Note]":
    return _read(Note.objects.owned_by(user_id).for_all())


@compiled_query
def _notes_of_area(user_id: int, area_id: int) -> "QuerySet[Note]":
    return _read(Note.objects.owned_by(user_id).filter(area=area_id))


def _read(notes: NoteQuerySet) -> NoteQuerySet:
    rows = notes.active().newest_first().select_related("from_interaction")
    return rows.only("text", "created_at", "origin", "area", "from_interaction__session_id")[:NOTES_READ]


def _turns_before(interaction: UserInteraction) -> list[int]:
    """The session as its thread shows it, oldest first; a new version of a turn doesn't see what came after."""
    rows = [Version(*row) for row in reversed(_rows(interaction.session_id))]
    turns = [[version.pk for version in versions] for versions in group_versions(rows)]
    place = next(i for i, versions in enumerate(turns) if interaction.pk in versions)

    return [versions[-1] for versions in turns[:place]]


def _prompt_before(ids: list[int]) -> Receipt:
    """The receipt of the newest prompt among these; empty if none held a turn or a file."""
    for pk in reversed(ids[-PROMPTS_BACK:]):
        (receipt,) = first(_receipts(pk)) or ({},)
        if receipt.get("version") == RECEIPT_VERSION and (receipt.get("turns") or files_named(receipt)):
            return receipt

    return {}


@compiled_query
def _rows(session_id: int) -> "QuerySet[UserInteraction, tuple[int, int | None]]":
    return UserInteraction.objects.in_session(session_id).recent_first().values_list("pk", "replaces")[:ROWS_READ]


@compiled_query
def _receipts(pk: int) -> "QuerySet[UserInteraction, tuple[Receipt]]":
    return UserInteraction.objects.filter(pk=pk).values_list("context_used")


def _continued(session: UserSession, before: Receipt, zone: tzinfo, reach: Reach) -> SessionSoFar | None:
    """None also once there was no more room for any of it, and where it was moved out of reach."""
    if session.continues is None or (before and not before.get("continued")):
        return None
    if not reach.holds(session.continues.area_id):
        return None

    rows = session.continues.interactions.current().recent_first().values_list("pk", flat=True)[:TURNS_READ]
    return _conversation(session.continues, list(rows)[::-1], before.get("continued", []), zone)


def _conversation(session: UserSession, ids: list[int], before: list[UsedTurn], zone: tzinfo = UTC) -> SessionSoFar:
    """`before`: what the prompt before held of it."""
    begin = before[0] if before else None
    read = _from(begin["id"] if begin else None, ids)
    rows = {row[0]: row for row in _texts(tuple(read))}

    cut = {begin["id"]: begin["answer_chars"]} if begin and begin["is_cut"] else {}
    return SessionSoFar(
        session_id=session.pk,
        title=session.title,
        turns=tuple(
            PastTurn(pk, question, answer, in_words(time, zone), cut.get(pk))
            for pk, question, answer, time in (rows[pk] for pk in read if pk in rows)
        ),
        summary=session.context_summary or "",
        is_summary_by_person=session.summary_by == MadeBy.PERSON,
        unread=len(ids) - len(read),
    )


def _from(begin: int | None, ids: list[int]) -> list[int]:
    read = ids[ids.index(begin) :] if begin in ids else ids
    return read if len(read) <= TURNS_READ else read[-TURNS_KEPT:]


@compiled_query
def _texts(ids: tuple[int, ...]) -> "QuerySet[UserInteraction, tuple[int, str, str, datetime]]":
    return UserInteraction.objects.filter(pk__in=ids).values_list("pk", "user_question", "ai_response", "created_at")
