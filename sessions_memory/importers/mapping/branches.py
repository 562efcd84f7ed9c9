"""The current branch of a tree of messages. Order comes from the chain of parents, never from times or key order.

Where links are missing, the lists of children mend them. What hangs together then is a piece; pieces are put one after
another by their times, and where those are missing by their order in the file.
"""

import itertools
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.utils.translation import gettext_noop

from sessions_memory.importers.mapping.contract import Context

PIECES = gettext_noop(
    "Its messages are not all linked to each other; where a link is missing, their times decide the order."
)
GAPS = gettext_noop("Some of its messages are missing from the file; the others were kept.")

Up = dict[str, str | None]


@dataclass(frozen=True)
class Tree:
    """Each message's parent, in the order of the file; a parent that is no message may be one that was left out.

    `children`: the keys that each message lists. `seconds`: its time, 0 when unknown. `begins`: whether it may be the
    first of a branch, so that several of those are versions of each other. `says`: whether there is any message.
    """

    parents: Mapping[str, Any]
    seconds: Callable[[str], float]
    children: Mapping[str, Any] = field(default_factory=dict)
    begins: Callable[[str], bool] = lambda key: False
    says: Callable[[str], bool] = lambda key: True

    @cached_property
    def ranks(self) -> Mapping[str, int]:
        """Of all keys by time. One without a time stands behind the one before it in the file."""
        times, last = {}, 0.0
        for key in self.parents:
            last = times[key] = self.seconds(key) or last

        return {key: rank for rank, key in enumerate(sorted(times, key=lambda key: times[key]))}


@dataclass(frozen=True, slots=True)
class _Piece:
    """A branch of what hangs together, from the first down. `keys` may hold such as are no messages in the file."""

    keys: list[str]
    rank: int
    begins: bool


def current_branch(tree: Tree, leaf: Any, context: Context) -> list[str]:
    """The keys from the first down to `leaf`, or to the newest below it; to the newest of all if `leaf` is none."""
    up = _links(tree)
    pieces = _pieces(tree, up, leaf)
    if not pieces:
        return []

    chosen = _chosen(pieces, _main(tree, pieces, leaf))
    if len(chosen) > 1:
        context.remark(PIECES)
    if any(_has_gap(piece.keys, tree) for piece in chosen):
        context.remark(GAPS)

    return [key for piece in chosen for key in piece.keys if key in tree.parents]


def _links(tree: Tree) -> Up:
    """What stands above each key, as a forest: a parent as it is named, else one that lists it as its child."""
    named = {key: parent for key, parent in tree.parents.items() if isinstance(parent, str) and parent}
    left_out = dict.fromkeys(parent for parent in named.values() if parent not in tree.parents)
    listed = _listed(tree)
    up: Up = {key: named.get(key) or listed.get(key) for key in (*tree.parents, *left_out)}

    return _without_circles(up, listed, tree.ranks)


def _listed(tree: Tree) -> dict[str, str]:
    """The first that lists a key as its child, by this key."""
    listed: dict[str, str] = {}
    for key, children in tree.children.items():
        for child in children if isinstance(children, list) else ():
            if isinstance(child, str) and child != key:
                listed.setdefault(child, key)

    return listed


def _without_circles(up: Up, listed: Mapping[str, str], ranks: Mapping[str, int]) -> Up:
    grounded: set[str] = set()
    circles: list[list[str]] = []
    seen: set[str] = set()

    for key in up:
        path = _unseen(up, key, seen)
        end = up[path[-1]] if path else None
        if path and (end is None or end in grounded):
            grounded.update(path)
        elif path and end in path:
            circles.append(path[path.index(end) :])

    for circle in circles:
        opened = next((key for key in circle if listed.get(key) in grounded), None)
        first = opened or min(circle, key=lambda key: ranks.get(key, 0))
        up[first] = listed[first] if opened else None

    return up


def _unseen(up: Up, key: str | None, seen: set[str]) -> list[str]:
    path = []
    while key is not None and key not in seen:
        seen.add(key)
        path.append(key)
        key = up[key]

    return path


def _pieces(tree: Tree, up: Up, leaf: Any) -> list[_Piece]:
    """One branch of each tree of the forest that says anything."""
    roots = _roots(up)
    leaves: dict[str, str] = {}

    for key in sorted(_leaves(tree, up), key=lambda key: tree.ranks[key]):
        leaves[roots[key]] = key
    if isinstance(leaf, str) and leaf in tree.parents:
        leaves[roots[leaf]] = _newest_below(tree, up, leaf)

    pieces = (_piece(tree, _unseen(up, key, set())[::-1]) for key in leaves.values())
    return [piece for piece in pieces if any(key in tree.parents and tree.says(key) for key in piece.keys)]


def _roots(up: Up) -> dict[str, str]:
    roots: dict[str, str] = {}
    for key in up:
        path: list[str] = []
        at: str | None = key

        while at is not None and at not in roots:
            path.append(at)
            at = up[at]

        roots.update(dict.fromkeys(path, path[-1] if at is None else roots[at]))

    return roots


def _leaves(tree: Tree, up: Up) -> list[str]:
    inner = set(up.values())
    return [key for key in tree.parents if key not in inner]


def _newest_below(tree: Tree, up: Up, key: str) -> str:
    below: dict[str, list[str]] = {}
    for child, parent in up.items():
        below.setdefault(parent or "", []).append(child)

    waiting, ends = [key], []
    while waiting:
        at = waiting.pop()
        waiting += below.get(at, [])
        ends += [at] if at not in below else []

    return max((end for end in ends if end in tree.parents), key=lambda end: tree.ranks[end], default=key)


def _piece(tree: Tree, keys: list[str]) -> _Piece:
    here = [key for key in keys if key in tree.parents]
    said = next(filter(tree.says, here), here[0])
    return _Piece(keys, rank=tree.ranks[said], begins=tree.begins(here[0]))


def _main(tree: Tree, pieces: Iterable[_Piece], leaf: Any) -> _Piece:
    """The one with `leaf`, else the one that ends last."""
    return max(pieces, key=lambda piece: (leaf in piece.keys, tree.ranks[_last(tree, piece)]))


def _last(tree: Tree, piece: _Piece) -> str:
    return next(key for key in piece.keys[::-1] if key in tree.parents)


def _chosen(pieces: list[_Piece], main: _Piece) -> list[_Piece]:
    """Those that begin a branch of their own are other versions, unless the main one needs a beginning."""
    loose = [piece for piece in pieces if piece is main or not piece.begins]
    beginnings = [piece for piece in pieces if piece.begins and piece.rank < main.rank and not main.begins]
    newest = sorted(beginnings, key=lambda piece: piece.rank)[-1:]

    return sorted([*newest, *loose], key=lambda piece: piece.rank)


def _has_gap(keys: list[str], tree: Tree) -> bool:
    """A key that is no message stands below one that is. At the top it is how some exports mark the beginning."""
    here = [key in tree.parents for key in keys]
    return any(before and not now for before, now in itertools.pairwise(here))
