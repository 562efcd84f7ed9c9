"""`manage.py benchmark import`: how fast a ChatGPT export comes in, and what a large one costs everybody meanwhile."""

import asyncio
import json
import re
import time
from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser

from insightvault.benchmarks.chat_export import MESSAGES, write_export
from insightvault.benchmarks.figures import Report
from insightvault.benchmarks.harness import load, machine
from insightvault.benchmarks.harness.looking import while_looking
from insightvault.benchmarks.harness.person import Person
from insightvault.benchmarks.harness.storage import CannotRun
from insightvault.benchmarks.harness.vault import Vault, own_vault
from insightvault.benchmarks.harness.worker_process import running_worker

SUMMARY = "brings in a ChatGPT export: conversations a second; with --gb a large one, memory, and pages meanwhile"
GIGABYTE = 1_000_000_000
PAGES = ("/", "/history/", "/import/")
# Before the import the pages are timed for so long, for comparison.
BEFORE_SECONDS = 5
# A conversation of ten messages, index included, takes some milliseconds; a busy machine several times that.
LONGEST_SECONDS = 3_600
STATE = re.compile(r"import-found|notice is-failed")


def add_arguments(parser: CommandParser) -> None:
    parser.add_argument("--conversations", type=int, default=1_000, metavar="N", help="how many (1,000)")
    parser.add_argument("--gb", type=float, default=0, metavar="SIZE", help="instead: so much JSON in a ZIP, uploaded")


def run(options: dict[str, Any]) -> Report:
    with own_vault(settings.DATABASE_URL) as vault:
        report = Report("import", vault.storage.kind)
        if options["gb"]:
            machine.must_be_linux()
            asyncio.run(_large(vault, report, options["gb"]))
        else:
            _fast(vault, report, options["conversations"])

    return report


def _fast(vault: Vault, report: Report, count: int) -> None:
    person = vault.with_people(1)[0]
    path = vault.folder / "export.zip"
    write_export(path, conversations=count)
    ran = vault.run("insightvault.benchmarks.programs.importing", person.name, str(path), seconds=LONGEST_SECONDS)
    took = json.loads(ran)

    report.add("conversations, index included", count / took["seconds"], "a second", least=500)
    report.add("interactions", took["interactions"] / took["seconds"], "a second")
    report.add("conversations to a second of CPU time", count / took["cpu_seconds"], "")
    report.notes.append(f"{count:,} conversations of {MESSAGES} messages.")

    if took["imported"] != count:
        report.lost.append(f"Only {took['imported']:,} of {count:,} were imported.")


async def _large(vault: Vault, report: Report, gigabytes: float) -> None:
    account = vault.with_people(1, logged_in=True)[0]
    path = vault.folder / "export.zip"
    count = write_export(path, json_bytes=int(gigabytes * GIGABYTE))
    vault.add_nodes(1)
    vault.nodes[0].start()

    await vault.nodes[0].ready()
    node, person = vault.nodes[0].address, Person(account)
    person.arrive()

    try:
        with running_worker(vault) as worker:
            _, before = await while_looking(person, node, PAGES, asyncio.sleep(BEFORE_SECONDS))
            _, upload = await while_looking(person, node, PAGES, person.upload(node, path))
            began = time.monotonic()
            _, meanwhile = await while_looking(person, node, PAGES, _ended(person, node))
            seconds, peak = time.monotonic() - began, machine.peak_megabytes(worker.pid)

        page = await person.look(node, "/import/")
    finally:
        await person.close()

    report.add("conversations", count / seconds, "a second")
    report.add("the worker's peak memory", peak, "MB", at_most=300)
    report.add("pages while it is read, p95", 1000 * load.percentile(meanwhile, 0.95), "ms", at_most=150)
    report.add("pages while it is uploaded, p95", 1000 * load.percentile(upload, 0.95), "ms", at_most=150)
    report.add("pages before, p95", 1000 * load.percentile(before, 0.95), "ms")

    report.notes.append(f"{count:,} conversations, {path.stat().st_size / GIGABYTE:.2f} GB packed, {seconds:.0f} s.")
    if f">{count:,}<" not in page:
        report.lost.append("The result does not name as many as there were.")


async def _ended(person: Person, node: str) -> None:
    async with asyncio.timeout(LONGEST_SECONDS):
        while (ended := STATE.search(await person.look(node, "/import/"))) is None:
            await asyncio.sleep(1)

    if "failed" in ended[0]:
        raise CannotRun("The import failed; its page says why.")
