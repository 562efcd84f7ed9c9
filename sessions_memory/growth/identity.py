"""Carries the ids of earlier themes to the groups that go on with them. Pure.

All is grouped anew each time; only filing what is new would splinter a theme
into many. Who a group was before is told by the interactions that both have.
"""

from collections import Counter
from collections.abc import Mapping, Sequence

# Less than this share of the smaller of the two is no going on.
SHARED = 0.25


def carried(groups: Sequence[Sequence[int]], earlier: Mapping[int, Sequence[int]]) -> list[int | None]:
    """For each group (interaction ids) the id of the earlier theme (its interaction ids) that it is; each only once.

    The pair that shares most comes first; of equals, the older theme and the first group.
    """
    themes_of: dict[int, list[int]] = {}
    for theme, members in sorted(earlier.items()):
        for member in members:
            themes_of.setdefault(member, []).append(theme)
    shared = {
        (group, theme): count
        for group, members in enumerate(groups)
        for theme, count in Counter(theme for member in members for theme in themes_of.get(member, ())).items()
    }
    found: list[int | None] = [None] * len(groups)
    taken: set[int] = set()
    for (group, theme), count in sorted(shared.items(), key=lambda pair: (-pair[1], pair[0][1], pair[0][0])):
        smaller = min(len(groups[group]), len(earlier[theme]))
        if found[group] is None and theme not in taken and count >= SHARED * smaller:
            found[group] = theme
            taken.add(theme)
    return found
