"""HAProxy in front of the nodes: each request goes to the next one that is ready, wherever the last one went."""

import socket
from collections.abc import Sequence
from pathlib import Path

from insightvault.benchmarks.harness.web_process import WebProcess, free_port
from insightvault.benchmarks.services.program import Program, found, give

PACKAGE = "haproxy"
ANSWER_BYTES = 65_536
# As in docs/deployment.md, but for the addresses.
SETTINGS = """\
global
    maxconn 4000
    stats socket {socket} mode 600 level admin

defaults
    mode http
    option redispatch
    retries 3
    retry-on conn-failure empty-response
    timeout connect 2s
    timeout client 1h
    timeout server 1h
    timeout check 2s
    timeout http-request 10s

frontend vault
    bind 127.0.0.1:{port}
    # What was posted may have been done: only whoever posted it may do so again.
    http-request disable-l7-retry if METH_POST
    default_backend nodes

backend nodes
    balance roundrobin
    option httpchk
    http-check send meth GET uri /readyz ver HTTP/1.1 hdr Host localhost
    default-server check inter 1s fall 3 rise 1 on-marked-down shutdown-sessions
{servers}
"""


class Balancer:
    def __init__(self, nodes: Sequence[WebProcess], folder: Path) -> None:
        self.port = free_port()
        self._socket = folder / "haproxy.sock"
        servers = "\n".join(f"    server node-{node.number} 127.0.0.1:{node.port}" for node in nodes)
        settings = folder / "haproxy.cfg"
        settings.write_text(SETTINGS.format(socket=self._socket, port=self.port, servers=servers))
        give(settings)
        self.program = Program([found("haproxy", PACKAGE), "-db", "-f", settings], self.port, folder)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def drain(self, node: WebProcess) -> None:
        """It gets nothing new; what it answers goes on."""
        self._tell(f"set server nodes/node-{node.number} state drain")

    def use(self, node: WebProcess) -> None:
        self._tell(f"set server nodes/node-{node.number} state ready")

    def is_up(self, node: WebProcess) -> bool:
        return f"nodes,node-{node.number}," in "\n".join(
            line for line in self._tell("show stat").splitlines() if ",UP," in line
        )

    def _tell(self, command: str) -> str:
        with socket.socket(socket.AF_UNIX) as line:
            line.settimeout(5)
            line.connect(str(self._socket))
            line.sendall(f"{command}\n".encode())
            parts = []
            while part := line.recv(ANSWER_BYTES):
                parts.append(part)

        return b"".join(parts).decode()
