"""What a theme is called: in the person's own words, from their questions alone. Pure."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sessions_memory.growth.language.phrases import Phrase, phrases
from sessions_memory.recall.language.words import is_paired

QUESTIONS_READ = 200
# What is said in one session alone names nothing.
SESSIONS_MIN = 2
LEADING_WORDS = 10
SHARE_POWER = 0.6
FOR_LENGTH = (1.0, 1.25, 1.35)
FOR_SIGNS = (1.0, 1.0, 1.15, 1.3)
# People and shops shall not lead.
FOR_PROPER = 0.45
# Nor what somebody does or how somebody is.
FOR_SAID_OF = 0.5
# A word that is not the theme's own says little in its name.
OTHER_STRENGTH = 0.3
# A name is made longer where the word stands in the longer one so often.
MOSTLY = 0.3

Terms = tuple[int, ...]
Strength = Mapping[int, float]


@dataclass(frozen=True)
class Asked:
    """A question of a theme: the tile and the session in which it stands."""

    tile: int
    session: int
    question: str


@dataclass(frozen=True)
class Name:
    text: str
    terms: Terms


@dataclass
class _Candidate:
    """`plain`: how often it stands without a capital; `said_of`: how often it is what somebody does or is."""

    head: int
    tiles: set[int] = field(default_factory=set)
    sessions: set[int] = field(default_factory=set)
    spellings: Counter[str] = field(default_factory=Counter)
    plain: int = 0
    said_of: int = 0

    @property
    def text(self) -> str:
        """As it is spelled most; of equals the first in the alphabet."""
        return min(self.spellings.items(), key=lambda pair: (-pair[1], pair[0]))[0]

    @property
    def is_said_of(self) -> bool:
        return 2 * self.said_of > self.spellings.total()


def named(asked: Sequence[Asked], strength: Strength) -> tuple[Name | None, dict[int, str]]:
    """The name, None where no words of two sessions make one; and the theme's own words as the person spells them.

    `strength`: of the theme's own words, strongest first: how telling each is.
    """
    candidates = _candidates(asked, strength)
    ranked = _ranked(candidates, strength, len({one.tile for one in asked}))
    spelled = _spelled(candidates, ranked, strength)
    said = {term for terms in candidates for term in terms}
    leading = set([term for term in strength if term in said][:LEADING_WORDS])
    for terms in ranked:
        if len(candidates[terms].sessions) >= SESSIONS_MIN and not leading.isdisjoint(terms):
            best = _longer(terms, candidates)
            return Name(_capital(candidates[best].text), best), spelled
    return None, spelled


def _candidates(asked: Sequence[Asked], strength: Strength) -> dict[Terms, _Candidate]:
    found: dict[Terms, _Candidate] = {}
    for one in asked:
        for phrase in phrases(one.question):
            if phrase.head in strength and len(set(phrase.terms)) == len(phrase.terms):
                _count(found.setdefault(phrase.terms, _Candidate(phrase.head)), phrase, one)
    return found


def _count(candidate: _Candidate, phrase: Phrase, asked: Asked) -> None:
    candidate.tiles.add(asked.tile)
    candidate.sessions.add(asked.session)
    candidate.spellings[phrase.text] += 1
    candidate.plain += phrase.is_plain
    candidate.said_of += phrase.is_said_of


def _ranked(candidates: Mapping[Terms, _Candidate], strength: Strength, tiles: int) -> list[Terms]:
    scores = {terms: _score(terms, candidates, strength, tiles) for terms in candidates}
    return sorted(candidates, key=lambda terms: (-scores[terms], terms))


def _score(terms: Terms, candidates: Mapping[Terms, _Candidate], strength: Strength, tiles: int) -> float:
    candidate = candidates[terms]
    share = len(candidate.tiles) / tiles
    strong = sum(strength.get(term, OTHER_STRENGTH) for term in terms) / len(terms)
    text = candidate.text
    for_length, length = (FOR_SIGNS, len(text)) if is_paired(text) else (FOR_LENGTH, len(terms))
    is_proper = any((term,) in candidates and not candidates[term,].plain for term in terms)
    score: float = share**SHARE_POWER * strong * for_length[min(length, len(for_length)) - 1]
    return score * (FOR_PROPER if is_proper else 1) * (FOR_SAID_OF if candidate.is_said_of else 1)


def _longer(terms: Terms, candidates: Mapping[Terms, _Candidate]) -> Terms:
    """What the word mostly stands in: "personal statement" for "statement"."""
    short = candidates[terms]
    longer = [
        (len(one.tiles), other)
        for other, one in candidates.items()
        if one.head == short.head
        and set(terms) < set(other)
        and len(one.sessions) >= SESSIONS_MIN
        and not one.is_said_of
    ]
    often, best = max(longer, default=(0, terms))
    return best if often >= MOSTLY * len(short.tiles) and not is_paired(short.text) else terms


def _spelled(candidates: Mapping[Terms, _Candidate], ranked: Sequence[Terms], strength: Strength) -> dict[int, str]:
    """Signs without spaces are told in their best runs, each sign once."""
    spelled = {term: candidates[term,].text for term in strength if (term,) in candidates}
    told = set(spelled)
    for terms in ranked:
        own = [term for term in terms if term in strength]
        if is_paired(candidates[terms].text) and told.isdisjoint(own):
            spelled[max(own, key=lambda term: strength[term])] = candidates[terms].text
            told.update(own)
    return spelled


def _capital(text: str) -> str:
    return text[0].upper() + text[1:] if text.split()[0].islower() else text


def terms_of(name: str) -> Terms:
    """Of a name that came from elsewhere, to know whether its words still lead."""
    return tuple(sorted({term for phrase in phrases(name) for term in phrase.terms}))
