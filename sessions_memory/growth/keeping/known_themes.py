"""A person's themes as they were found before, with what was decided about them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sessions_memory.growth.values import EarlierTheme, OwnWord
from sessions_memory.models import Theme, ThemeMember
from sessions_memory.states import MemberBy

ROWS_AT_ONCE = 2_000


@dataclass
class Members:
    """Of one theme: interactions, by how they came to be in it or not."""

    found: set[int] = field(default_factory=set)
    put_in: set[int] = field(default_factory=set)
    taken_out: set[int] = field(default_factory=set)

    @property
    def inside(self) -> set[int]:
        return self.found | self.put_in


@dataclass(frozen=True)
class KnownThemes:
    """`rows` and `members` by the themes' ids."""

    rows: Mapping[int, Theme]
    members: Mapping[int, Members]

    def earlier(self) -> list[EarlierTheme]:
        wholes = {theme.merged_into_id for theme in self.rows.values()}
        return [_earlier(theme, self.members[pk], has_parts=pk in wholes) for pk, theme in self.rows.items()]

    def filed(self) -> dict[int, int]:
        """The theme of each interaction that has one; of two, the older one."""
        return {pk: theme for theme in sorted(self.rows, reverse=True) for pk in self.members[theme].inside}


def known_themes(user_id: int) -> KnownThemes:
    rows = {theme.pk: theme for theme in Theme.objects.owned_by(user_id).order_by("pk")}
    members = {pk: Members() for pk in rows}
    places = ThemeMember.objects.filter(user=user_id).values_list("theme", "interaction", "by")

    for theme, interaction, by in places.order_by("interaction", "theme").iterator(ROWS_AT_ONCE):
        # A theme may have come since the rows were read.
        if theme in members:
            _set_of(members[theme], by).add(interaction)

    return KnownThemes(rows, members)


def _set_of(members: Members, by: str) -> set[int]:
    sets = {MemberBy.FOUND: members.found, MemberBy.PUT_IN: members.put_in, MemberBy.TAKEN_OUT: members.taken_out}
    return sets[MemberBy(by)]


def _earlier(theme: Theme, members: Members, *, has_parts: bool) -> EarlierTheme:
    is_one_of_several = has_parts or theme.merged_into_id is not None
    return EarlierTheme(
        id=theme.pk,
        interaction_ids=tuple(sorted(members.inside)),
        name=theme.name_found,
        name_terms=tuple(theme.name_terms),
        words=tuple(OwnWord(*word) for word in theme.words),
        is_renamed=theme.is_renamed,
        is_decided=theme.is_decided or is_one_of_several or bool(members.taken_out),
        merged_into=theme.merged_into_id,
        put_in=frozenset(members.put_in),
        taken_out=frozenset(members.taken_out),
    )
