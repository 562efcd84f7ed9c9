"""Code in colours, by classes that the style sheet knows."""

from collections.abc import Iterator
from html import escape
from typing import Any

from pygments.formatters import HtmlFormatter
from pygments.lexers import get_lexer_by_name

from chat.answer.work import Work

# A lexer's patterns may try a place again and again, and nothing can end one of them. A test has tried these on texts
# that made others slow; other code, and longer code, is shown plain.
LANGUAGES: frozenset[str] = frozenset(
    "bash sh shell zsh csharp c# css dockerfile docker graphql html javascript js json jsx kotlin lua nginx perl php "
    "text python py python3 pycon powershell ps1 r ruby rb rust rs sql postgresql mysql swift toml tsx typescript ts "
    "xml yaml yml".split()
)
C_LIKE = frozenset({"c", "cpp", "c++"})
MAX_CHARS = 10_000
# These take ever longer for blank lines or words in a row, up to a unit of work for so many pairs of characters; a
# screen full of code is no trouble.
SLOW = C_LIKE | {"go", "golang", "ini", "java"}
SLOW_MAX_CHARS, SLOW_PAIRS = 2_000, 50
CODE, TOKEN = 200, 8
# A language's patterns are compiled when it is first asked for.
LOADING = 50_000


def highlighted(code: str, language: str, work: Work) -> str:
    """`code` as HTML. Raises TooMuchWork."""
    if not code or len(code) > longest(language.lower()):
        return escape(code)

    work.take(CODE)
    if language.lower() in SLOW:
        work.needs(len(code) ** 2 // SLOW_PAIRS)
    if language.lower() not in _loaded:
        work.needs(LOADING)

    tokens = _counted(_tokens(code, language.lower()), work)
    pieces: list[str] = []
    HtmlFormatter(nowrap=True).format(tokens, _Collected(pieces))
    return "".join(pieces)


def _tokens(code: str, language: str) -> Iterator[tuple[Any, str]]:
    lexer = get_lexer_by_name(language, stripnl=False, ensurenl=False)
    _loaded.add(language)

    if language in C_LIKE:
        # Its root looks for functions, at each place through all spaces; statements look like their own.
        return ((kind, text) for _, kind, text in lexer.get_tokens_unprocessed(code, ("statement",)))
    return iter(lexer.get_tokens(code))


def longest(language: str) -> int:
    """How much code is highlighted, in characters."""
    if language in SLOW:
        return SLOW_MAX_CHARS
    return MAX_CHARS if language in LANGUAGES else 0


_loaded: set[str] = set()


def _counted(tokens: Iterator[Any], work: Work) -> Iterator[Any]:
    for token in tokens:
        work.take(TOKEN)
        yield token


class _Collected:
    """Stands in for the file that the formatter writes to."""

    def __init__(self, pieces: list[str]) -> None:
        self.write = pieces.append
