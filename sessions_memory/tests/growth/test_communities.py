import numpy as np

from sessions_memory.growth.communities import communities
from sessions_memory.growth.neighbours import Edges, edges_of
from sessions_memory.growth.sparse import Sparse
from sessions_memory.growth.weights import LENGTH


def edges(*pairs: tuple[int, int]) -> Edges:
    one, other = np.array(sorted(pairs)).T
    return Edges(one, other, np.full(len(one), 10))


def test_two_rings_that_touch_once_are_two_groups() -> None:
    ring = [(0, 1), (1, 2), (0, 2), (3, 4), (4, 5), (3, 5), (2, 3)]
    assert communities(edges(*ring), 6, 1) == [0, 0, 0, 1, 1, 1]


def test_without_edges_each_is_alone() -> None:
    none = Edges(np.zeros(0, int), np.zeros(0, int), np.zeros(0, int))
    assert communities(none, 3, 1) == [0, 1, 2]


def test_a_higher_resolution_makes_more_groups() -> None:
    chain = edges(*((node, node + 1) for node in range(29)))
    counts = [len(set(communities(chain, 30, resolution))) for resolution in (0.5, 1, 4)]
    assert counts == sorted(counts) and counts[0] < counts[-1]


def test_two_tiles_are_alike_only_with_two_words_in_common() -> None:
    half = round(LENGTH * 0.5**0.5)
    tile, word = [0, 0, 1, 1, 2, 2], [0, 1, 0, 1, 1, 2]
    weights = Sparse(np.array(tile), np.array(word), np.full(6, half), 3, 3)
    found = edges_of(weights)
    assert list(zip(found.one.tolist(), found.other.tolist(), strict=True)) == [(0, 1)]
    assert abs(found.weight[0] / LENGTH**2 - 1) < 0.001
