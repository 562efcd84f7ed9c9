"""Adds up what the processes of this machine counted, and tells it over HTTP at `/metrics`."""

import logging
import os
import sys
import threading
from collections.abc import Iterator
from http import HTTPStatus
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from prometheus_client import CollectorRegistry
from prometheus_client.exposition import MetricsHandler
from prometheus_client.metrics_core import Metric
from prometheus_client.multiprocess import MultiProcessCollector

from insightvault.metrics.queues import Queues
from insightvault.metrics.switching import Address, folder
from insightvault.server.preparation import family_of

logger = logging.getLogger(__name__)

PATH = "/metrics"
# For each wait for whoever asks.
ASKING_SECONDS = 5
ASKING_MAX = 8
# What ended processes counted stays in the sums. One that ends again and again leaves no more files than that.
ENDED_KEPT = 100


class Processes(MultiProcessCollector):
    """The sums over all processes; of those that have ended, what they counted and not what they were doing."""

    def __init__(self, registry: CollectorRegistry, path: Path) -> None:
        self._folder, self._tidying = path, threading.Lock()
        super().__init__(registry, path=str(path))  # type: ignore[no-untyped-call]

    def collect(self) -> Iterator[Metric]:
        # A file that went while another thread reads would be missed.
        with self._tidying:
            self._tidy()
            yield from super().collect()  # type: ignore[no-untyped-call]

    def _tidy(self) -> None:
        ended = [path for path in self._folder.glob("*.db") if not _runs(int(path.stem.rpartition("_")[2]))]
        for path in ended:
            if path.name.startswith("gauge_live"):
                path.unlink()

        counted = [path for path in ended if path.exists()]
        for path in sorted(counted, key=lambda path: path.stat().st_mtime)[:-ENDED_KEPT]:
            path.unlink()


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, address: Address, registry: CollectorRegistry) -> None:
        self.address_family = family_of(address[0])
        self._free = threading.BoundedSemaphore(ASKING_MAX)
        super().__init__(address, Handler.factory(registry))

    def process_request(self, request: Any, client_address: Any) -> None:
        if self._free.acquire(blocking=False):
            super().process_request(request, client_address)
        else:
            self.shutdown_request(request)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._free.release()

    def handle_error(self, request: Any, client_address: Any) -> None:
        logger.warning("somebody who asked got no metrics: %s", sys.exc_info()[1])


class Handler(MetricsHandler):
    timeout = ASKING_SECONDS
    server_version, sys_version = "InsightVault", ""

    def do_GET(self) -> None:
        if urlsplit(self.path).path == PATH:
            super().do_GET()
        else:
            self.send_error(HTTPStatus.NOT_FOUND)


def server(address: Address) -> Server:
    """Listens already. Raises OSError if the address can't be listened on."""
    registry = CollectorRegistry()
    Processes(registry, folder(address))
    registry.register(Queues())

    return Server(address, registry)


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass

    return True
