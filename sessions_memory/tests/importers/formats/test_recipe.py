"""A new format that misses a step fails a test that names the step: each test here is one step of the recipe."""

import io
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import pytest
from django.core.management import call_command

from sessions_memory.forms import ForgetForm
from sessions_memory.importers import formats
from sessions_memory.importers.formats import FORMATS
from sessions_memory.importers.mapping.contract import Format
from sessions_memory.models import UserSession
from sessions_memory.states import Source, origin, source_name
from sessions_memory.tests.importers import formats as tests

MODULES = [module.name for module in iter_modules(formats.__path__)]
# Told to a person by what the file is, while lists say where it came from.
FILES_OF_ANOTHER_NAME = {"InsightVault": "This vault", "OpenAI-style JSONL": "JSONL"}
# Its proof is the exporter's round trip.
TESTED_ELSEWHERE = {"insightvault"}


@pytest.mark.parametrize("name", MODULES)
def test_every_format_is_in_the_list(name: str) -> None:
    module = import_module(f"{formats.__name__}.{name}")
    declared = [value for value in vars(module).values() if isinstance(value, Format)]

    assert declared, f"formats/{name}.py declares no FORMAT: without one, nothing of it is read."
    for one in declared:
        assert one in FORMATS, f"Add “{one.record}” of formats/{name}.py to FORMATS: no record is asked for it."


@pytest.mark.parametrize("known", FORMATS, ids=lambda known: known.record)
def test_every_format_s_source_is_one_that_sessions_have(known: Format) -> None:
    assert known.source in Source, (
        f"Add {known.source.upper()} = “{known.source}”, “{known.name}” to Source in sessions_memory/states.py. "
        "From it come the name, the filters, the deletion and the export of what is brought in."
    )


@pytest.mark.parametrize("known", FORMATS, ids=lambda known: known.record)
def test_lists_call_a_source_as_its_format_does(known: Format) -> None:
    name = FILES_OF_ANOTHER_NAME.get(known.name, known.name)

    assert source_name(known.source) == name, f"Source and the format name “{known.source}” differently."


def test_every_source_has_a_format() -> None:
    # What is asked from other programs comes through this vault, and not in a file of theirs.
    left = set(Source.values) - {known.source for known in FORMATS} - {Source.PROGRAM}

    assert not left, f"Nothing brings these in any more; they go from Source when no vault has rows of them: {left}"


@pytest.mark.parametrize("source", Source)
def test_every_source_can_be_told_deleted_and_kept(source: Source) -> None:
    longest = UserSession._meta.get_field("source").max_length or 0

    assert len(source) <= longest, f"“{source}” is longer than the column: choose a shorter one."
    assert ForgetForm({"scope": "source", "source": source.value}).is_valid()
    assert source.label in origin(source, source_name(source))


def test_a_new_source_has_its_migration(db: None) -> None:
    told = io.StringIO()
    try:
        call_command("makemigrations", "sessions_memory", check=True, dry_run=True, stdout=told, stderr=told)
    except SystemExit:
        pytest.fail(f"Write the migration with `manage.py makemigrations sessions_memory`:\n{told.getvalue()}")


@pytest.mark.parametrize("name", MODULES)
def test_every_format_has_tests_of_its_own(name: str) -> None:
    proof = Path(tests.__path__[0], f"test_{name}.py")

    assert proof.exists() or name in TESTED_ELSEWHERE, (
        f"Prove formats/{name}.py in tests/importers/formats/{proof.name}."
    )
