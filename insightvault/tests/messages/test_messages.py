"""No sentence is left untranslated, no translation unused, and each keeps the values and the markup of its message."""

import gettext
import io
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from django import contrib
from django.conf import settings

from insightvault.tests.messages import catalogues, unwrapped
from insightvault.tests.messages.collecting import Message, collected, modules, name_of, templates
from insightvault.tests.rooms import ROOT

pytestmark = pytest.mark.once

# What is read by machines, by who runs the server, or where no page is: it stays English.
STAYS_ENGLISH = (
    *("insightvault/benchmarks/", "insightvault/mcp/", "insightvault/data_dir/", "insightvault/settings.py"),
    "insightvault/metrics/",
    *("insightvault/api", "insightvault/endpoint.py", "insightvault/token_rights.py", "insightvault/sqlite/"),
    *(
        "insightvault/accounts/still_open.py",
        "insightvault/server/preparation.py",
        "insightvault/server/connections.py",
    ),
    *("insightvault/accounts/management/", "insightvault/accounts/checks.py", "insightvault/fake_model_server.py"),
    *(f"insightvault/oauth/{name}.py" for name in ("addresses", "checks", "doors", "models", "protocol")),
    # The first is stored as an answer, the second speaks the language of its question.
    *("chat/answer/built_in.py", "chat/pages/help_notice.py", "chat/growth/", "chat/admin.py", "chat/models.py"),
    # Told by a check, by commands and in the log.
    "chat/model_server/local/encoder.py",
    *("chat/api/", "chat/endpoint/", "chat/management/", "chat/prompt", "chat/help/", "chat/background/"),
    *("sessions_memory/api/", "sessions_memory/management/", "sessions_memory/exporters/", "sessions_memory/sample/"),
    *("sessions_memory/growth/language/", "sessions_memory/recall/", "sessions_memory/database/"),
    # Labels for models and files (pages say `shown_source`), names of zones, statements of SQL, a terminal's words.
    *("sessions_memory/states.py", "sessions_memory/web/zones.py", "sessions_memory/deletion/wiping.py"),
    *("sessions_memory/areas/naming.py", "sessions_memory/importers/raw/llm_database.py"),
    # Words of languages; a log that is stored.
    *("sessions_memory/growth/over_time/voices.py", "sessions_memory/admin/audit.py"),
)
# What our catalogues say in other words than Django's, and as well for its admin.
SAID_OTHERWISE = {"History", "Show all", "Save", "Filter", "Deletion", "users"}
VALUE = re.compile(r"%\(\w+\)s|\{\w*\}|</?[a-z][^>]*>")


@cache
def messages() -> dict[Message, list[str]]:
    return collected()


def unwrapped_in(path: Path) -> list[str]:
    text = path.read_text(encoding="utf-8")
    return unwrapped.in_template(text) if path.suffix == ".html" else unwrapped.in_module(text)


def test_no_words_stand_outside_of_a_message() -> None:
    found = {name_of(path): unwrapped_in(path) for path in (*templates(), *modules())}
    found = {name: texts for name, texts in found.items() if texts and not name.startswith(STAYS_ENGLISH)}

    assert found == {}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("<p>Plain words</p>", ["Plain words"]),
        ('<p>{% translate "Done" %}</p> {# A note #} <code>git pull</code>', []),
        ("<p>{% blocktranslate trimmed %}All <b>done</b>{% endblocktranslate %} left</p>", ["left"]),
        ('<a aria-label="Close" title="{% translate \'Close\' %}" class="big">{{ name }}</a>', ["Close"]),
        ('{% include "_top.html" with name="You" %}', ['"You" in {include "_top.html" with name="You"}']),
        ('{% include "_top.html" with name=_("You") icon="eye" %}', []),
        ("{{ is_on|yesno:'Unpin,Pin' }} {{ is_on|yesno:'true,false' }}", ["'Unpin,Pin' in {is_on|yesno:'Unpin,Pin'}"]),
        ("{{ count }}{{ count|pluralize }}", ["{count|pluralize}"]),
    ],
)
def test_words_outside_of_a_message_are_seen(text: str, found: list[str]) -> None:
    assert unwrapped.in_template(text) == found


