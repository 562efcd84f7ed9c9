"""Finds a standing wish: "Always name the source when I ask about history." Pure."""

import re

# Who asks for something for good says it shortly; a pasted page has such words by chance.
WISH_MAX_CHARS = 500
_FIRST = r"(?:^|[.!?;:\n。！？])[\s\"'“„«(*-]{0,3}"
_PLEASE = (
    r"(?:(?:please|and|also|but|so|ok|okay|bitte|und|aber|por favor|s'il (?:te|vous) pla[iî]t|пожалуйста)\W{1,3}){0,2}"
)
WISH = re.compile(
    rf"{_FIRST}{_PLEASE}(?:"
    r"always\b(?! (?:been|had|a|so|the|on|in|at|here|there|\w+ing)\b)"
    r"|never\b(?! (?:mind|heard|tried|been|seen|had|\w+ed)\b)"
    r"|(?:from now on|in (?:the )?future"
    r"|(?:whenever|when|every time) (?:i (?:ask|mention)|you (?:answer|write|reply)))\b"
    r"|(?:immer(?= wenn\b|, wenn\b)|ab (?:jetzt|sofort)|von nun an|in zukunft|künftig|jedes mal,? wenn)\b"
    r"|(?!(?:ich|wir|wie|was|warum|wo|wer|noch|für|schon|nicht|auch)\b)\w+ (?:bitte )?(?:immer|nie|niemals)\b"
    r"|(?:siempre que|de ahora en adelante|a partir de ahora|en el futuro|cada vez que)\b"
    r"|(?!(?:yo|no|casi|como|para|desde|lo)\b)\w+ siempre\b"
    r"|(?:désormais|dorénavant|à partir de maintenant|à l'avenir|chaque fois que)\b"
    r"|(?!(?:je|pour|comme|pas|presque|depuis|c'est)\b)\w+ toujours\b"
    r"|(?:de agora em diante|a partir de agora|no futuro|sempre que)\b"
    r"|(?!(?:eu|não|quase|como|para|desde)\b)\w+ sempre\b"
    r"|(?:всегда|никогда не|впредь|отныне|с этого момента|каждый раз,? когда)\b"
    r"|从现在(?:开始|起)|以后(?:请|都|每)|请?(?:总是|始终)|每次我|これからは|今後は|常に|앞으로는|항상|언제나"
    r")"
    r"|\b(?:when(?:ever)?|every time) i ask\b|\bfrom now on\b|\byou (?:to|should|must) (?:always|never)\b"
    r"|\bwenn ich (?:dich |sie )?(?:nach|um|frage)\b|\bcuando (?:te |le )?pregunte\b|\bquand je (?:te |vous )?demande\b"
    r"|\bquando eu (?:te )?perguntar\b|\bкогда я спрашиваю\b|当我问|내가 물",
    re.IGNORECASE,
)


def begins_with_wish(line: str) -> bool:
    return len(line) <= WISH_MAX_CHARS and WISH.match(line) is not None


def is_wish(question: str) -> bool:
    """Whether it says how things are to be from then on."""
    return len(question) <= WISH_MAX_CHARS and WISH.search(question) is not None
