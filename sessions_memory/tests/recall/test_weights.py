"""Each weight of the ranking decides the order of one pair: without it the other, newer or wordier one comes first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from sessions_memory.recall.scoring import WEIGHTS
from sessions_memory.tests.recall.ranking import History, Told

# A model says this at length, in words that no question here asks for.
LONG = "certain general matters deserve careful patient thought before anybody decides " * 40
WORDY = "copper meadow sparrow harbour letter bread"
MAY, JULY = datetime(2025, 5, 10, tzinfo=UTC), datetime(2025, 7, 10, tzinfo=UTC)
# A difference that only rounding makes.
NOTHING = 1e-6


@dataclass(frozen=True)
class Pair:
    """Two turns of a history, of which the weight sets `better` before `worse`."""

    question: str
    better: Told
    worse: Told
    history: History


def apart(question: str, better: Told, worse: Told, *, aside: Sequence[Told], has_vectors: bool = False) -> Pair:
    """Each in a session of its own, the worse one the newer: of two that score alike it would come first."""
    return Pair(question, better, worse, History([aside, [better], [worse]], has_vectors))


def together(question: str, better: Told, worse: Told, *, aside: Sequence[Told], has_vectors: bool = False) -> Pair:
    """Alone in one session, where both have the same around them."""
    return Pair(question, better, worse, History([aside, [better, worse]], has_vectors))


def first_of(question: str, better: Sequence[Told], worse: Sequence[Told], *, has_vectors: bool = False) -> Pair:
    """The first turns of two sessions."""
    return Pair(question, better[0], worse[0], History([ASIDE, better, worse], has_vectors))


def empty(count: int, answer: str = "candle basket ribbon") -> list[Told]:
    """Turns in which nothing stands that is asked for."""
    return [Told("cloud feather marble", answer) for _ in range(count)]


def violin() -> Told:
    return Told("violin copper", "bread meadow")


def lantern() -> Told:
    return Told("lantern copper marble", "candle basket ribbon")


# Around them, as between two people, or as a model answers.
ASIDE, ASIDE_LONG = empty(3), empty(3, LONG)
PAIRS = {
    "question": apart(
        "lantern", Told("lantern copper", "meadow sparrow"), Told("copper meadow", "lantern sparrow"), aside=ASIDE
    ),
    "answer": apart(
        "lantern",
        Told("copper meadow sparrow harbour violin bread", f"lantern lantern lantern {LONG}"),
        Told("copper meadow sparrow harbour", f"lantern bread bread {LONG}"),
        aside=ASIDE_LONG,
    ),
    "both": together(
        "lantern violin",
        Told("lantern copper meadow sparrow letter bread", "violin harbour harbour"),
        Told("lantern copper meadow sparrow", "lantern harbour harbour"),
        aside=ASIDE,
    ),
    "window": first_of(
        "lantern violin",
        [violin(), lantern(), *empty(3)],
        [violin(), *empty(1), lantern(), *empty(2)],
    ),
    "session": first_of(
        "lantern violin",
        [violin(), *empty(5), lantern()],
        [violin(), *empty(6)],
    ),
    "date": apart(
        "What about the lantern in May 2025?",
        Told("lantern copper", "meadow sparrow", at=MAY),
        Told("lantern copper", "meadow sparrow", at=JULY),
        aside=ASIDE,
    ),
    "wanted date": apart(
        "When did I buy the lantern?",
        Told("lantern copper friday", "meadow sparrow"),
        Told("lantern market", "meadow sparrow"),
        aside=ASIDE,
    ),
    "dated": apart(
        "What about the lantern?",
        Told("lantern copper friday", "meadow sparrow"),
        Told("lantern copper market", "meadow sparrow"),
        aside=ASIDE,
    ),
    "speaker": apart(
        "What did Ines tell Tom of the lantern?",
        Told("Ines: Kim lantern copper", "meadow sparrow"),
        Told("Kim: Ines lantern copper", "meadow sparrow"),
        aside=[Told("Tom: cloud", "feather"), *ASIDE],
    ),
    "speaker long": apart(
        "What about Ines?",
        Told("Ines: Tom lantern copper", "meadow sparrow"),
        Told("Tom: Ines lantern copper", "meadow sparrow"),
        aside=ASIDE,
    ),
    "reply": apart("lantern", Told("lantern copper great", LONG), Told("great lantern copper", LONG), aside=ASIDE_LONG),
    "question long": together(
        "lantern", Told("lantern copper", LONG), Told(f"lantern lantern {WORDY}", LONG), aside=ASIDE_LONG
    ),
    "similarity": together(
        "lantern",
        Told("lantern copper", LONG, like=0.6),
        Told("lantern copper", LONG, like=0.4),
        aside=ASIDE_LONG,
        has_vectors=True,
    ),
    "similarity around": first_of(
        "lantern",
        [Told("lantern copper", like=0.4), Told("cloud feather", like=0.8)],
        [Told("lantern copper", like=0.4), Told("cloud feather", like=0.2)],
        has_vectors=True,
    ),
    "wish": apart(
        "lantern",
        Told("Always name the lantern copper", LONG),
        Told("The lantern copper always name", LONG),
        aside=ASIDE_LONG,
    ),
    "wish close": apart(
        "violin",
        Told("Always name the lantern copper", LONG, like=0.6),
        Told("The lantern copper always name", LONG, like=0.6),
        aside=ASIDE_LONG,
        has_vectors=True,
    ),
    "overview late": together(
        "Give me an overview of the lantern",
        Told("lantern copper", LONG),
        Told("lantern copper", LONG),
        aside=ASIDE_LONG,
    ),
}


REACHES = {
    2: first_of(
        "lantern violin",
        [violin(), *empty(1), lantern(), *empty(2)],
        [violin(), *empty(2), lantern(), *empty(1)],
    ),
    4: first_of(
        "lantern violin",
        [violin(), *empty(3), lantern(), *empty(1)],
        [violin(), *empty(4), lantern()],
    ),
}
AT_LENGTH, IN_SHORT = Told("lantern copper meadow sparrow harbour letter", LONG), Told("lantern copper", LONG)


def test_there_is_a_pair_for_each_weight() -> None:
    assert PAIRS.keys() == WEIGHTS.keys()


@pytest.mark.parametrize("weight", PAIRS)
def test_a_weight_decides_the_order_of_its_pair(weight: str) -> None:
    pair = PAIRS[weight]
    order = pair.history.ranked(pair.question)
    assert order.index(pair.better) < order.index(pair.worse)

    shares = pair.history.shares(pair.question, pair.better, pair.worse)
    assert sum(shares.values()) - shares[weight] < NOTHING < shares[weight]


@pytest.mark.parametrize("reach", REACHES)
def test_a_neighbour_counts_within_each_reach(reach: int) -> None:
    pair = REACHES[reach]
    order = pair.history.ranked(pair.question)
    assert order.index(pair.better) < order.index(pair.worse)


def test_what_is_told_at_length_is_no_worse_for_an_overview() -> None:
    pair = apart("lantern", IN_SHORT, AT_LENGTH, aside=ASIDE_LONG)
    share = {
        question: pair.history.shares(question, IN_SHORT, AT_LENGTH)["question long"]
        for question in ("What about the lantern?", "Give me an overview of the lantern")
    }
    # A model's answers are never quite so long that its questions weigh nothing beside them.
    assert share["What about the lantern?"] > 0.1 > 1000 * share["Give me an overview of the lantern"]
