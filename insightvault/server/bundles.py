"""One style sheet and one script out of ours, made as static files are collected: no page waits for eighty files.

`templates/_styles.html` and `_scripts.html` list them, in their order. With DEBUG each is served as it lies there.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.exceptions import ImproperlyConfigured
from django.core.files.base import ContentFile, File
from django.core.files.storage import Storage

STYLES, SCRIPTS = "css/all.css", "js/all.js"
LISTS = {STYLES: "_styles.html", SCRIPTS: "_scripts.html"}
LISTED = re.compile(r"\{% static '((?:css|js)/[^']+)' %\}")
# The two forms that our scripts use.
IMPORT = re.compile(r'^import (\{ [\w, ]+ \}) from "\./([\w-]+\.js)";$', re.MULTILINE)
EXPORT = re.compile(r"^export ((?:async )?(?:function|class|const)) (\w+)", re.MULTILINE)
OTHER = re.compile(r"^(?:import|export)\b", re.MULTILINE)


def listed(bundle: str) -> list[str]:
    """The files that a bundle is made of."""
    return LISTED.findall(list_of(bundle).read_text(encoding="utf-8"))


def list_of(bundle: str) -> Path:
    return Path(settings.BASE_DIR) / "templates" / LISTS[bundle]


def made(bundle: str) -> str:
    return styles(listed(bundle)) if bundle == STYLES else scripts(listed(bundle))


def styles(names: Iterable[str]) -> str:
    return "\n".join(_without_comments(_text(name)).strip() for name in names)


def _without_comments(text: str) -> str:
    before, *commented = text.split("/*")
    return before + "".join(part.partition("*/")[2] for part in commented)


def scripts(names: Iterable[str]) -> str:
    """Each is a block of its own, as a module is, behind those that it imports."""
    done: dict[str, str] = {}
    for name in names:
        _add(name, done)

    return "const modules = {};\n" + "\n".join(done.values())


def _add(name: str, done: dict[str, str]) -> None:
    if name in done:
        return

    text = _text(name)
    for _, imported in IMPORT.findall(text):
        _add(f"js/{imported}", done)

    exported = [found[1] for found in EXPORT.findall(text)]
    text = EXPORT.sub(r"\1 \2", IMPORT.sub(r'const \1 = modules["\2"];', text))
    if found := OTHER.search(text):
        line = text[found.start() :].partition("\n")[0]
        raise ImproperlyConfigured(f"{name}: this form of import or export is not known to the bundle: {line}")

    done[name] = f'{{\n{text}\nmodules["{name.removeprefix("js/")}"] = {{ {", ".join(exported)} }};\n}}'


def _text(name: str) -> str:
    return (Path(settings.BASE_DIR) / "static" / name).read_text(encoding="utf-8")


class BundleStorage(Storage):
    """`path`: of the list, which changes when what belongs to a bundle does."""

    def _open(self, name: str, mode: str = "rb") -> File[bytes]:
        return ContentFile(made(name).encode(), name)

    def path(self, name: str) -> str:
        return str(list_of(name))


class BundleFinder(BaseFinder):
    """For `collectstatic`."""

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[Any]:
        storage = BundleStorage()
        yield from ((name, storage) for name in LISTS)

    def find(self, path: str, find_all: bool = False, **older: Any) -> Any:
        return []
