"""`{% translate %}` for templates: what has no values is looked up once for each language.

A page holds some hundred and fifty such messages, and each look-up costs several microseconds.
"""

from django.template import Library, Node
from django.template.base import FilterExpression, Parser, Token
from django.template.context import Context
from django.templatetags.i18n import TranslateNode, do_translate
from django.utils.translation import get_language

register = Library()


class FixedMessage(Node):
    def __init__(self, node: TranslateNode) -> None:
        self._node = node
        self._said: dict[tuple[str | None, bool], str] = {}

    def render(self, context: Context) -> str:
        key = (get_language(), context.autoescape)
        if key not in self._said:
            self._said[key] = self._node.render(context)

        return self._said[key]


@register.tag
def translate(parser: Parser, token: Token) -> Node:
    node = do_translate(parser, token)
    return FixedMessage(node) if _is_fixed(node) else node


def _is_fixed(node: TranslateNode) -> bool:
    said: FilterExpression = node.filter_expression
    is_text = getattr(said.var, "literal", None) is not None and not said.filters
    return is_text and not node.asvar and (not node.message_context or isinstance(node.message_context.var, str))
