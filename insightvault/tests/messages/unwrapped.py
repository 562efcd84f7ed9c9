"""Words for people, in templates and in modules whose texts pages show, that are not handed to translations."""

import ast
import re
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser

from django.template.base import Lexer, Token, TokenType

from insightvault.tests.messages.collecting import CALLS, called

LETTER = re.compile(r"[^\W\d_]{2}")
# Attributes that are read or heard.
READ = {"alt", "aria-label", "aria-roledescription", "aria-valuetext", "placeholder", "title", "data-busy", "content"}
# Names and formats that are the same in every language.
SAME = re.compile(
    r"InsightVault|JSON Lines|JSON|Markdown|ChatGPT|Claude(?: Code)?|Open WebUI|CSV|SQLite|PostgreSQL|OpenAI|Ollama"
    r"|\d*; url=\S*|manage\.py \w+|/setup/|(?:KB|MB|GB)\b|Ctrl|Esc|\bK\b|&\w+;|width=device-width.*|light dark"
    r"|same-origin|Samsung Internet|Le Chat"
)
# Elements whose text is for machines.
NOT_READ = {"style", "script", "code", "pre", "kbd"}
LITERAL = re.compile(r"""(_\()?("[^"]*"|'[^']*')""")
# In a tag: words for people have a capital or a space.
FOR_PEOPLE = re.compile(r"^[“A-Z][^/]*[a-z]|[a-z] [a-z]")
# Tags whose literals are names of templates, blocks and addresses.
NAMES = {"load", "extends", "url", "address", "icon", "static", "partial", "partialdef", "block", "same_everywhere"}
# A plural needs other words in other languages: `{% blocktranslate count … %}` says it.
PLURALIZE = re.compile(r"\|\s*pluralize")
# What a module says to its log and to whoever reads its code.
NOT_SHOWN = {"debug", "info", "warning", "error", "exception", "getLogger", "compile", "TypeVar", "add_argument"}
# What a test of a model server sends, and what Gemini's export calls entries in which nothing was asked.
NOT_FOR_PEOPLE = {
    "The violets on the window sill are in bloom.",
    "Reply with one short sentence, so that I see you can.",
    *("Created Gemini Canvas", "Gave feedback", "Used an Assistant feature", "Selected preferred draft"),
}
# No type, either.
SENTENCE = re.compile(r"(?!.* \| )[“A-Z][^/{]*[a-z’,]+ [^/]*[a-z]")


class _Texts(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.found: list[str] = []
        self._within: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value for name, value in attrs if name in READ and value]
        self._within += [tag] if tag in NOT_READ else []

    def handle_endtag(self, tag: str) -> None:
        if self._within and tag == self._within[-1]:
            self._within.pop()

    def handle_data(self, data: str) -> None:
        self.found += [] if self._within else [data]


def in_template(text: str) -> list[str]:
    """What is not translated in it: texts, attributes, literals in tags."""
    tokens = list(_outside(Lexer(text).tokenize()))
    parser = _Texts()
    parser.feed("".join(token.contents if token.token_type == TokenType.TEXT else "" for token in tokens))
    parser.close()

    said = [" ".join(words.split()) for words in parser.found if LETTER.search(SAME.sub("", words))]
    return said + [found for token in tokens if token.token_type != TokenType.TEXT for found in _in_tag(token)]


def _outside(tokens: Iterable[Token]) -> Iterator[Token]:
    """Without comments, the body's classes, and what stands inside of a `blocktranslate`."""
    ends = ""
    for token in tokens:
        name = token.contents.split(maxsplit=1)[0] if token.token_type == TokenType.BLOCK and token.contents else ""
        if ends:
            ends = "" if name == ends else ends
        elif name in ("blocktranslate", "comment"):
            ends = f"end{name}"
        elif token.contents == "block body_class":
            ends = "endblock"
        elif token.token_type != TokenType.COMMENT:
            yield token


def _in_tag(token: Token) -> Iterator[str]:
    name = token.contents.split(maxsplit=1)[0] if token.contents else ""
    if PLURALIZE.search(token.contents):
        yield f"{{{token.contents}}}"
    if name in ("translate", *NAMES):
        return

    for is_translated, literal in LITERAL.findall(token.contents):
        if not is_translated and FOR_PEOPLE.search(SAME.sub("", literal[1:-1])):
            yield f"{literal} in {{{token.contents}}}"


def in_module(text: str) -> list[str]:
    """Sentences in its literals, but for docstrings and what is logged."""
    tree = ast.parse(text)
    left_out = {id(part) for node in ast.walk(tree) for part in _not_shown(node)}
    found = [node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in left_out]

    return [
        f"line {node.lineno}: {node.value}"
        for node in found
        if isinstance(node.value, str) and node.value not in NOT_FOR_PEOPLE and SENTENCE.match(SAME.sub("", node.value))
    ]


def _not_shown(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        yield node.value
    # Types in quotes.
    if isinstance(node, ast.FunctionDef) and node.returns:
        yield from ast.walk(node.returns)
    if isinstance(node, ast.arg | ast.AnnAssign) and node.annotation:
        yield from ast.walk(node.annotation)
    if isinstance(node, ast.Call) and (called(node) in NOT_SHOWN or called(node) in CALLS):
        yield from ast.walk(node)
