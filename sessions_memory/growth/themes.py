"""What a person talks about again and again: the one door to it. Pure.

The texts of the questions are asked for through `questions`, a few hundred for
each theme that needs a name: nobody has to hold all of them at once.
"""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from sessions_memory.growth.communities import communities
from sessions_memory.growth.deciding import Draft, decided
from sessions_memory.growth.filing import likenesses, rarities_of
from sessions_memory.growth.identity import carried
from sessions_memory.growth.merging import merge
from sessions_memory.growth.names import LEADING_WORDS, QUESTIONS_READ, Asked, Name, named
from sessions_memory.growth.neighbours import edges_of
from sessions_memory.growth.settling import NONE, Own, own_words, settle
from sessions_memory.growth.sparse import Sparse
from sessions_memory.growth.tiles import counted, cut
from sessions_memory.growth.values import EarlierTheme, Found, OwnWord, Theme, Tile, Unit
from sessions_memory.growth.weights import Words, rarity_for_person, weights_of, words_of
from sessions_memory.recall.index.packing import Array

Questions = Callable[[Sequence[int]], Mapping[int, str]]

# Few conversations are about few things, however long they are: between these numbers of sessions, groups become
# finer and are merged less readily.
FEW_SESSIONS, MANY_SESSIONS = 5, 100
RESOLUTION = (0.5, 2.0)
MERGED_FROM = (0.35, 0.7)
WORDS_TOLD = 20
# A word that comes twenty times as often as elsewhere is no less telling than one that comes a thousand times.
TIMES_MAX = 20.0
# Of the leading words so many are known from before where no question is read again.
KNOWN_LEADING = 0.8
# More than so many nobody looks through; the largest.
THEMES_MAX = 150


@dataclass(frozen=True)
class Place:
    """Where an interaction stands: the number of its tile."""

    tile: int
    session: int
    day: date


@dataclass(frozen=True)
class _Grouped:
    """`groups`: of each tile. Of each group: how telling its own words are, strongest first, and its likeness."""

    groups: Array
    strengths: list[dict[int, float]]
    likenesses: list[bytes]
    rarities: bytes = b""

    def main(self, members: Sequence[int], places: Mapping[int, Place]) -> int:
        """The group that most of them come from; NONE where they come from none."""
        counts = Counter(int(self.groups[places[pk].tile]) for pk in members)
        counts.pop(NONE, None)
        return min(counts, key=lambda group: (-counts[group], group), default=NONE)


def themes_of(units: Iterable[Unit], earlier: Sequence[EarlierTheme] = ()) -> tuple[Theme, ...]:
    """Of so few that all their texts may be held at once."""
    texts = {unit.interaction_id: unit.question for unit in units}
    tiles = list(cut([counted(unit) for unit in units]))
    return find_themes(tiles, lambda ids: {pk: texts[pk] for pk in ids}, earlier).themes


def find_themes(
    tiles: Sequence[Tile],
    questions: Questions,
    earlier: Sequence[EarlierTheme] = (),
    heard: Callable[[], None] = lambda: None,
) -> Found:
    """`tiles`: all of a person's, each session's in their order; `heard` is called now and then."""
    grouped = _grouped(tiles, heard) if tiles else _Grouped(np.zeros(0, np.int64), [], [])
    places = _places(tiles)
    found = []
    for draft in decided(_drafts(tiles, grouped.groups, earlier), earlier, frozenset(places)):
        members = sorted(draft.interaction_ids, key=lambda pk: (places[pk].tile, pk))
        theme = _theme(draft, members, places, grouped, questions)
        if theme:
            found.append(theme)
        heard()
    found.sort(key=lambda theme: (-len(theme.interaction_ids), theme.interaction_ids, theme.id or 0))
    return Found(tuple(found), grouped.rarities)


def _grouped(tiles: Sequence[Tile], heard: Callable[[], None]) -> _Grouped:
    words = words_of(tiles)
    rare = rarity_for_person(words)
    weights = weights_of(words, rare)
    groups = _groups(words, weights, heard)
    own = own_words(words, groups)
    return _Grouped(
        groups, _told(words, groups, own), likenesses(words, weights, groups, own), rarities_of(words, rare)
    )


def _places(tiles: Sequence[Tile]) -> dict[int, Place]:
    return {
        pk: Place(number, tile.session_id, day)
        for number, tile in enumerate(tiles)
        for pk, day in zip(tile.interaction_ids, tile.days, strict=True)
    }


