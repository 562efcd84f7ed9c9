"""What the person decided about themes is done to what was found. Pure.

The person's word stands above what is found: an interaction that they put in or
took out stays so, a theme that they merged is part of the other, and one that
they renamed, pinned or hid does not disappear.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from sessions_memory.growth.values import EarlierTheme


@dataclass(frozen=True)
class Draft:
    """A theme before it is told. `earlier`: which one it was; `parts`: what the themes merged into it draw now."""

    interaction_ids: frozenset[int]
    earlier: EarlierTheme | None = None
    parts: dict[int, frozenset[int]] = field(default_factory=dict)


def decided(found: Iterable[Draft], earlier: Sequence[EarlierTheme], there: frozenset[int]) -> list[Draft]:
    """`there`: all interactions that growth may read."""
    before = {each.id: each for each in earlier}
    root_of = {each.id: _root(each, before) for each in earlier}
    drafts = list(found)
    drafts += _remaining(drafts, before, root_of, there)
    drafts = _put_in(drafts, there)
    return [_taken_out(draft) for draft in _merged(drafts, root_of)]


def _root(theme: EarlierTheme, before: Mapping[int, EarlierTheme]) -> int:
    """The theme that it is a part of in the end; itself where it is none, or where the way leads in a circle."""
    seen = {theme.id}
    at = theme
    while at.merged_into is not None and at.merged_into in before:
        at = before[at.merged_into]
        if at.id in seen:
            return theme.id
        seen.add(at.id)
    return at.id


def _remaining(
    drafts: Sequence[Draft],
    before: Mapping[int, EarlierTheme],
    root_of: Mapping[int, int],
    there: frozenset[int],
) -> list[Draft]:
    """Decided themes for which nothing was found keep what no other theme draws."""
    carried = {draft.earlier.id for draft in drafts if draft.earlier}
    filed = frozenset[int]().union(*(draft.interaction_ids for draft in drafts))
    has_parts = {root for theme, root in root_of.items() if theme != root}
    return [
        Draft(there.intersection(theme.interaction_ids) - filed, theme)
        for theme in before.values()
        if theme.id not in carried and (theme.is_decided or theme.put_in or theme.id in has_parts)
    ]


def _put_in(drafts: list[Draft], there: frozenset[int]) -> list[Draft]:
    for at, draft in enumerate(drafts):
        if draft.earlier and draft.earlier.put_in:
            own = draft.earlier.put_in & there
            drafts = [replace(each, interaction_ids=each.interaction_ids - own) for each in drafts]
            drafts[at] = replace(drafts[at], interaction_ids=drafts[at].interaction_ids | own)
    return drafts


def _merged(drafts: Sequence[Draft], root_of: Mapping[int, int]) -> list[Draft]:
    parts: dict[int, dict[int, frozenset[int]]] = {}
    whole = []
    for draft in drafts:
        if draft.earlier and root_of[draft.earlier.id] != draft.earlier.id:
            parts.setdefault(root_of[draft.earlier.id], {})[draft.earlier.id] = draft.interaction_ids
        else:
            whole.append(draft)

    own_parts = [parts.get(draft.earlier.id, {}) if draft.earlier else {} for draft in whole]
    return [
        replace(draft, interaction_ids=draft.interaction_ids.union(*own.values()), parts=own)
        for draft, own in zip(whole, own_parts, strict=True)
    ]


def _taken_out(draft: Draft) -> Draft:
    if not draft.earlier or not draft.earlier.taken_out:
        return draft
    out = draft.earlier.taken_out
    parts = {theme: own - out for theme, own in draft.parts.items()}
    return replace(draft, interaction_ids=draft.interaction_ids - out, parts=parts)
