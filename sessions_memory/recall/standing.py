"""Whether what stems found holds up as the words stand there. Pure.

The index knows stems alone, and a stem brings together what is not the same
word. Such a word counts for half, where a question hangs by it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from sessions_memory.models import UserInteraction
from sessions_memory.recall.gate import Strength, strength
from sessions_memory.recall.index.packing import Array
from sessions_memory.recall.language.passages import mentions
from sessions_memory.recall.language.same_word import as_they_stand, is_same_word, marked
from sessions_memory.recall.language.words import AskedWord, detect, tokens_of
from sessions_memory.recall.scoring import Scored, Told

OTHER_WORD = 0.5
Judge = Callable[[Strength], bool]


@dataclass(frozen=True)
class Standing:
    """`held`: what the gate was passed with. `documents`: among how many interactions."""

    question: str
    words: Sequence[AskedWord]
    scored: Scored
    held: Strength
    documents: int

    def holds(self, rows: Sequence[UserInteraction], is_needed: Judge) -> bool:
        """Texts are read only where it hangs by a word or two. `rows`: those that would be told."""
        if is_needed(_halved(self.held)):
            return True

        as_asked = self._as_asked()
        loosely, strictly = (self._strength(rows, as_asked, weight) for weight in (1.0, OTHER_WORD))
        # What none of these rows holds was found in another one.
        return is_needed(strictly) or not is_needed(loosely)

    def _as_asked(self) -> list[str]:
        stand = as_they_stand(self.question)
        return [stand.get(word.word, word.word) for word in self.words]

    def _strength(self, rows: Sequence[UserInteraction], as_asked: Sequence[str], weight: float) -> Strength:
        sides = [
            np.array([_held(text, self.words, as_asked, weight) for text in texts]).reshape(-1, len(self.words))
            for texts in ([row.user_question for row in rows], [row.own_answer for row in rows])
        ]
        told = Told(sides[0], sides[1], self.scored.told.likeness)
        found = strength(self.question, told, self.scored.idf, self.words, self.documents)
        return replace(found, closest=self.held.closest)


def _halved(held: Strength) -> Strength:
    return replace(
        held,
        best=OTHER_WORD * held.best,
        own=OTHER_WORD * held.own,
        words=OTHER_WORD * held.words,
        has_definite=False,
        has_name=False,
    )


def _held(text: str, words: Sequence[AskedWord], as_asked: Sequence[str], weight: float) -> Array:
    """Of each asked word: 1 where it stands in the text, `weight` where only another word of its stem does."""
    held = np.zeros(len(words))
    found = mentions(text, words)
    language = detect(tokens_of(text)) if found else ""

    for mention in found:
        is_same = is_same_word(as_asked[mention.word], marked(text, mention.start, mention.end), language)
        held[mention.word] = max(held[mention.word], 1.0 if is_same else weight)

    return held
