"""How much of the labelled evidence is among what was recalled. Pure."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import mean
from typing import Any

KS = (1, 5, 10, 20)
FOLDS, IN_FOLDS = 5, 10
# A prompt takes so many at most.
IN_PROMPT = 8


@dataclass(frozen=True)
class Answered:
    """`ranked`: ids of pairs, best first, of which the first `kept` enter the prompt.

    `is_needless`, `is_of_world`: one of ours, which needs no memory; about the world at large. `answered_by`: of one of
    ours that speaks of nobody, the pair that answers it. `by_meaning`: asked with a vector.
    """

    question_id: str
    ranked: list[str]
    is_needless: bool = False
    answered_by: str = ""
    by_meaning: bool = False
    kept: int = IN_PROMPT
    is_of_world: bool = False


@dataclass(frozen=True)
class Share:
    name: str
    value: float
    is_needless: bool = False


def shares(answered: Sequence[Answered], gold: Sequence[dict[str, Any]]) -> list[Share]:
    """Over the answerable questions; one that nobody answered counts as nothing found."""
    ranked = _ranked(answered)
    labelled = {
        row["question_id"]: (set(row["evidence"]["pair"]), row["category"]) for row in gold if _is_labelled(row)
    }

    found = {k: {pk: _recall(ranked.get(pk, []), pairs, k) for pk, (pairs, _) in labelled.items()} for k in KS}
    lines = [Share(f"recall@{k}", mean(found[k].values())) for k in KS]

    for category in sorted({category for _, category in labelled.values()}):
        of_kind = [pk for pk, (_, kind) in labelled.items() if kind == category]
        lines.append(Share(f"recall@10, {category} ({len(of_kind)})", mean(found[10][pk] for pk in of_kind)))

    kept = {one.question_id: one.kept for one in answered}
    prompts = [(ranked.get(pk, []), kept.get(pk, 0), pairs) for pk, (pairs, _) in labelled.items()]
    return [*lines, *_prompts(prompts), *_junk(answered), *_of_nobody([one for one in answered if one.answered_by])]


def of_folds(answered: Sequence[Answered], gold: Sequence[dict[str, Any]]) -> list[Share]:
    """Of each fifth of the conversations, in their order in `gold`: a change is one for the better if all say so."""
    ranked, found = _ranked(answered), defaultdict[int, list[float]](list)
    people = list(dict.fromkeys(row["user_id"] for row in gold))

    for row in filter(_is_labelled, gold):
        fold = people.index(row["user_id"]) * FOLDS // len(people)
        found[fold].append(_recall(ranked.get(row["question_id"], []), set(row["evidence"]["pair"]), IN_FOLDS))

    return [
        Share(f"recall@{IN_FOLDS}, fold {1 + fold} of {FOLDS} ({len(found[fold])})", mean(found[fold]))
        for fold in sorted(found)
    ]


def _ranked(answered: Sequence[Answered]) -> dict[str, list[str]]:
    return {
        one.question_id: one.ranked for one in answered if not (one.is_needless or one.is_of_world or one.answered_by)
    }


def _is_labelled(row: dict[str, Any]) -> bool:
    return bool(row["answerable"] and row["evidence"]["pair"])


def _prompts(prompts: Sequence[tuple[list[str], int, set[str]]]) -> list[Share]:
    """Of each question what was ranked, how many of it enter the prompt, and the evidence."""
    offered = sum(len(ranked[:IN_PROMPT]) for ranked, _, _ in prompts)
    entered = sum(len(ranked[:kept]) for ranked, kept, _ in prompts)
    there = sum(len(evidence.intersection(ranked[:IN_PROMPT])) for ranked, _, evidence in prompts)
    stayed = sum(len(evidence.intersection(ranked[:kept])) for ranked, kept, evidence in prompts)

    return [
        Share(f"of the first {IN_PROMPT}, what enters the prompt", entered / max(offered, 1)),
        Share(f"of the evidence among the first {IN_PROMPT}, what enters", stayed / max(there, 1)),
        Share("evidence among what enters the prompt", stayed / max(entered, 1)),
        Share("answerable questions that get none", mean(not ranked for ranked, _, _ in prompts)),
    ]


def _junk(answered: Sequence[Answered]) -> list[Share]:
    needless = [bool(one.ranked) for one in answered if one.is_needless]
    of_world = [bool(one.ranked) for one in answered if one.is_of_world]
    kinds = {"questions that need none and get some": needless, "questions about the world that get some": of_world}
    return [Share(f"{name} (of {len(got)})", mean(got), is_needless=True) for name, got in kinds.items() if got]


def _of_nobody(answered: Sequence[Answered]) -> list[Share]:
    """A data set of other people has none."""
    if not answered:
        return []

    name = f"answerable, without “I”, “my” or a name (of {len(answered)})"
    return [
        Share(f"{name}: recall@10", mean(_recall(one.ranked, {one.answered_by}, 10) for one in answered)),
        Share(f"{name}: get none", mean(not one.ranked for one in answered)),
    ]


def _recall(ranked: list[str], evidence: set[str], k: int) -> float:
    return len(evidence.intersection(ranked[:k])) / len(evidence)
