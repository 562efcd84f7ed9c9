"""Takes out of a question how it wants to be answered: "Two sentences", "Answer in German", "Just say OK". Pure.

Such words are not what it is about, and match nothing. What is left may be empty. "Do you remember …" asks; "Remember
that …" at the beginning of a sentence tells, and only those two words go.
"""

import re

# In a long question they stand at its beginning or its end.
EDGE_CHARS = 2000
_FIRST = r"(?:(?<=[.!?;:\n。！？])|\A)[ \t\"'“(-]{0,3}"
_LAST = r"(?:,? (?:please|bitte|por favor|пожалуйста))?"
_LAST += r"(?=[ \t]{0,3}(?:[.!?;,:\n)。！？、，]|\Z|(?:please|bitte|and|und|y|et|e|и)\b))"
_FEW = r"(?:one|two|three|four|five|six|ten|a few|a single|\d{1,4})"
_FEW_OF_OTHERS = (
    r"(?:einem|einen|ein|zwei|drei|vier|fünf|wenigen|una|un|dos|tres|cuatro|cinco|pocas|une|deux|trois|quatre|cinq|quelques"
    r"|uma|um|duas|três|quatro|poucas|одном|двух|трёх|трех|нескольких|\d{1,4})"
)
_PARTS = (
    r"(?:sentences?|words?|lines?|paragraphs?|bullet points?|bullets|S[äa]tze?n?|Worten?|Wörtern?|Zeilen|Stichpunkten"
    r"|frases?|oraciones|oración|palabras?|líneas?|phrases?|mots?|lignes?|palavras?|linhas?|предложени\w{1,3}|слов\w{0,2})"
)
_KINDLY = (
    r"(?:(?:please|just|only|simply|bitte|nur|einfach|sólo|solo|juste|seulement|apenas|só|только|просто)[ ,]{1,2}){0,2}"
)
_NOTHING_BUT = (
    r"[\"'“]?(?:ok(?:ay)?|yes or no|yes|no|ja oder nein|ja|nein|sí o no|oui ou non|sim ou não|да или нет|ок)[\"'”]?"
)
_SENTENCES = (
    # How long.
    rf"{_KINDLY}(?:in |with |using |within )?(?:at most |no more than |about |exactly |under )?{_FEW}"
    rf" (?:short |brief )?{_PARTS}"
    r"(?: (?:only|max|maximum|at most|each|or less))?",
    rf"{_KINDLY}(?:in |mit |en |avec |em |com |в )?(?:höchstens |maximal |máximo |au plus |no máximo )?{_FEW_OF_OTHERS}"
    rf" (?:kurzen? |courtes? |cortas? |curtas? |коротких )?{_PARTS}",
    rf"{_KINDLY}(?:be|keep it|keep this|keep your answer) (?:very )?(?:brief|short|concise|simple)",
    r"(?:answer |reply )?(?:briefly|in short|in brief)|short answer(?: only)?",
    r"no explanations?|without (?:any )?explanations?",
    r"(?:fass(?:e)? dich|halt(?:e)? dich|antworte|kurz und) ?(?:bitte )?kurz|kurz bitte|sei kurz|ohne erklärung",
    r"s[eé] breve|sois bref|soyez bref|sois brève|seja breve|brièvement|brevemente|будь краток|кратко|коротко",
    # In which language, or form.
    rf"{_KINDLY}(?:answer|reply|respond|write)(?: me| back| it)? (?:only )?in (?:plain |simple )?\w{{3,12}}",
    rf"{_KINDLY}(?:antworte?|schreibe?)(?: mir)?(?: bitte)? (?:nur )?(?:auf|in) \w{{3,12}}",
    rf"{_KINDLY}(?:responde|contesta|contéstame|respóndeme|escribe)(?: sólo| solo)? en \w{{3,12}}",
    rf"{_KINDLY}(?:réponds|répondez|écris)(?:-moi)? en \w{{3,12}}",
    rf"{_KINDLY}(?:responda|responde|escreva)(?: só| apenas)? em \w{{3,12}}",
    rf"{_KINDLY}(?:ответь|отвечай|пиши)(?:те)? (?:на \w{{4,14}}(?: языке)?|по-\w{{4,14}})",
    r"(?:answer |explain )?step by step|as a (?:bulleted |numbered )?(?:list|table)",
    r"schritt für schritt|als (?:liste|tabelle)",
    # Nothing but a word.
    rf"{_KINDLY}(?:say|answer|reply|respond)(?: with)? (?:just |only )?{_NOTHING_BUT}",
    rf"{_KINDLY}(?:sag|sage|antworte)(?: mit)? (?:bitte |nur |einfach |einfach nur )?{_NOTHING_BUT}",
    rf"{_KINDLY}(?:di|dime|responde|dis|dites|réponds|diga|diz|responda|скажи|ответь)"
    rf" (?:sólo |solo |juste |seulement |apenas |só |только |просто )?{_NOTHING_BUT}",
)
_INSTRUCTION = re.compile(
    rf"(?:{_FIRST}(?:{'|'.join(_SENTENCES)}){_LAST}"
    rf"|\b(?:in|with) (?:at most |no more than |about |exactly |under )?{_FEW} (?:short |brief )?{_PARTS}{_LAST}"
    rf"|\b(?:in|en|em|в) {_FEW_OF_OTHERS} (?:kurzen |courtes )?{_PARTS}{_LAST}"
    r"|用(?:[一两二三四五几]|\d{1,3})(?:句话|个字|个词)|用\w{1,4}[语文]回答|请?简短(?:回答)?|\w{1,4}語で(?:答えて|回答して)(?:ください)?"
    r"|[一二三四五\d]文で|簡潔に|\w{1,5}어로 (?:대답|답)(?:해 ?줘|해 ?주세요|해)?|[한두세네] 문장으로|간단히)",
    re.IGNORECASE,
)
_TOLD = re.compile(
    rf"{_FIRST}(?:(?:please |and |bitte |por favor |пожалуйста,? )?"
    r"(?:remember(?: this| that)?(?=[ :,]|\Z)|keep in mind(?: that)?|note that|merk(?:e)? dir,?(?: dass)?|recuerda que"
    r"|(?:souviens|rappelle)-toi que|retiens que|lembre-se(?: de)? que|запомни,?(?: что)?)"
    r"|请?记住|覚えておいて|기억해 ?(?:줘|둬))",
    re.IGNORECASE,
)


def asked_about(question: str) -> str:
    """The question without instructions on how to answer it."""
    if len(question) <= 2 * EDGE_CHARS:
        return _without(question)

    return _without(question[:EDGE_CHARS]) + question[EDGE_CHARS:-EDGE_CHARS] + _without(question[-EDGE_CHARS:])


def _without(text: str) -> str:
    return _TOLD.sub(" ", _INSTRUCTION.sub(" ", text))
