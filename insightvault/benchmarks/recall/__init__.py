"""`manage.py benchmark recall`: how much of the labelled evidence is recalled, and how fast.

The data's conversations are stored and asked through the product's own store
and door, in a database of its own. Where two named people talk, each text has
its speaker's name before it. With EMBEDDING_MODEL it is asked with vectors.
"""

import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser

from insightvault.benchmarks.figures import Report
from insightvault.benchmarks.harness.storage import CannotRun
from insightvault.benchmarks.harness.vault import Vault, kept_vault, own_vault
from insightvault.benchmarks.recall.evidence import Answered, of_folds, shares
from insightvault.benchmarks.recall.speed import add_speed

SUMMARY = "asks labelled questions into stored conversations: what is recalled, and how fast"
FILES = ("turns.jsonl", "questions.jsonl", "gold.jsonl")
SECONDS = 3_600
NEEDLESS_AT_MOST = 5.0


def add_arguments(parser: CommandParser) -> None:
    parser.add_argument("--data", type=Path, metavar="DIR", help=f"a folder with {', '.join(FILES)}")
    parser.add_argument("--together", action="store_true", help="with --data: all conversations are one person's")
    parser.add_argument("--folds", action="store_true", help="with --data: also each fifth of the conversations alone")
    parser.add_argument("--out", type=Path, metavar="RUN.jsonl", help="write the ranked pairs of each question there")
    parser.add_argument(
        "--rows", type=int, default=0, metavar="N", help="measure the speed among N interactions, a tenth one person's"
    )
    parser.add_argument(
        "--filled", type=Path, metavar="DIR", help="with --rows: fill the vault in DIR, or go on in what is there"
    )


def run(options: dict[str, Any]) -> Report:
    folder: Path | None = options["data"]
    if folder is None and not options["rows"]:
        raise CannotRun("Name a folder of labelled conversations with --data, or a number of interactions with --rows.")

    missing = [name for name in FILES if folder and not (folder / name).is_file()]
    if missing:
        raise CannotRun(f"{folder} has no {missing[0]}.")

    filled: Path | None = options["filled"]
    if filled and (folder or not options["rows"]):
        raise CannotRun("--filled goes with --rows alone: conversations are stored in a vault of their own.")

    url = settings.DATABASE_URL
    with kept_vault(filled.resolve(), url) if filled else own_vault(url, keep=False, **_embeddings()) as vault:
        report = Report("recall", vault.storage.kind)
        vault.with_people(0)
        if folder:
            _measure_quality(vault, report, folder, options)
        if options["rows"]:
            add_speed(vault, report, options["rows"])

    return report


def _measure_quality(vault: Vault, report: Report, folder: Path, options: dict[str, Any]) -> None:
    run_file: Path = options["out"] or vault.folder / "run.jsonl"
    files = (str(folder.resolve()), str(run_file.resolve()), *(["together"] if options["together"] else []))
    vault.run("insightvault.benchmarks.recall.asking", *files, seconds=SECONDS)
    answered = [Answered(**json.loads(line)) for line in run_file.read_text(encoding="utf-8").splitlines()]
    gold = [json.loads(line) for line in (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines()]

    for share in [*shares(answered, gold), *(of_folds(answered, gold) if options["folds"] else [])]:
        at_most = NEEDLESS_AT_MOST if share.is_needless else None
        report.add(share.name, 100 * share.value, "%", at_most=at_most)

    if settings.EMBEDDING_MODEL:
        by_meaning = sum(one.by_meaning for one in answered)
        report.notes.append(
            f"With vectors of {settings.EMBEDDING_MODEL} for {by_meaning:,} of {len(answered):,} questions; "
            "for the others none came in time."
        )


def _embeddings() -> dict[str, str]:
    """The vault has no chat server whose address and key it could take."""
    return {
        "EMBEDDING_MODEL": settings.EMBEDDING_MODEL,
        "EMBEDDING_BASE_URL": settings.EMBEDDING_BASE_URL or settings.OPENAI_BASE_URL,
        "EMBEDDING_API_KEY": settings.EMBEDDING_API_KEY,
    }
