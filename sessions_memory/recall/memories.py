"""From scored interactions to memories: near-duplicates made one, the telling passage, the reasons in words. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.timezone import localtime

from sessions_memory.models import UserInteraction
from sessions_memory.recall.language.dates import Span
from sessions_memory.recall.language.passages import Mention, mentions, passage
from sessions_memory.recall.language.wishes import is_wish
from sessions_memory.recall.language.words import AskedWord, terms_of
from sessions_memory.web.dates import english_day

REASON_WORDS = 4
# The share of two questions' terms that both must have.
SAME_SHARE = 0.85
SAME_TERMS = 3
# An answer that tells less than this share of what its question tells is not quoted.
ANSWER_SHARE = 0.34
CLOSE = 0.45
# Two texts that have nothing to do with each other are hardly closer.
RATHER_CLOSE = 0.25


@dataclass(frozen=True)
class RecalledMemory:
    """`score`: higher is closer, comparable within one call. `reasons`: in words, for the reader, at least one.

    `text` is the person's question, whole, and the telling passage of a file of it. `answer` is the telling passage of
    the answer, "" where only the question tells. `said_in`: the source, as a person calls it. `matched`: words as they
    stand in both, to mark. `times_asked`: how many near-duplicates stand for it.
    `ended`: how its answer ended that is not whole ("stopped", "failed", "interrupted"), "" for all others.
    """

    interaction_id: int
    session_id: int
    session_title: str
    source: str
    said_in: str
    time: datetime
    text: str
    answer: str
    score: float
    reasons: tuple[str, ...]
    matched: tuple[str, ...]
    times_asked: int
    ended: str = ""


@dataclass
class Group:
    """An interaction and those that asked the same."""

    best: UserInteraction
    terms: frozenset[int]
    times: list[datetime] = field(default_factory=list)


def join(groups: list[Group], row: UserInteraction) -> None:
    """Adds the row to the group that asked the same, or as a group of its own."""
    terms = terms_of(row.user_question)
    for group in groups:
        if _is_the_same(group, row, terms):
            group.times.append(row.created_at)
            # Asked again until there was an answer: that one tells more.
            group.best = row if group.best.ended and not row.ended else group.best
            return

    groups.append(Group(row, terms, [row.created_at]))


def _is_the_same(group: Group, row: UserInteraction, terms: frozenset[int]) -> bool:
    both = len(terms & group.terms)
    if both < SAME_TERMS:
        # A few terms can make different questions: "Sell the house?" and "Did the house sell?"
        return row.user_question.casefold().split() == group.best.user_question.casefold().split()

    return both >= SAME_SHARE * len(terms | group.terms)


@dataclass(frozen=True)
class Matcher:
    """Tells of each memory what in it answers to the question."""

    words: Sequence[AskedWord]
    idf: Sequence[float]
    span: Span | None

    def memory(
        self,
        group: Group,
        *,
        score: float,
        is_dated: bool,
        similarity: float = 0.0,
        files: Sequence[tuple[str, str]] = (),
    ) -> RecalledMemory:
        """`files`: name and text of each that the question was asked with."""
        row = group.best
        asked, answered = mentions(row.user_question, self.words), mentions(row.own_answer, self.words)
        said = self._said(row.user_question, asked) | self._said(row.own_answer, answered)
        quoted, said_in_file = self._of_files(files)
        said |= said_in_file
        rarest_first = sorted(said, key=lambda word: -self.idf[said[word]])

        return RecalledMemory(
            interaction_id=row.pk,
            session_id=row.session_id,
            session_title=row.session.title,
            source=row.session.source,
            said_in=row.session.said_in,
            time=row.created_at,
            text=row.user_question + quoted,
            answer=self._passage(row.own_answer, asked, answered),
            score=score,
            reasons=tuple(self._reasons(group, rarest_first, is_dated, similarity)),
            matched=tuple(rarest_first),
            times_asked=len(group.times),
            ended=row.ended,
        )

    def _said(self, text: str, found: Sequence[Mention]) -> dict[str, int]:
        """Words as they stand in the text -> the asked word that they are."""
        return {text[mention.start : mention.end]: mention.word for mention in found}

    def _passage(self, answer: str, asked: Sequence[Mention], answered: Sequence[Mention]) -> str:
        matched = sum(self.idf[word] for word in {mention.word for mention in answered})
        if not matched or matched < ANSWER_SHARE * sum(self.idf[word] for word in {mention.word for mention in asked}):
            return ""

        return passage(answer, answered, self.idf)

    def _of_files(self, files: Sequence[tuple[str, str]]) -> tuple[str, dict[str, int]]:
        """The passage that tells most of all files, below the name of its own, and its words; "" if none tells."""
        best, quoted, said = 0.0, "", {}
        for name, text in files:
            found = mentions(text, self.words)
            told = sum(self.idf[word] for word in {mention.word for mention in found})
            if told > best:
                best, said = told, self._said(text, found)
                quoted = f"\n\nAttached, “{name}”: {passage(text, found, self.idf)}"

        return quoted, said

    def _reasons(self, group: Group, words: list[str], is_dated: bool, similarity: float) -> list[str]:
        reasons = []
        once = {word.casefold(): word for word in reversed(words)}

        if once:
            shown = list(once.values())[::-1][:REASON_WORDS]
            reasons.append("mentions " + ", ".join(f"“{word}”" for word in shown))

        if is_dated and self.span:
            reasons.append(f"from {self.span.words}, which you named")
        if similarity >= CLOSE:
            reasons.append("close in meaning")
        if is_wish(group.best.user_question):
            reasons.append("a standing wish of yours")

        if len(group.times) > 1:
            last = english_day(localtime(max(group.times)))
            reasons.append(f"asked {len(group.times)} times, last on {last}")

        beside = "from the same conversation as a match"
        return reasons or ["rather close in meaning" if similarity >= RATHER_CLOSE else beside]
