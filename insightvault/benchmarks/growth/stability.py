"""Whether themes stay what they are while the history grows."""

from collections.abc import Iterable

from insightvault.benchmarks.figures import Report
from insightvault.benchmarks.growth.people import Person, Session, first_part, together
from insightvault.benchmarks.growth.scores import adjusted_rand
from sessions_memory.growth.themes import themes_of
from sessions_memory.growth.values import EarlierTheme, Theme

NEARLY_ALL = 0.95
STEPS = [tenths / 10 for tenths in range(3, 11)]


def add(report: Report, of_chats: dict[str, list[Session]]) -> None:
    person = together(of_chats.values())
    all_themes = themes_of(person.units)
    fewer = first_part(person, NEARLY_ALL)
    agreement = adjusted_rand(_number_of(themes_of(fewer.units)), _number_of(all_themes), fewer.subject_of)
    report.add("adjusted Rand with 5 % more", agreement, "", least=0.97)
    lost, renamed = _growing(person)
    report.add("identities lost", lost, f"in {len(STEPS) - 1} steps", at_most=2)
    report.add("names changed without cause", renamed, "", at_most=0)
    report.add("run twice, differing themes", sum(map(_differs, all_themes, themes_of(person.units))), "", at_most=0)


def _number_of(themes: Iterable[Theme]) -> dict[int, int]:
    return {pk: number for number, theme in enumerate(themes) for pk in theme.interaction_ids}


def _growing(person: Person) -> tuple[int, int]:
    """How many themes went, and how many names changed although a word of them still leads."""
    earlier: list[EarlierTheme] = []
    lost = renamed = number = 0
    for share in STEPS:
        now: dict[int, Theme] = {}
        for theme in themes_of(first_part(person, share).units, earlier):
            number += theme.id is None
            now[theme.id or number] = theme
        lost += sum(theme.id not in now for theme in earlier)
        renamed += sum(theme.id in now and _is_renamed(theme, now[theme.id]) for theme in earlier)
        earlier = [kept(theme, pk) for pk, theme in now.items()]
    return lost, renamed


def kept(theme: Theme, number: int) -> EarlierTheme:
    return EarlierTheme(number, theme.interaction_ids, theme.name, theme.name_terms, theme.words)


def _is_renamed(before: EarlierTheme, now: Theme) -> bool:
    still = not set(before.name_terms).isdisjoint(word.term for word in now.words[:10])
    return before.name != now.name and still


def _differs(one: Theme, other: Theme) -> bool:
    return one != other
