"""A change of one line as a value, and the lists of them. Pure, but for reading the files."""

import hashlib
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

LISTS = Path(__file__).parent


@dataclass(frozen=True)
class Mutant:
    """`name` says what is lost. `old` stands exactly once in `file`; `tests`, as pytest names them, fail with `new`."""

    name: str
    file: str
    old: str
    new: str
    tests: tuple[str, ...]

    def applied(self, text: str) -> str:
        """Raises Outdated if the text is no longer what the mutant was written for."""
        count = text.count(self.old)
        if count != 1:
            raise Outdated(f"the old text stands {count} times in {self.file}")

        return text.replace(self.old, self.new)


class Outdated(Exception):
    """Its message says why the mutant can't be made any more."""


def read_lists(paths: Iterable[Path] = ()) -> list[Mutant]:
    mutants = []
    for path in paths or sorted(LISTS.glob("*.toml")):
        for entry in tomllib.loads(path.read_text(encoding="utf-8"))["mutant"]:
            mutants.append(Mutant(**entry | {"tests": tuple(entry["tests"])}))

    return mutants


def shuffled(mutants: Sequence[Mutant], seed: str) -> list[Mutant]:
    """The same order for the same seed on every machine; another seed begins with others."""
    return sorted(mutants, key=lambda mutant: hashlib.sha256(f"{seed} {mutant.name}".encode()).digest())
