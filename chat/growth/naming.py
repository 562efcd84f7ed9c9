"""Names of themes that the model words: of one theme its words and some quotations go to it, and a few words come."""

from collections.abc import Callable, Sequence
from typing import Any

from chat.growth.label import fitting
from chat.growth.values import Item, Job
from sessions_memory.database.user_lock import user_lock
from sessions_memory.models import Growth, Theme, ThemeMember, UserInteraction
from sessions_memory.states import MadeBy

WORDS, QUOTATIONS = 12, 6
QUOTE_CHARS = 180
# Of so many themes that a page shows first; what comes up seldom keeps the name it has.
NAMED = 30
TASK = (
    "The quotes are a subject that a person writes about again and again: first its words, then sentences of theirs. "
    "Name it in one to four words, as a label in a list, in the language of their words, with at least one of them. "
    "No sentence, no judgement, nothing that does not stand in the quotes. "
    'Answer with JSON alone: {"names": [{"name": "…"}]}.'
)


def next_job(user_id: int) -> Job | None:
    """Of the largest theme whose name the model was not asked about."""
    unasked = Theme.objects.owned_by(user_id).shown().named_by_rule().filter(is_name_asked=False)
    for theme in unasked.largest_first()[:NAMED]:
        if said := _said(theme):
            words = " ".join(str(text) for _, text, _ in theme.words[:WORDS])
            items = [Item("its words", words), *(Item("their words", text) for text in said)]
            return Job(TASK, items, "names", _keeping(theme, [words, *said]))

        _rows(theme).update(is_name_asked=True)

    return None


def _said(theme: Theme) -> list[str]:
    """The most telling sentences; where none were found, the beginnings of the newest questions."""
    held = ThemeMember.objects.owned_by(theme.user_id).held_by(theme)
    rows = UserInteraction.objects.owned_by(theme.user_id).growing().filter(pk__in=held.values("interaction"))
    places = [tuple(place) for place in theme.found.get("telling", ())[:QUOTATIONS]]
    texts = dict(rows.filter(pk__in=[pk for pk, _, _ in places]).values_list("pk", "user_question"))
    told = [texts[pk][start : min(end, start + QUOTE_CHARS)] for pk, start, end in places if pk in texts]
    newest = rows.recent_first().values_list("user_question", flat=True)[:QUOTATIONS]
    return told or [text[:QUOTE_CHARS] for text in newest]


def _keeping(theme: Theme, sent: Sequence[str]) -> Callable[[Sequence[dict[str, Any]]], int]:
    def keep(entries: Sequence[dict[str, Any]]) -> int:
        """Not if the theme was renamed, hidden or emptied meanwhile, nor if anything is to be read anew."""
        name = fitting(entries, sent)
        with user_lock(theme.user):
            # Held, so that no reading begins to store meanwhile.
            rows = Growth.objects.select_for_update(no_key=True)
            if rows.filter(pk=theme.user_id, asks_model=True, changed_at=None, claim_id=None).first() is None:
                return 0

            is_free = bool(name) and not _is_taken(theme, name)
            values = {"name": name, "name_by": MadeBy.MODEL, "rule_name": theme.name} if is_free else {}
            is_kept: bool = _rows(theme).update(is_name_asked=True, **values)
            return int(is_free and is_kept)

    return keep


def _rows(theme: Theme) -> Any:
    """It, if it is as it was read."""
    rows = Theme.objects.owned_by(theme.user_id).shown().named_by_rule()
    return rows.filter(pk=theme.pk, name=theme.name, words=theme.words)


def _is_taken(theme: Theme, name: str) -> bool:
    return Theme.objects.owned_by(theme.user_id).filter(name__iexact=name).exists()
