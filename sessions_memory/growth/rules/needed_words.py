"""Which words a text must have for a pattern to fit it, read off the pattern itself. Pure.

Whoever writes a pattern needs to know nothing of this: where it is in doubt, a pattern needs nothing.
"""

import re

# Python's own reading of patterns. It has no public name; requirements name the versions of Python that have it.
from re import _constants as ops  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

# Of a word, as it stands in small letters: a blank before it or behind it where it begins or ends there.
Piece = str
AnyOf = frozenset[Piece]
AllOf = frozenset[AnyOf]
# A pattern fits one way or another; each way needs something of every one of its sets.
Ways = frozenset[AllOf]

ANY_TEXT: Ways = frozenset([frozenset()])
NOTHING_ELSE = frozenset([""])
# More texts than these are not spelled out, nor more ways held apart.
TEXTS_LIMIT, WAYS_LIMIT = 400, 40
SIGNS_LIMIT = 8
# How much rarer a piece is for each letter that it has more, and for each end of a word that it has.
RARER_BY_LETTER, RARER_BY_END = 1 / 12, 1 / 2
REPEATS = (ops.MAX_REPEAT, ops.MIN_REPEAT, ops.POSSESSIVE_REPEAT)


class _Read:
    """`texts`: all that it can match, where they are few; None otherwise, and then `ways` say what it needs."""

    def __init__(self, texts: frozenset[str] | None, ways: Ways = ANY_TEXT) -> None:
        self.texts, self.ways = texts, ways


class PatternReader:
    """`given`: words that a text may be said to have, though it has not; nothing is gained by needing them."""

    def __init__(self, given: str) -> None:
        self._given = [f" {word} " for word in given.split()]

    def ways(self, pattern: re.Pattern[str] | None) -> Ways:
        """ANY_TEXT where there is no pattern, or it needs no word."""
        return self._needs(self._row(_parser.parse(pattern.pattern, pattern.flags))) if pattern else ANY_TEXT

    def _row(self, nodes: Any) -> _Read:
        """One node after the other: their texts are joined, up to where a word ends or there are too many."""
        texts, ways, is_whole = NOTHING_ELSE, ANY_TEXT, True
        for node in nodes:
            part = self._node(*node)
            ways = both(ways, part.ways)
            joined = _joined(texts, part.texts)
            if joined is None:
                ways, is_whole = both(ways, self._of_texts(texts)), False
                texts = NOTHING_ELSE if part.texts is None else part.texts
            elif _end_words(joined):
                ways, texts, is_whole = both(ways, self._of_texts(joined)), frozenset(" "), False
            else:
                texts = joined

        return _Read(texts, ways) if is_whole else _Read(None, both(ways, self._of_texts(texts)))

    def _node(self, kind: Any, value: Any) -> _Read:
        if kind is ops.LITERAL:
            return _Read(frozenset(_sign(value)))
        if kind is ops.IN:
            return _Read(_signs(value))
        if kind is ops.AT:
            return _Read(frozenset(" ") if value is ops.AT_BOUNDARY else NOTHING_ELSE)
        if kind is ops.ASSERT_NOT:
            return _Read(NOTHING_ELSE)
        return self._node_of_nodes(kind, value)

    def _node_of_nodes(self, kind: Any, value: Any) -> _Read:
        if kind is ops.SUBPATTERN:
            return self._row(value[-1])
        if kind is ops.ASSERT:
            # What must follow may overlap with what is read next.
            return _Read(None, self._needs(self._row(value[1])))
        if kind is ops.BRANCH:
            return self._branch([self._row(nodes) for nodes in value[1]])
        if kind in REPEATS:
            return self._repeat(*value)
        return _Read(None)

    def _branch(self, branches: list[_Read]) -> _Read:
        texts = [branch.texts for branch in branches if branch.texts is not None]
        joined = frozenset[str]().union(*texts)
        if len(texts) == len(branches) and len(joined) <= TEXTS_LIMIT:
            return _Read(joined)

        return _Read(None, either([self._needs(branch) for branch in branches]))

    def _repeat(self, least: int, most: int, nodes: Any) -> _Read:
        once = self._row(nodes)
        if least == most == 1:
            return once
        if least:
            return _Read(None, self._needs(once))

        return _Read(None if most > 1 or once.texts is None else once.texts | NOTHING_ELSE)

    def _needs(self, read: _Read) -> Ways:
        return read.ways if read.texts is None else both(read.ways, self._of_texts(read.texts))

    def _of_texts(self, texts: frozenset[str]) -> Ways:
        longest = frozenset(self._longest(text) for text in texts)
        return ANY_TEXT if "" in longest else frozenset([frozenset([_shortest(longest)])])

    def _longest(self, text: str) -> Piece:
        pieces = [piece for piece in _pieces(text) if not any(piece in word for word in self._given)]
        return max(pieces, key=lambda piece: (len(piece.strip()), len(piece)), default="")


