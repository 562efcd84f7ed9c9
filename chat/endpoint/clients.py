"""The name of the program that asks, by which its conversations are kept. Pure."""

from collections.abc import Mapping

from chat.prompt.quoting import neutral_line
from sessions_memory.states import PROGRAM_MAX_CHARS

# By a word of the header in which it names itself; most send that of the library that they are written with.
KNOWN = {
    "open-webui": "Open WebUI",
    "openwebui": "Open WebUI",
    "librechat": "LibreChat",
    "aider": "aider",
    "continue": "Continue",
    "cline": "Cline",
    "roo-code": "Roo Code",
    "zed/": "Zed",
    "lobechat": "LobeChat",
    "opencode/": "opencode",
}
OF_OPEN_WEBUI = "x-openwebui-"
# Programs that do tell which conversation they ask in, tell it in one of these.
KEYS = ("X-InsightVault-Conversation", "X-OpenWebUI-Chat-Id", "X-Conversation-Id")
# Others may mean anything by it.
KEY_OF_OPENCODE = "X-Session-Id"


def program_of(headers: Mapping[str, str], token_name: str) -> str:
    """The token's name is its person's own; a program that names itself is called by its name."""
    if any(name.lower().startswith(OF_OPEN_WEBUI) for name in headers):
        return KNOWN["open-webui"]

    return _known(headers) or _plain(token_name) or "a program"


def key_of(headers: Mapping[str, str]) -> str:
    """The program's own for the conversation, "" if it tells none."""
    keys = (*KEYS, KEY_OF_OPENCODE) if _known(headers) == "opencode" else KEYS
    return next((headers[name] for name in keys if headers.get(name)), "")


def _known(headers: Mapping[str, str]) -> str:
    told = f"{headers.get('User-Agent', '')} {headers.get('X-Title', '')}".lower()[:400]
    return next((name for word, name in KNOWN.items() if word in told), "")


def _plain(name: str) -> str:
    return neutral_line(name).replace("/", " ")[:PROGRAM_MAX_CHARS].strip()
