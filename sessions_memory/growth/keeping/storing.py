"""Stores the themes that were found: only what differs, in short transactions.

A new theme has no name, and is not shown, until all of its members are in. Names and words are written last, and only
if nothing was deleted since they were read.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sessions_memory.database.bulk_insert import insert
from sessions_memory.growth.keeping.holding import Held
from sessions_memory.growth.keeping.known_themes import KnownThemes
from sessions_memory.growth.values import Found
from sessions_memory.growth.values import Theme as FoundTheme
from sessions_memory.models import Theme, ThemeMember
from sessions_memory.states import MadeBy, MemberBy

AT_ONCE = 1_000

# Of each interaction, the theme in which it was found.
Filing = Mapping[int, int]


def store_found(held: Held, found: Found, known: KnownThemes) -> dict[int, FoundTheme]:
    """What was found, by the ids of its rows; their words are still to be stored, by `store_words`."""
    themes = _with_ids(held, found)
    filing = {pk: theme for theme, one in themes.items() for pk in one.interaction_ids}
    for one in themes.values():
        filing |= {pk: part for part, own in one.parts.items() for pk in own}

    store_members(held, filing, known, lost=_not_in(filing, known))
    return themes


def store_members(held: Held, filing: Filing, known: KnownThemes, *, lost: Iterable[tuple[int, int]]) -> None:
    """Adds what is not there. `lost`: (theme, interaction) that are found there no more."""
    gone = sorted(lost)
    for start in range(0, len(gone), AT_ONCE):
        with held.writing():
            _delete(gone[start : start + AT_ONCE])

    new = [(pk, theme) for pk, theme in sorted(filing.items()) if not _is_there(pk, theme, known)]
    for start in range(0, len(new), AT_ONCE):
        with held.writing():
            _insert(held.user.pk, new[start : start + AT_ONCE])


def store_words(themes: Mapping[int, FoundTheme], known: KnownThemes) -> None:
    """In the caller's transaction. Themes that are found no more go."""
    parts = {part for one in themes.values() for part in one.parts}
    Theme.objects.filter(pk__in=known.rows.keys() - themes.keys() - parts).delete()

    rows = Theme.objects.in_bulk(list(themes))
    changed = [rows[pk] for pk, one in themes.items() if pk in rows and _take(rows[pk], one)]
    Theme.objects.bulk_update(changed, [*_FIELDS, *_NAMING], batch_size=100)


_FIELDS = ("name", "name_terms", "words", "likeness")
_NAMING = ("name_by", "rule_name", "is_name_asked")


def _with_ids(held: Held, found: Found) -> dict[int, FoundTheme]:
    new = [one for one in found.themes if one.id is None]
    with held.writing():
        rows = Theme.objects.bulk_create([Theme(user_id=held.user.pk) for _ in new])

    ids = iter(row.pk for row in rows)
    return {next(ids) if one.id is None else one.id: one for one in found.themes}


def _not_in(filing: Filing, known: KnownThemes) -> Iterable[tuple[int, int]]:
    return ((theme, pk) for theme, members in known.members.items() for pk in members.found if filing.get(pk) != theme)


def _is_there(interaction: int, theme: int, known: KnownThemes) -> bool:
    members = known.members.get(theme)
    return members is not None and (interaction in members.inside or interaction in members.taken_out)


def _delete(pairs: Sequence[tuple[int, int]]) -> None:
    of_theme: dict[int, list[int]] = {}
    for theme, interaction in pairs:
        of_theme.setdefault(theme, []).append(interaction)

    for theme, interactions in of_theme.items():
        ThemeMember.objects.filter(theme=theme, interaction__in=interactions, by=MemberBy.FOUND).delete()


def _insert(user_id: int, pairs: Sequence[tuple[int, int]]) -> None:
    rows = [ThemeMember(user_id=user_id, theme_id=theme, interaction_id=interaction) for interaction, theme in pairs]
    insert(rows, ("theme", "interaction", "user"))


def _take(row: Theme, found: FoundTheme) -> bool:
    """False if the row says the same already."""
    wanted = _values(found)
    if found.name == row.name_found:
        # A model's stands as long as the rule's would.
        wanted["name"] = row.name
    row.likeness = bytes(row.likeness)
    if all(getattr(row, name) == value for name, value in wanted.items()):
        return False

    if row.name != wanted["name"]:
        row.name_by, row.rule_name, row.is_name_asked = MadeBy.QUESTION, "", False
    for name, value in wanted.items():
        setattr(row, name, value)

    return True


def _values(found: FoundTheme) -> dict[str, Any]:
    words = [[word.term, word.text, word.weight] for word in found.words]
    values = (found.name, list(found.name_terms), words, found.likeness)
    return dict(zip(_FIELDS, values, strict=True))
