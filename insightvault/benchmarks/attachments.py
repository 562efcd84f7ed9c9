"""`manage.py benchmark attachments`: how long a large PDF is read, and what that costs everybody meanwhile."""

import asyncio
import json
import time
from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser

from insightvault.benchmarks.figures import Report
from insightvault.benchmarks.harness import load, machine
from insightvault.benchmarks.harness.looking import while_looking
from insightvault.benchmarks.harness.person import Person
from insightvault.benchmarks.harness.vault import Vault, own_vault
from insightvault.benchmarks.harness.worker_process import running_worker
from insightvault.benchmarks.pdf_file import pdf
from sessions_memory.states import AttachmentState

SUMMARY = "attaches a PDF of 300 pages: time until its text is read, memory, and pages meanwhile"
# Of a book: 42 lines of 60 characters.
LINES, LINE_WORDS = 42, 7
PAGES = ("/", "/history/")
BEFORE_SECONDS = 5
LONGEST_SECONDS = 600
ASK_EVERY_SECONDS = 0.2


def add_arguments(parser: CommandParser) -> None:
    parser.add_argument("--pages", type=int, default=300, metavar="N", help="how many (300)")


def run(options: dict[str, Any]) -> Report:
    machine.must_be_linux()
    with own_vault(settings.DATABASE_URL) as vault:
        report = Report("attachments", vault.storage.kind)
        asyncio.run(_measure(vault, report, options["pages"]))

    return report


async def _measure(vault: Vault, report: Report, pages: int) -> None:
    account = vault.with_people(1, logged_in=True)[0]
    content = pdf([_page(number) for number in range(pages)])
    vault.add_nodes(1)
    vault.nodes[0].start()

    await vault.nodes[0].ready()
    node, person = vault.nodes[0].address, Person(account)
    person.arrive()

    try:
        with running_worker(vault):
            _, before = await while_looking(person, node, PAGES, asyncio.sleep(BEFORE_SECONDS))
            memory = machine.pss_megabytes(vault.nodes[0].pids)
            began = time.monotonic()
            read, meanwhile = await while_looking(person, node, PAGES, _attached(person, node, content))
            seconds = time.monotonic() - began
            grown = machine.pss_megabytes(vault.nodes[0].pids) - memory
    finally:
        await person.close()

    report.add("until its text is read", seconds, "s", at_most=20)
    report.add("pages meanwhile, p95", 1000 * load.percentile(meanwhile, 0.95), "ms", at_most=150)
    report.add("pages before, p95", 1000 * load.percentile(before, 0.95), "ms")
    report.add("memory that the web process grew by", grown, "MB", at_most=20)
    report.notes.append(f"{pages:,} pages, {len(content) / machine.MEGABYTE:.1f} MB, {len(read):,} characters read.")

    if read.count("line") < pages * LINES:
        report.lost.append("Not all of its text was read.")


def _page(number: int) -> str:
    words = " ".join(f"word{place}" for place in range(LINE_WORDS))
    return "\n".join(f"line {line} of page {number} {words}" for line in range(LINES))


async def _attached(person: Person, node: str, content: bytes) -> str:
    """The text that was read of it."""
    pk = await person.attach(node, "book.pdf", content)
    async with asyncio.timeout(LONGEST_SECONDS):
        while True:
            told = json.loads(await person.call(node, f"/attachments/{pk}"))
            if told["state"] != AttachmentState.WAITING:
                return str(told["text"])
            await asyncio.sleep(ASK_EVERY_SECONDS)
