"""Finds a standing wish: "Always name the source when I ask about history." Pure.

What is asked for good is said to somebody: as a command, or about what the
person asks of them. "Always tired", "Whenever I run", "In future cars will fly"
only tell how things are.
"""

import re

# A person who asks for something for good says it shortly; a pasted page has such words by chance.
WISH_MAX_CHARS = 500
_FIRST = r"(?:^|[.!?;:\n。！？])[\s\"'“„«(*-]{0,3}"
_PLEASE = (
    r"(?:(?:please|and|also|but|so|ok|okay|bitte|und|aber|por favor|s'il (?:te|vous) pla[iî]t|пожалуйста)\W{1,3}){0,2}"
)
# Verbs of those who tell another how to answer.
_COMMANDS = (
    r"(?:please|always|never|don['’]t|do not|can you|could you|you|(?:use|give|tell|say|show|answer|reply|respond|write"
    r"|explain|provide|include|mention|name|cite|ask|start|keep|make|list|add|remind|remember|call|be|avoid|prefer"
    r"|assume|speak|shorter|longer|briefer)\b)"
)
_ELSEWHERE = r"(?! (?:my|his|our|him|them|people|someone|somebody|anyone|her)\b)"
# Said at the beginning of a sentence.
_BEGINNINGS = (
    r"always(?! (?:been|had|have|has|a|an|so|the|on|in|at|here|there|with|feel|felt|\w+ed|(?!bring\b)\w+ing)\b)"
    r" (?!(?:tired|hungry|sad|happy|afraid|late|sick|cold|alone|busy|angry|anxious|i|he|she|it|we|they|my)\b)\w",
    r"never(?! (?:mind|heard|tried|been|seen|had|have|knew|slept|felt|thought|again|ever|too|more|\w*[^e]ed)\b)"
    r" (?!(?:i|he|she|it|we|they|my|a|the|in|on|at|so)\b)\w",
    r"(?:don['’]t|do not) ever\b",
    r"from now on\b",
    rf"(?:in (?:the )?future|going forward),? {_COMMANDS}",
    rf"(?:whenever|when|every time) i (?:ask|mention)\b{_ELSEWHERE}",
    r"(?:whenever|when|every time) (?:you (?:answer|reply|respond)|answering|replying)\b(?! to (?:him|her|them)\b)",
    # German
    r"(?:immer|jedes ?mal),? wenn (?:du\b|ich (?:dich |sie )?(?:frage\b|(?:nach|um|über)\b[^.!?\n]{1,60} frage\b))",
    r"(?:ab (?:jetzt|sofort)|von nun an|in zukunft|künftig)\b"
    r"(?!,? (?:gilt|ist|sind|wird|werden|habe|haben|hat|bin|gibt|will|möchte|muss|darf|kann)\b)",
    r"(?!(?:ich|du|er|sie|es|wir|ihr|man|wie|was|warum|wo|wer|das|die|der|noch|für|schon|nicht|auch|fast|doch|nur|so|denn"
    r"|bin|ist|sind|war|waren|habe|hab|hatte|haben|wird|werde|werden|würde|kann|muss|soll|will|darf|mag|esse|schlafe"
    r"|trinke|\w+[^r]t|\w+rt(?<!antwort))\b)"
    r"\w+ (?:mir |uns |mich )?(?:bitte )?(?:immer|nie|niemals)\b(?! (?:noch|mehr|wieder|müde|so)\b) \w",
    # Spanish
    r"(?:siempre que|cada vez que) (?:yo )?(?:te|le) (?:pregunt|pid|habl|mencion)\w+",
    r"(?:de ahora en adelante|a partir de ahora)\b(?!,? (?:hay|habrá|es|el|la|los|las|voy|va|yo)\b)",
    r"en el futuro,? (?:por favor|no \w+[ae]s|usa|responde|contesta|dime|dame|escribe|evita)\b",
    r"(?!(?:no|como|para|desde|él|ella|ellas|ellos|usted|nadie|gente|mamá|papá|hay|soy|estoy|voy|es|está|están|son|ha"
    r"|he|era|fue|por|hasta|que|y|todos|todas|me|te|se|casi|\w+o|\w+aba|\w+ía)\b)\w+ siempre\b",
    r"siempre (?!(?:que|se|me|la|le|ha|he|fue|tiene|hace|quise|pude|era|estuve|tuve|una|\w+aba|\w+ía)\b)\w+[ae]\b",
    r"nunca (?!(?:antes|veces)\b)(?:me )?\w+[ae]s\b|no \w+[ae]s nunca\b",
    # French
    r"(?:désormais|dorénavant|à partir de maintenant|à l['’]avenir)\b"
    r"(?!,? (?:la|le|les|il|elle|on|nous|je|ce|un|une|des|j['’]|l['’]|c['’]))",
    r"chaque fois que je (?:te|vous|t['’])",
    r"(?!(?:je|tu|il|elle|on|nous|vous|ils|elles|pour|comme|pas|presque|depuis|est|suis|es|sont|a|ai|reste|existe|et"
    r"|mais|[\w-]*-(?:il|elle|on|ce|tu|vous|ils|elles))\b)[\w-]+ toujours\b",
    r"toujours \w+(?:er|ir|re)\b",
    r"(?:ne |n['’])\w+(?:-\w+)? jamais\b",
    # Portuguese
    r"(?:de agora em diante|a partir de agora)\b(?!,? (?:há|haverá|é|o|a|os|as|vou|vai|eu)\b)",
    r"no futuro,? (?:por favor|não|usa|use|responde|responda|evita|evite)\b",
    r"sempre que (?:eu )?(?:te |lhe )?pergunt\w+",
    r"(?!(?:não|como|para|pra|desde|ela|ele|elas|eles|você|vocês|nós|gente|mãe|pai|há|é|está|estou|são|foi|tem|sou|vou"
    r"|nem|que|e|era|me|se|quase|\w+o|\w+ava|\w+ia)\b)\w+ sempre\b",
    r"sempre (?!(?:que|se|me|há|foi|era|uma|\w+ava|\w+ia)\b)\w+[ae]\b(?! (?:tarde|cedo)\b)",
    # Russian: commands, not what somebody did.
    r"всегда (?!\w*ли\b)\w{3,}(?:й|и|йте|ите|ьте)\b",
    r"никогда не (?!\w*ли\b)\w{2,}(?:й|и|йте|ите|ьте)\b",
    r"\w+(?:й|йте|ите|ьте) (?:пожалуйста )?всегда\b",
    r"(?:впредь|отныне|с этого момента),? (?!\w*[ую]\b)\w",
    r"каждый раз,? когда я (?:спрашиваю|прошу)\b",
    # Chinese, Japanese, Korean
    r"(?:从现在(?:开始|起)|从今以后|以后请|以后(?:都|每次)?(?=[用给说回答告列写叫])|请(?:总是|始终|一直)(?=\w)"
    r"|(?:总是|始终)(?=[用以给先注回答告提列写])|每次我(?:问|提到|让你)|(?:不要再|永远不要)(?=[用说写给提]))",
    r"(?:これからは|今後は|常に|いつも|絶対に)(?=[^。！？\n]{0,80}(?:ください|下さい|ほしい|欲しい|ないで|示して|答えて|教えて|お願い|てね))",
    r"(?:앞으로는|항상|언제나|절대)(?=[^.!?\n]{0,80}(?:줘|주세요|주십시오|하지 마|지 마|답해|말해|바랍니다))",
)
_ANYWHERE = (
    rf"\b(?:when(?:ever)?|every time) i ask\b{_ELSEWHERE}",
    r"\bfrom now on\b",
    r"\byou (?:to|should|must) (?:always|never)\b",
    r"\bwenn ich (?:dich |sie )?(?:frage\b|(?:nach|um|über)\b[^.!?\n]{1,60} frage\b)",
    r"\bcuando (?:te|le) pregunte\b",
    r"\bquand je (?:te|vous) demande\b",
    r"\bquando eu (?:te )?perguntar\b",
    r"\bкогда я (?:спрашиваю (?:тебя|вас|о|об|про)|(?:тебя|вас) спрашиваю)\b",
    r"当我问(?![他她它别妈爸人])",
    r"(?:내가|제가) (?:물어보면|물으면|물을 때)",
)
WISH = re.compile(rf"{_FIRST}{_PLEASE}(?:{'|'.join(_BEGINNINGS)})|{'|'.join(_ANYWHERE)}", re.IGNORECASE)


def begins_with_wish(line: str) -> bool:
    return len(line) <= WISH_MAX_CHARS and WISH.match(line) is not None


def is_wish(question: str) -> bool:
    """Whether it says how things are to be from then on."""
    return len(question) <= WISH_MAX_CHARS and WISH.search(question) is not None