def _groups(words: Words, weights: Sparse, heard: Callable[[], None]) -> Array:
    """The group of each tile."""
    sessions = len(np.unique(words.session))
    edges = edges_of(weights, heard)
    groups = np.array(communities(edges, words.tiles, _between(RESOLUTION, sessions)))
    heard()
    groups = settle(words, weights, groups)
    heard()
    return merge(weights_of(words, words.rarity), groups, _between(MERGED_FROM, sessions))


def _between(ends: tuple[float, float], sessions: int) -> float:
    few, many = ends
    much = math.log(max(sessions, 1) / FEW_SESSIONS) / math.log(MANY_SESSIONS / FEW_SESSIONS)
    return few + (many - few) * min(max(much, 0.0), 1.0)


def _told(words: Words, groups: Array, own: Own) -> list[dict[int, float]]:
    """Of each group: how telling each of its own words is, the most telling first."""
    weight = own.share * np.log(np.minimum(own.times, TIMES_MAX)) * words.rarity[own.word]
    order = np.lexsort((own.word, -weight, own.group))
    told: list[dict[int, float]] = [{} for _ in range(int(groups.max(initial=NONE)) + 1)]
    for group, word, value in zip(own.group[order].tolist(), own.word[order], weight[order].tolist(), strict=True):
        told[group][int(words.terms[word])] = value
    return told


def _drafts(tiles: Sequence[Tile], groups: Array, earlier: Sequence[EarlierTheme]) -> list[Draft]:
    members: list[list[int]] = [[] for _ in range(int(groups.max(initial=NONE)) + 1)]
    for tile, group in zip(tiles, groups.tolist(), strict=True):
        if group != NONE:
            members[group] += tile.interaction_ids
    members = sorted(members, key=len, reverse=True)[:THEMES_MAX]
    before = {each.id: each for each in earlier}
    ids = carried(members, {each.id: each.interaction_ids for each in earlier})
    return [Draft(frozenset(own), None if pk is None else before[pk]) for own, pk in zip(members, ids, strict=True)]


def _theme(
    draft: Draft,
    members: Sequence[int],
    places: Mapping[int, Place],
    grouped: _Grouped,
    questions: Questions,
) -> Theme | None:
    """None where the person's questions give it no name."""
    main = grouped.main(members, places)
    strength = grouped.strengths[main] if main != NONE else {}
    name, words = _called(draft.earlier, strength, lambda: _asked(members, places, questions))
    if name is None:
        return None
    days = {places[pk].day for pk in members}
    return Theme(
        id=draft.earlier.id if draft.earlier else None,
        name=name.text,
        name_terms=name.terms,
        words=tuple(words[:WORDS_TOLD]),
        interaction_ids=tuple(members),
        first_day=min(days, default=None),
        last_day=max(days, default=None),
        sessions=len({places[pk].session for pk in members}),
        days=len(days),
        parts={theme: tuple(sorted(own)) for theme, own in draft.parts.items()},
        likeness=grouped.likenesses[main] if main != NONE else b"",
    )


def _called(
    known: EarlierTheme | None, strength: Mapping[int, float], asked: Callable[[], list[Asked]]
) -> tuple[Name | None, list[OwnWord]]:
    """Its name and its own words; the questions are read where those known from before do not do."""
    if known:
        words = _own_words(strength, {word.term: word.text for word in known.words})
        if _still_leads(words, strength) and (known.is_renamed or _still_fits(known, words)):
            return Name(known.name, known.name_terms), words
    name, spelled = named(asked(), strength)
    words = _own_words(strength, spelled)
    if known and (known.is_renamed or _still_fits(known, words) or (known.is_decided and name is None)):
        name = Name(known.name, known.name_terms)
    return name, words


def _own_words(strength: Mapping[int, float], spelled: Mapping[int, str]) -> list[OwnWord]:
    return [OwnWord(term, spelled[term], round(strength[term], 3)) for term in strength if term in spelled]


def _still_leads(words: Sequence[OwnWord], strength: Mapping[int, float]) -> bool:
    """Whether nearly all of its leading words are among the known ones."""
    leading = list(strength)[:LEADING_WORDS]
    return len(set(leading).intersection(word.term for word in words)) >= KNOWN_LEADING * max(len(leading), 1)


def _still_fits(known: EarlierTheme, words: Sequence[OwnWord]) -> bool:
    """A name stays until none of its words leads: names that change are not recognised."""
    return not {word.term for word in words[:LEADING_WORDS]}.isdisjoint(known.name_terms)


def _asked(members: Sequence[int], places: Mapping[int, Place], questions: Questions) -> list[Asked]:
    """Evenly out of all, where they are many."""
    chosen = members[:: math.ceil(len(members) / QUESTIONS_READ) or 1]
    texts = questions(chosen)
    return [Asked(places[pk].tile, places[pk].session, texts[pk]) for pk in chosen if pk in texts]
