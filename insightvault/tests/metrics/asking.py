"""Asks for the metrics over HTTP, and for what is counted in them as people's programs do."""

import json
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from prometheus_client.parser import text_string_to_metric_families

LONGEST_SECONDS = 120
BOUNDARY = "----a-boundary"

# By name and labels, these in order.
Samples = dict[tuple[str, tuple[tuple[str, str], ...]], float]


def text_of(port: int) -> str:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=60) as response:
        return str(response.read().decode())


def samples_in(text: str) -> Samples:
    return {
        (sample.name, tuple(sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def value(samples: Samples, name: str, **labels: str) -> float | None:
    return samples.get((f"insightvault_{name}", tuple(sorted(labels.items()))))


def until(port: int, holds: Callable[[Samples], bool]) -> Samples:
    deadline = time.monotonic() + LONGEST_SECONDS
    while True:
        try:
            found = samples_in(text_of(port))
            if holds(found):
                return found
        except urllib.error.URLError:
            # It begins to listen a moment after the web server.
            found = {}

        assert time.monotonic() < deadline, found
        time.sleep(0.1)


@dataclass(frozen=True)
class Program:
    """Of one person, with a token."""

    address: str
    token: str

    def get(self, path: str, **query: str) -> Any:
        return self._sent(f"{path}?{urllib.parse.urlencode(query)}", None, {})

    def post(self, path: str, body: dict[str, Any]) -> Any:
        return self._sent(path, json.dumps(body).encode(), {"Content-Type": "application/json"})

    def send_file(self, path: str, name: str, content: str) -> Any:
        head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n\r\n'
        body = f"{head}{content}\r\n--{BOUNDARY}--\r\n".encode()
        return self._sent(path, body, {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"})

    def _sent(self, path: str, body: bytes | None, headers: dict[str, str]) -> Any:
        headers = {**headers, "Authorization": f"Bearer {self.token}"}
        asked = urllib.request.Request(self.address + path, data=body, headers=headers)
        with urllib.request.urlopen(asked, timeout=60) as response:
            return json.loads(response.read())
