"""Finds all themes anew, or files what is new under those that are known; their members are stored at once."""

from collections.abc import Mapping
from dataclasses import dataclass

from sessions_memory.growth.filing import file_new
from sessions_memory.growth.keeping import storing
from sessions_memory.growth.keeping.holding import Held
from sessions_memory.growth.keeping.known_themes import KnownThemes
from sessions_memory.growth.keeping.reading.new_sessions import Reading
from sessions_memory.growth.keeping.texts import questions
from sessions_memory.growth.themes import find_themes
from sessions_memory.growth.values import Theme
from sessions_memory.models import Growth


@dataclass(frozen=True)
class FoundAnew:
    """`themes`: by their rows; `rarities`: of all words, by which what is new will be filed."""

    themes: Mapping[int, Theme]
    rarities: bytes


def find_all(held: Held, reading: Reading, known: KnownThemes) -> FoundAnew:
    found = find_themes(reading.tiles, questions, known.earlier(), held.heard)
    return FoundAnew(storing.store_found(held, found, known), found.rarities)


def file_what_is_new(held: Held, reading: Reading, known: KnownThemes, growth: Growth) -> None:
    tiles = [tile for tile in reading.tiles if tile.session_id in reading.new]
    likeness = {pk: bytes(theme.likeness) for pk, theme in known.rows.items() if theme.likeness}
    filing = file_new(tiles, likeness, bytes(growth.rarities), known.filed())
    storing.store_members(held, filing, known, lost=())
