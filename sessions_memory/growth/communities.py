"""Groups of tiles that hang together more than chance would have it: the method of Louvain. Pure.

Written here because the packages for it are under the GPL or too large. Nodes
are taken in order and ties go to the smaller group, all in whole numbers: the
same graph always falls into the same groups.

Source: Blondel et al., "Fast unfolding of communities in large networks", 2008; with the resolution of Reichardt and
Bornholdt, 2006.
"""

from collections import defaultdict

from sessions_memory.growth.neighbours import Edges

Graph = list[dict[int, int]]
ROUNDS_MAX = 50
# The resolution is a fraction of whole numbers.
PARTS = 16


def communities(edges: Edges, count: int, resolution: float) -> list[int]:
    """The group of each node, numbered in the order of their first nodes."""
    graph: Graph = [{} for _ in range(count)]
    for one, other, weight in zip(edges.one.tolist(), edges.other.tolist(), edges.weight.tolist(), strict=True):
        graph[one][other] = graph[other][one] = weight
    group_of = list(range(count))
    while True:
        moved = _moved(graph, round(resolution * PARTS))
        numbers = _numbered(moved)
        if len(set(numbers)) == len(graph):
            return _numbered(group_of)
        group_of = [numbers[group] for group in group_of]
        graph = _folded(graph, numbers)


def _moved(graph: Graph, resolution: int) -> list[int]:
    """Each node where it gains most, until none moves."""
    degree = [sum(near.values()) + near.get(node, 0) for node, near in enumerate(graph)]
    total = sum(degree)
    group_of = list(range(len(graph)))
    weight_of = list(degree)
    for _ in range(ROUNDS_MAX):
        has_moved = False
        for node, near in enumerate(graph):
            own = group_of[node]
            weight_of[own] -= degree[node]
            ties: dict[int, int] = defaultdict(int)
            for other, weight in near.items():
                if other != node:
                    ties[group_of[other]] += weight
            cost = resolution * degree[node]
            best, gain = own, PARTS * total * ties.get(own, 0) - cost * weight_of[own]
            for group in sorted(ties):
                here = PARTS * total * ties[group] - cost * weight_of[group]
                if here > gain:
                    best, gain = group, here
            group_of[node] = best
            weight_of[best] += degree[node]
            has_moved = has_moved or best != own
        if not has_moved:
            break
    return group_of


def _folded(graph: Graph, group_of: list[int]) -> Graph:
    """A node for each group; what is within a group is a tie to itself."""
    folded: Graph = [defaultdict(int) for _ in range(max(group_of) + 1)]
    for node, near in enumerate(graph):
        for other, weight in near.items():
            if other >= node:
                one, two = group_of[node], group_of[other]
                folded[one][two] += weight
                if one != two:
                    folded[two][one] += weight
    return folded


def _numbered(groups: list[int]) -> list[int]:
    numbers: dict[int, int] = {}
    return [numbers.setdefault(group, len(numbers)) for group in groups]
