"""How large a text is for a model, as a page says it."""

from django import template

from chat.prompt.tokens import estimate_tokens

register = template.Library()


@register.filter
def tokens(text: str | None) -> str:
    """The estimate, with its thousands apart; of no text, none."""
    return f"{estimate_tokens(text) if text else 0:,}"
