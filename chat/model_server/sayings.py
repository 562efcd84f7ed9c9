"""How servers word their errors, by the kind of it: a status says little, and each server has its own. Pure.

The words come from OpenAI, Azure, OpenRouter, Groq, Mistral, Together, Anthropic, Gemini, Ollama, llama.cpp,
LM Studio, vLLM, SGLang and TGI.
"""

import re
from enum import Enum, auto


class Kind(Enum):
    TOO_LONG = auto()
    TOO_LARGE = auto()
    NO_CREDIT = auto()
    TOO_OFTEN = auto()
    BUSY = auto()
    NO_MODEL = auto()
    NO_SUCH_PLACE = auto()
    MOVED = auto()
    BAD_KEY = auto()
    NOT_ALLOWED = auto()
    FILTERED = auto()
    NO_MEMORY = auto()
    LOADING = auto()
    REFUSED = auto()
    BROKEN = auto()


_NO_CREDIT = (
    "insufficient[_ ](?:quota|credit|balance|funds)",
    "current quota",
    "billing",
    "out of credits",
    "credit balance",
    "not enough credits",
    "payment[_ ]required",
)
_TOO_OFTEN = (
    "rate[_ -]?limit",
    "too many requests",
    "(?:tokens|requests) per (?:minute|day)",
    "resource_exhausted",
)
_TOO_LONG = (
    "context[_ ](?:length|size|window|limit|full)",
    "context is (?:full|too long)",
    "maximum context",
    "context of (?:this|the) model",
    "exceed_context",
    "exceeds? the[a-z ]{0,30} context",
    "(?:prompt|input) (?:is )?too long",
    "too many (?:input |prompt )?tokens",
    "maximum (?:prompt|input|sequence) length",
    "max_model_len",
    "max_seq_len",
    "n_ctx",
    "reduce the length",
    "shorten (?:the|your) (?:prompt|input|messages)",
    "longer than the model",
    "(?:prompt|input)[a-z ()_0-9]{0,40} exceeds? the (?:maximum|limit)",
    "maximum number of (?:input )?tokens",
    "string_above_max_length",
)
_FILTERED = (
    "content[_ ]?(?:filter|management|policy)",
    "moderation",
    "flagged",
    "safety (?:system|settings)",
)
_NO_MEMORY = (
    "out of memory",
    "more (?:system |gpu )?memory",
    "not enough (?:system |gpu )?memory",
    "insufficient (?:gpu |system )?memory",
)
_BAD_KEY = (
    "(?:incorrect|invalid|missing|no|wrong|expired) (?:api[ _-]?key|authentication|auth|token|credentials)",
    "api[ _-]key (?:not valid|is invalid|is missing|required)",
    "invalid_api_key",
    "unauthori[sz]ed",
)
_NO_MODEL = (
    "model_not_found",
    "model_decommissioned",
    "no models? loaded",
    "(?:unknown|invalid|unsupported|nonexistent|no such) model",
    "not a valid model",
    "no endpoints found",
    "try pulling it",
    "models? (?:not found|does not exist|is not available|has been (?:removed|deprecated|decommissioned))",
    "models? [^ ]{1,200} (?:was |is |could |has been |does )?"
    "(?:not (?:be )?(?:found|available|supported|exist|loaded)|removed|deprecated|decommissioned)",
)
_NO_SUCH_PLACE = (
    "unexpected endpoint",
    "no such (?:route|endpoint|path)",
    "page not found",
    "no route",
    "method not allowed",
    "cannot post",
    "unknown (?:url|path|endpoint|request url)",
    "resource not found",
)

# The first that fits.
SAYINGS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (Kind.NO_CREDIT, re.compile("|".join(_NO_CREDIT))),
    (Kind.TOO_OFTEN, re.compile("|".join(_TOO_OFTEN))),
    (Kind.TOO_LONG, re.compile("|".join(_TOO_LONG))),
    (Kind.FILTERED, re.compile("|".join(_FILTERED))),
    (Kind.NO_MEMORY, re.compile("|".join(_NO_MEMORY))),
    (Kind.LOADING, re.compile("loading (?:the )?model|model is (?:currently |still )?loading|warming up")),
    (Kind.BAD_KEY, re.compile("|".join(_BAD_KEY))),
    (Kind.NO_MODEL, re.compile("|".join(_NO_MODEL))),
    (Kind.NO_SUCH_PLACE, re.compile("|".join(_NO_SUCH_PLACE))),
    (Kind.BUSY, re.compile("overloaded|at capacity|server is busy|no available (?:server|worker|slot)")),
)


def kind_by_words(text: str) -> Kind | None:
    """`text`: in small letters."""
    return next((kind for kind, saying in SAYINGS if saying.search(text)), None)
