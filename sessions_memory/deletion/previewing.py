"""What a deletion would take, counted before anything goes."""

from dataclasses import dataclass

from django.db.models import Q

from sessions_memory.deletion.chosen import (
    COUNTED_ANSWERS,
    EVERYTHING,
    WHOLE_SESSIONS,
    answers_that_used,
    count_of,
    interactions_of,
    person_of,
    sessions_of,
    uses_of,
)
from sessions_memory.growth.keeping import forgetting as growth
from sessions_memory.growth.keeping.forgetting import Affected
from sessions_memory.models import Attachment, Deletion, Instructions, Note, UserInteraction
from sessions_memory.states import Scope

SHOWN_ANSWERS = 10


@dataclass(frozen=True)
class Preview:
    """The rows that a deletion would take. `answers`: later ones that used any, the newest of `answer_count`."""

    interactions: int
    sessions: int
    notes: int
    attachments: int
    has_instructions: bool
    receipts: int
    answers: list[UserInteraction]
    answer_count: int
    growth: Affected

    @property
    def is_something(self) -> bool:
        counts = (self.interactions, self.sessions, self.notes, self.attachments, self.has_instructions)
        return any(counts) or self.growth.is_something

    @property
    def more_answers(self) -> int:
        return self.answer_count - len(self.answers)

    @property
    def is_capped(self) -> bool:
        return self.answer_count >= COUNTED_ANSWERS


def preview(deletion: Deletion) -> Preview:
    """`deletion` is not saved yet."""
    answers = answers_that_used(deletion)
    newest = UserInteraction.objects.filter(pk__in=answers).recent_first()[:SHOWN_ANSWERS]
    whole = deletion.scope in EVERYTHING
    person = person_of(deletion)
    notes, attachments = Note.objects.owned_by(person), Attachment.objects.owned_by(person)

    return Preview(
        interactions=count_of(deletion),
        sessions=sessions_of(deletion).asked_in().count() if deletion.scope in WHOLE_SESSIONS else 0,
        notes=(notes if whole else notes.filter(_notes_meant(deletion))).count(),
        attachments=(attachments if whole else attachments.filter(interaction__in=interactions_of(deletion))).count(),
        has_instructions=whole and Instructions.objects.filter(user=deletion.user).exclude(text="").exists(),
        receipts=0 if whole else uses_of(deletion).values("answer").distinct().count(),
        answers=list(newest.select_related("session").only("user_question", "created_at", "session__title", "user")),
        answer_count=len(answers),
        growth=growth_affected_by(deletion),
    )


def _notes_meant(deletion: Deletion) -> Q:
    """Those that were kept from what goes; with an area, its own too."""
    kept = Q(from_interaction__in=interactions_of(deletion))
    return kept | Q(area=deletion.row) if deletion.scope == Scope.AREA else kept


def growth_affected_by(deletion: Deletion) -> Affected:
    person = person_of(deletion)
    if deletion.scope in EVERYTHING:
        return growth.affected_by_everything(person.pk)

    return growth.affected_by(person.pk, interactions_of(deletion))
