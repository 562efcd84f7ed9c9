"""How well themes agree with what conversations are known to be about. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from math import comb

from insightvault.benchmarks.growth.people import Person
from sessions_memory.growth.themes import themes_of
from sessions_memory.growth.values import EarlierTheme, Theme

# More than so many nobody looks through.
THEMES_MAX = 15


@dataclass(frozen=True)
class Filing:
    """The themes a person sees, and of each how many interactions it has of each subject."""

    person: Person
    themes: list[Theme]

    @property
    def subjects(self) -> list[Counter[str]]:
        return [Counter(self.person.subject_of[pk] for pk in theme.interaction_ids) for theme in self.themes]

    @property
    def mains(self) -> list[str]:
        return [main_of(counts) for counts in self.subjects]

    @property
    def purity(self) -> float:
        """The share of the interactions in themes whose theme is mainly about their own subject."""
        return self._right / max(sum(map(Counter.total, self.subjects)), 1)

    @property
    def right(self) -> float:
        """The same, of all interactions."""
        return self._right / len(self.person.subject_of)

    @property
    def coverage(self) -> float:
        return sum(map(Counter.total, self.subjects[:THEMES_MAX])) / len(self.person.subject_of)

    @property
    def found(self) -> int:
        """Subjects that a theme is mainly about."""
        return len(self.person.subjects.intersection(self.mains[:THEMES_MAX]))

    @property
    def inverse_purity(self) -> float:
        """The share of the interactions of subjects that are in the theme with most of their subject's."""
        most: Counter[str] = Counter()
        for counts in self.subjects:
            most |= counts
        known = self.person.subjects
        total = sum(1 for subject in self.person.subject_of.values() if subject in known)
        return sum(count for subject, count in most.items() if subject in known) / total

    @property
    def one_offs(self) -> float:
        """The share of the questions asked once that are in a theme."""
        inside = chain.from_iterable(self.subjects)
        return len(self.person.one_offs.intersection(inside)) / max(len(self.person.one_offs), 1)

    @property
    def junk(self) -> int:
        """Themes at least half of which are questions asked once."""
        shares = [sum(counts[one] for one in self.person.one_offs) / counts.total() for counts in self.subjects]
        return sum(share >= 0.5 for share in shares)

    @property
    def _right(self) -> int:
        return sum(max(counts.values()) for counts in self.subjects)


def filed(person: Person, earlier: Sequence[EarlierTheme] = ()) -> Filing:
    return Filing(person, [theme for theme in themes_of(person.units, earlier) if theme.is_enough])


def main_of(counts: Counter[str]) -> str:
    return min(counts, key=lambda subject: (-counts[subject], subject))


def adjusted_rand(one: Mapping[int, int], other: Mapping[int, int], members: Iterable[int]) -> float:
    """How far two groupings of `members` agree: 1 wholly, 0 as by chance. Members without a group form one together.

    Source: Hubert and Arabie, "Comparing partitions", 1985.
    """
    pairs = [(one.get(member, -1), other.get(member, -1)) for member in members]
    together = sum(comb(count, 2) for count in Counter(pairs).values())
    in_one = sum(comb(count, 2) for count in Counter(first for first, _ in pairs).values())
    in_other = sum(comb(count, 2) for count in Counter(second for _, second in pairs).values())
    expected = in_one * in_other / comb(len(pairs), 2)
    most = (in_one + in_other) / 2
    return 1.0 if most == expected else (together - expected) / (most - expected)
