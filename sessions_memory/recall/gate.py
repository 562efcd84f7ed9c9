"""Knowing when not to recall: whether a question asks for anything of the person's past. Pure.

Three kinds need nothing: courtesies, tasks that bring their own text, and
questions about the world at large. The last are told from the person's own
matters by who they speak of, and by how much of them the past holds.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sessions_memory.recall.index.packing import Array
from sessions_memory.recall.language.stopwords import COURTESIES
from sessions_memory.recall.language.words import AskedWord, detect, fold, token_terms, tokens_of
from sessions_memory.recall.scoring import LEAST_DOCUMENTS, Told

# The best match holds at least this share of what the question says, measured in idf.
PERSONAL_SHARE = 0.1
CLOSE = 0.45
ALIKE = 0.6
# A question that may be about the world at large needs a whole: of the share of it that one interaction holds, of the
# asked words that the person said there, and of something that happened. Found on conversations of both kinds.
BY_SHARE, BY_WORD, BY_EVENT = 1.07, 0.21, 0.23
WORDS = 4
# A model's long answer says many words by chance.
ANSWER_SHARE = 0.25
# Nobody types more into a search field.
LOOKUP_CHARS = 200

PERSONAL = re.compile(
    r"\b(?:i|me|my|mine|myself|we|us|our|ours|ich|mich|mir|mein\w{0,2}|wir|uns"
    r"|unser\w{0,2}|yo|mi|mis|m[ií]o|m[ií]a|nos|nuestr[oa]s?"
    r"|je|j|moi|mon|ma|mes|nous|notre|nos|eu|meu|meus|minha|minhas|nosso|nossa|я|мне|меня|мой|моя|моё|мои|моей|моего|моём|моим|моими|мою|мы|нас|наш)\b"
    r"|我|咱|私|僕|俺|わたし|나는|내가|나의|내\b|제가|저는|우리",
    re.IGNORECASE,
)
# What somebody else wrote, and the "i" of a program.
NOT_SAID = re.compile(
    r"\"[^\"\n]{0,500}\"|“[^”\n]{0,500}”|«[^»\n]{0,500}»|[(\[]i[)\]]|\bfor i\b|\bi ?[-+*/<>=]", re.IGNORECASE
)
# "How do I boil an egg": anybody's question.
ANYBODY = re.compile(
    r"\bhow (?:do|can|could|should|would) (?:i|we)\b|\b(?:tell|give|show|teach|send|entertain|surprise|let) (?:me|us)\b"
    r"|\bwie (?:kann|mache?|soll) (?:ich|wir|man)\b|\b(?:erzähl|gib|zeig|nenne?) mir\b"
    r"|\bc[oó]mo puedo\b|\bcomment (?:puis-je|faire)\b"
    r"|-moi\b|\bcomo (?:posso|faço)\b|\b(?:sing|play) \w+ for me\b|\bi'?m bored\b|\b(?:i|we) mean\w*\b",
    re.IGNORECASE,
)
# Words of small talk that somebody's own question can be about: "How did you sleep?", "When did I sleep well?"
SUBJECTS = frozenset("sleep love idea joke fact secret surprise work works person robot".split())
OWN = re.compile(r"\b(?:do|did|have|had|was|were|am|should|will) i\b|\bmy\b", re.IGNORECASE)
# It speaks of something said or planned before.
RECALLING = re.compile(
    r"\b(?:last (?!name)|ago\b|earlier\b|again\b|yesterday|remember|remind|previous"
    r"|you (?:said|told|mention|recommend|suggest|help|advise)"
    r"|(?:said|told|mention|recommend|suggest)ed\b|so far\b|planned\b|scheduled\b|this project|our (?:talk|chat)"
    r"|letzte|vorhin|nochmal|erinner|damals|gestern|hast du (?:gesagt|empfohlen|vorgeschlagen)"
    r"|la última|recuerd|dijiste|ayer"
    r"|dernière|rappel|as-tu dit|hier\b|última|lembr|disseste|ontem|помни|вчера|прошл)"
    r"|上次|记得|昨天|前に|覚えて|昨日|지난|기억|어제",
    re.IGNORECASE,
)
# Something that happened, or somebody by name.
HAPPENED = re.compile(
    r"\b(?:did|was|were|had|has|hat|hatte|war|waren|wurde|fue|fueron|était|foi|был|была|были)\b", re.IGNORECASE
)
NAME = re.compile(r"(?<=[\w,] )[A-Z][\w'’-]+")

# A task, and the text or the figures that it is about.
TASK = re.compile(
    r"\W*+(?:please\s++)?(?:translate|correct|proofread|summari[sz]e|paraphrase|rewrite|rephrase|convert|calculate|compute|solve|sort"
    r"|count|turn (?:this|these)|fix (?:this|the)|find the|explain this|is this|which of these|give this"
    r"|what (?:is wrong with this|language is|does this)"
    r"|write|compose|invent|make up|draft|generate|give me (?:a|an|\d+|two|three|five|ten)|show me (?:a|an)"
    r"|übersetze?|korrigiere?|fasse? zusammen|schreibe?|nenne? mir|rechne|sortiere"
    r"|traduce|traduzca|corrige|resume|escribe|traduis|traduisez|corrigez|résume|écris|traduza|traduz|corrija|escreva"
    r"|переведи|исправь|напиши|翻译|把|写|次の|翻訳|번역)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Strength:
    """How much of a question one interaction holds, in shares of what it says: `best` of all that was said, `own` with
    a model's answers counted for less.

    `words`: how many of the asked words the person said in one. `closest`: the nearest in meaning, as a cosine; 0
    without vectors.
    """

    best: float
    own: float = 0.0
    words: float = 0.0
    closest: float = 0.0


def strength(told: Told, idf: Array, words: Sequence[AskedWord], documents: int) -> Strength:
    """A word that nothing holds counts as the rarest."""
    unseen = np.log(1 + (max(documents, LEAST_DOCUMENTS) + 0.5) / 0.5) * np.array([word.weight for word in words])
    whole = max(float(np.where(idf > 0, idf, unseen).sum()), 1e-9)
    own = np.maximum(told.in_question, told.in_answer * max(told.likeness, ANSWER_SHARE))
    said = np.maximum(told.in_question, told.in_answer * told.likeness)

    return Strength(
        best=float(((told.in_question | told.in_answer) @ idf).max(initial=0)) / whole,
        own=float((own @ idf).max(initial=0)) / whole,
        words=float(said.sum(1).max(initial=0)),
    )


def may_need_memory(question: str) -> bool:
    """False for a courtesy and for a task that brings what it is about, unless that is the person's own."""
    pieces = [fold(token) for token in tokens_of(question)]
    if all(piece in _COURTESIES for piece in pieces):
        return OWN.search(question) is not None and not SUBJECTS.isdisjoint(pieces)

    return not TASK.match(question) or is_personal(question)


def is_personal(question: str) -> bool:
    return PERSONAL.search(ANYBODY.sub(" ", NOT_SAID.sub(" ", question))) is not None


def is_needed(question: str, strength: Strength, *, names_speaker: bool, names_date: bool) -> bool:
    """Whether what was found is worth it: the less the question speaks of the person's own, the more it must hold."""
    if names_speaker or names_date or strength.closest >= ALIKE:
        return True
    if is_personal(question) or RECALLING.search(question) or _is_lookup(question):
        return strength.best >= PERSONAL_SHARE or strength.closest >= CLOSE

    is_event = HAPPENED.search(question) is not None or NAME.search(question) is not None
    held = BY_SHARE * strength.own + BY_WORD * min(WORDS, strength.words) + BY_EVENT * is_event
    return held >= 1 or (is_event and strength.closest >= CLOSE)


def _is_lookup(question: str) -> bool:
    """Words without a sentence around them, as one types into a search field."""
    if len(question) > LOOKUP_CHARS:
        return False

    tokens = tokens_of(question)
    language = detect(tokens)
    return all(token_terms(token, language or "en") for token in tokens)


_COURTESIES = frozenset(fold(word) for word in COURTESIES.split())
