"""The verbs of notes and instructions: what a person wants in mind with every question."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from sessions_memory.database.compiled_sql import compiled_query
from sessions_memory.database.user_lock import user_lock
from sessions_memory.models import Area, Instructions, Note, UserInteraction
from sessions_memory.models.notes import INSTRUCTIONS_MAX_CHARS, NOTE_MAX_CHARS
from sessions_memory.web.sizes import number


class UnusableNote(Exception):
    """Its message says to the person what is wrong with what they wrote."""


def keep_note(
    user: AbstractBaseUser,
    text: str,
    *,
    from_interaction: UserInteraction | None = None,
    area: Area | None = None,
    origin: str = "",
) -> Note:
    """The same words again give the note there is, switched on: a double click keeps one.

    `area`: it is in mind there alone. One that is kept from a question is of the area of its session.

    Raises UnusableNote for an empty or too long text, and if what it comes from is gone.
    """
    text = checked_note(text)
    with user_lock(user):
        area = from_interaction.session.area if from_interaction else area
        known: Note | None = Note.objects.owned_by(user).filter(text=text, area=area).first()
        if known:
            known.switch(is_active=True)
            return known

        if from_interaction and not _is_held(from_interaction):
            raise UnusableNote(_("What it comes from was deleted meanwhile."))

        return Note.objects.create(
            user_id=user.pk, text=text, from_interaction=from_interaction, area=area, origin=origin
        )


def checked_note(text: str) -> str:
    """The note as it will be stored: one paragraph. Raises UnusableNote."""
    text = " ".join(text.replace("\0", " ").split())
    if not text:
        raise UnusableNote(_("Write the note first."))
    if len(text) > NOTE_MAX_CHARS:
        raise UnusableNote(
            _("A note has at most {limit} characters; this has {count}.").format(
                limit=number(NOTE_MAX_CHARS), count=number(len(text))
            )
        )

    return text


def instructions_of(user: AbstractBaseUser) -> str:
    """How the person wants to be answered; "" if they didn't say."""
    return "".join(text for (text,) in _instructions(user.pk))


@compiled_query
def _instructions(user_id: int) -> "QuerySet[Instructions, tuple[str]]":
    return Instructions.objects.filter(user_id=user_id).values_list("text")


def write_instructions(user: AbstractBaseUser, text: str) -> None:
    """Raises UnusableNote if they are too long."""
    text = text.replace("\r\n", "\n").replace("\0", "").strip()
    if len(text) > INSTRUCTIONS_MAX_CHARS:
        told = _("Instructions have at most {limit} characters; these have {count}.")
        raise UnusableNote(told.format(limit=number(INSTRUCTIONS_MAX_CHARS), count=number(len(text))))

    Instructions.objects.update_or_create(user_id=user.pk, defaults={"text": text})


def _is_held(row: UserInteraction) -> bool:
    """Whether it is still there. It is locked: a deletion waits for the note, and then finds it."""
    return UserInteraction.objects.filter(pk=row.pk).select_for_update(no_key=True).first() is not None
