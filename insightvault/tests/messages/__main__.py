"""`make messages`: writes and compiles the catalogues; with "lacking" and beginnings of names, prints gaps."""

import sys

from insightvault.tests.messages import catalogues
from insightvault.tests.messages.collecting import Message, collected


def main(arguments: list[str]) -> None:
    messages = collected()
    for language in catalogues.languages():
        if arguments[:1] == ["lacking"]:
            print(lacking(language, messages, tuple(arguments[1:])))
        else:
            update(language, messages)


def lacking(language: str, messages: dict[Message, list[str]], beginnings: tuple[str, ...]) -> str:
    known = catalogues.catalogue(language)
    left = {
        message: places
        for message, places in messages.items()
        if message not in known and any(place.startswith(beginnings or ("",)) for place in places)
    }
    return catalogues.written(left, known, catalogues.forms_of(known))


def update(language: str, messages: dict[Message, list[str]]) -> None:
    known = catalogues.catalogue(language)
    kept = {message: texts for message, texts in known.items() if message in messages or message == catalogues.HEADER}
    text = catalogues.written(messages, kept, catalogues.forms_of(known))

    for suffix, content in ((".po", text.encode()), (".mo", catalogues.compiled(kept))):
        path = catalogues.file_of(language, suffix)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)

    untranslated, unused = len(messages) - len(kept) + 1, len(known) - len(kept)
    print(f"{language}: {len(messages)} messages, {untranslated} untranslated; {unused} no longer used were left out")


if __name__ == "__main__":
    main(sys.argv[1:])
