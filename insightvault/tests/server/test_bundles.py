"""All style sheets are one file, and all scripts, with nothing left out."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.test import Client
from pytest_django import Settings

from insightvault.server import bundles
from insightvault.server.bundles import SCRIPTS, STYLES
from sessions_memory.templatetags.text_filters import rendered_once

OWN_PAGE = {"css/admin.css"}


@pytest.fixture
def static_root(settings: Settings, tmp_path: Path) -> Path:
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    }
    call_command("collectstatic", interactive=False, verbosity=0)
    return tmp_path / "static"


def test_each_of_our_files_is_in_one(settings: Settings) -> None:
    folder = Path(settings.BASE_DIR) / "static"
    sheets = {f"css/{path.name}" for path in (folder / "css").glob("*.css")} - OWN_PAGE
    assert set(bundles.listed(STYLES)) == sheets

    scripts = bundles.made(SCRIPTS)
    for path in (folder / "js").glob("*.js"):
        assert scripts.count(f'modules["{path.name}"] = ') == 1, path.name


def test_it_is_collected_with_the_addresses_of_what_it_names(static_root: Path) -> None:
    sheet = next(path for path in (static_root / "css").glob("all.*.css"))
    assert re.search(r'url\("\.\./fonts/inter-latin\.[0-9a-f]{12}\.woff2"\)', sheet.read_text())
    assert sheet.with_name(f"{sheet.name}.gz").exists()
    assert list((static_root / "js").glob("all.*.js"))


def test_a_script_stands_behind_its_imports_and_keeps_its_names_to_itself(settings: Settings, tmp_path: Path) -> None:
    settings.BASE_DIR = tmp_path
    folder = tmp_path / "static/js"
    folder.mkdir(parents=True)
    (folder / "a.js").write_text('import { ONE, two } from "./b.js";\nconst own = ONE;\n')
    (folder / "b.js").write_text("export const ONE = 1;\nexport async function two() {}\nconst own = 2;\n")

    made = bundles.scripts(["js/a.js", "js/b.js"])
    assert made.index('modules["b.js"] = { ONE, two }') < made.index('const { ONE, two } = modules["b.js"];')
    assert "import" not in made and "export" not in made and made.count("const own") == 2

    (folder / "a.js").write_text('import * as b from "./b.js";\n')
    with pytest.raises(ImproperlyConfigured, match=r"js/a.js: this form of import or export is not known"):
        bundles.scripts(["js/a.js"])


def test_a_page_links_one_sheet_and_two_scripts(as_ann: Client, settings: Settings) -> None:
    rendered_once.cache_clear()
    page = as_ann.get("/").content.decode()
    assert re.findall(r'rel="stylesheet"\s+href="[^"]*/(\w+)\.css"', page) == ["all"]
    assert re.findall(r"<script[^>]*/([\w.-]+)\.js", page) == ["htmx-2.min", "all"]


def test_with_debug_each_is_served_as_it_lies_there(as_ann: Client, settings: Settings) -> None:
    settings.DEBUG = True
    rendered_once.cache_clear()
    page = as_ann.get("/").content.decode()
    rendered_once.cache_clear()

    assert "/css/tokens.css" in page and "/js/stream.js" in page and "/all." not in page
    assert finders.find("css/tokens.css") and not finders.find(STYLES)
