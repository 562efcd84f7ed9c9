import pytest
from django.template import engines
from django.utils import translation


def rendered(source: str, **context: object) -> list[str]:
    """In English, in German, and in both again: what was looked up before is kept."""
    template = engines["django"].from_string(source)
    told = []
    for language in ("en", "de") * 2:
        with translation.override(language):
            told.append(template.render(context))

    assert told[:2] == told[2:]
    return told[:2]


def test_a_message_is_said_in_the_language_of_each_reader() -> None:
    assert rendered("{% translate 'Save' %}") == ["Save", "Speichern"]


@pytest.mark.parametrize(
    "source",
    [
        "{% translate 'Save' as word %}{{ word }}",
        "{% translate word %}",
        "{% with other=word %}{% translate other %}{% endwith %}",
    ],
)
def test_one_that_is_named_or_a_value_is_said_too(source: str) -> None:
    assert rendered(source, word="Save") == ["Save", "Speichern"]
    assert rendered(source.replace("'Save'", "'Cancel'"), word="Cancel") == ["Cancel", "Abbrechen"]


def test_a_filter_is_applied_to_each() -> None:
    assert rendered("{% translate 'Save'|upper %}") == ["SAVE", "SPEICHERN"]
