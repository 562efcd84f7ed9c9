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
}
OF_OPEN_WEBUI = "x-openwebui-"
# Programs that do tell which conversation they ask in, tell it in one of these.
KEYS = ("X-InsightVault-Conversation", "X-OpenWebUI-Chat-Id", "X-Conversation-Id")


def program_of(headers: Mapping[str, str], token_name: str) -> str:
    """The token's name is its person's own; a program that names itself is called by its name."""
    if any(name.lower().startswith(OF_OPEN_WEBUI) for name in headers):
        return KNOWN["open-webui"]

    told = f"{headers.get('User-Agent', '')} {headers.get('X-Title', '')}".lower()[:400]
    known = next((name for word, name in KNOWN.items() if word in told), "")
    return known or _plain(token_name) or "a program"


def key_of(headers: Mapping[str, str]) -> str:
    """The program's own for the conversation, "" if it tells none."""
    return next((headers[name] for name in KEYS if headers.get(name)), "")


def _plain(name: str) -> str:
    return neutral_line(name).replace("/", " ")[:PROGRAM_MAX_CHARS].strip()