def both(one: Ways, other: Ways) -> Ways:
    """What one and the other need; where that are too many ways, only what rules out more."""
    if ANY_TEXT in (one, other):
        return one if other == ANY_TEXT else other
    if len(one) * len(other) > WAYS_LIMIT:
        return min(one, other, key=_share)

    return _without_narrower(frozenset(a | b for a in one for b in other))


def either(needs: list[Ways]) -> Ways:
    ways = _without_narrower(frozenset[AllOf]().union(*needs))
    if ways == ANY_TEXT:
        return ways

    # Ways that need one of a set only are one way: one of all those sets.
    alone = frozenset[Piece]().union(*(piece for way in ways if len(way) == 1 for piece in way))
    several = frozenset(way for way in ways if len(way) > 1)
    if len(several) >= WAYS_LIMIT:
        alone, several = alone.union(*(rarest(way) for way in several)), frozenset()

    return several | {frozenset([_shortest(alone)])} if alone else several


def rarest(way: AllOf) -> AnyOf:
    return min(way, key=lambda pieces: (_share_of(pieces), sorted(pieces)))


def _share(ways: Ways) -> float:
    """A guess how many texts have what it takes, to tell which of two needs rules out more."""
    return sum(min(map(_share_of, way), default=1.0) for way in ways)


def _share_of(pieces: AnyOf) -> float:
    return min(1.0, sum(_rarity(piece) for piece in pieces))


def _rarity(piece: Piece) -> float:
    word = piece.strip()
    return float(RARER_BY_LETTER ** (len(word) - 1) * RARER_BY_END ** (len(piece) - len(word)))


def _without_narrower(ways: Ways) -> Ways:
    return frozenset(way for way in ways if not any(other < way for other in ways))


def _shortest(pieces: AnyOf) -> AnyOf:
    """What has "finished" has "finish"."""
    return frozenset(piece for piece in pieces if not any(part != piece and part in piece for part in pieces))


def _joined(texts: frozenset[str], more: frozenset[str] | None) -> frozenset[str] | None:
    if more is None or len(texts) * len(more) > TEXTS_LIMIT:
        return None

    return frozenset((text + end).replace("  ", " ") for text in texts for end in more)


def _end_words(texts: frozenset[str]) -> bool:
    return len(texts) > 1 and all(text.endswith(" ") and text != " " for text in texts)


def _pieces(text: str) -> list[Piece]:
    parts = text.split(" ")
    last = len(parts) - 1
    return [f"{' ' * (at > 0)}{part}{' ' * (at < last)}" for at, part in enumerate(parts) if part]


def _signs(members: Any) -> frozenset[str] | None:
    """Those of a set, where they are few."""
    if any(kind not in (ops.LITERAL, ops.RANGE) for kind, _ in members):
        return None

    ranges = [(value, value) if kind is ops.LITERAL else value for kind, value in members]
    if sum(1 + last - first for first, last in ranges) > SIGNS_LIMIT:
        return None

    return frozenset(_sign(code) for first, last in ranges for code in range(first, last + 1))


def _sign(code: int) -> str:
    small = chr(code).lower()
    return small if small.isalnum() or small == "_" else " "