def test_a_sentence_in_a_module_is_seen() -> None:
    module = '"""Reads all."""\nlogger.info("Read all of it")\nx = _("Read all of it")\ny = f"Read {x} of it all"\n'
    assert unwrapped.in_module(module + 'z = "Read all of it"') == ["line 5: Read all of it"]


@pytest.mark.parametrize("language", catalogues.languages())
def test_nothing_is_translated_that_nobody_says(language: str) -> None:
    assert catalogues.catalogue(language).keys() - messages().keys() == {catalogues.HEADER}


@pytest.mark.parametrize("language", [code for code, _ in settings.LANGUAGES if code != settings.LANGUAGE_CODE])
def test_a_language_that_is_offered_is_complete_and_compiled(language: str) -> None:
    texts = catalogues.catalogue(language)
    assert messages().keys() - texts.keys() == set()
    # Else: make messages.
    assert catalogues.file_of(language, ".mo").read_bytes() == catalogues.compiled(texts)


@pytest.mark.parametrize("language", catalogues.languages())
def test_a_translation_keeps_values_and_markup(language: str) -> None:
    texts = {message: said for message, said in catalogues.catalogue(language).items() if message.one}
    lost = [text for message, said in texts.items() for text in said if kept_by(text) not in kept_of(message)]

    assert lost == []


def kept_by(text: str) -> Counter[str]:
    return Counter(VALUE.findall(text))


def kept_of(message: Message) -> list[Counter[str]]:
    return [kept_by(message.one), kept_by(message.several)] if message.several else [kept_by(message.one)]


def test_what_is_compiled_is_read_by_gettext() -> None:
    texts = {
        catalogues.HEADER: ("Content-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=2; plural=n != 1;\n",),
        Message("Save"): ("Sichern",),
        Message("May", context="month"): ("Mai",),
        Message("{n} day", "{n} days"): ("{n} Tag", "{n} Tage"),
    }
    read = gettext.GNUTranslations(io.BytesIO(catalogues.compiled(texts)))

    assert read.gettext("Save") == "Sichern" and read.pgettext("month", "May") == "Mai"
    assert read.ngettext("{n} day", "{n} days", 2) == "{n} Tage"


def test_a_catalogue_is_written_as_it_is_read() -> None:
    texts = {
        catalogues.HEADER: ("Language: de\n",),
        Message('Say “a”\nand \\ "b"'): ('Sag „a“\nund \\ "b"',),
        Message("{n} day", "{n} days", "a span"): ("{n} Tag", "{n} Tage"),
    }
    places = {message: ["a.html"] for message in texts if message.one}

    assert dict(catalogues.read(catalogues.written(places, texts, 2))) == texts


def test_scripts_say_what_their_list_holds_and_nothing_else() -> None:
    scripts = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "static/js").glob("*.js"))
    held = set(re.findall(r'data-word="([\w-]+)"', (ROOT / "templates/_words.html").read_text(encoding="utf-8")))
    names = {re.sub(r"-(one|other)$", "", name) for name in held}

    assert {name for name in names if f'"{name}"' not in scripts} == set()
    assert set(re.findall(r'\b(?:said|counted)\("([\w-]+)"', scripts)) - names == set()


def test_the_catalogues_go_into_the_image() -> None:
    assert "!locale" in (ROOT / ".dockerignore").read_text(encoding="utf-8").split()


@pytest.mark.parametrize("language", catalogues.languages())
def test_no_message_of_ours_takes_a_word_of_djangos_admin_away(language: str) -> None:
    """A message without a context is Django's too: the admin's link "Change" would name an insight."""
    theirs: dict[str, str] = {}
    for app in ("admin", "auth"):
        path = Path(contrib.__path__[0], app, "locale", language, "LC_MESSAGES", "django.mo")
        theirs |= {str(key): text for key, text in gettext.GNUTranslations(path.open("rb"))._catalog.items()}  # type: ignore[attr-defined]

    ours = {message.one: texts[0] for message, texts in catalogues.catalogue(language).items() if not message.context}
    other = {one for one, text in ours.items() if one and one in theirs and theirs[one] != text}
    assert other <= SAID_OTHERWISE
