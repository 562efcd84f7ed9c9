"""PgBouncer in transaction mode: each transaction may get another connection of the server."""

from pathlib import Path
from urllib.parse import unquote, urlsplit

from insightvault.benchmarks.harness.web_process import free_port
from insightvault.benchmarks.services.program import Program, found, give

PACKAGE = "pgbouncer"
SETTINGS = """\
[databases]
* = host=127.0.0.1 port={server}

[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
unix_socket_dir =
auth_type = trust
auth_file = {people}
pool_mode = transaction
default_pool_size = 20
max_client_conn = 1000
server_login_retry = 1
# Tests name an option of their own, which the role of the CI has anyway.
ignore_startup_parameters = extra_float_digits, options
"""


class Pgbouncer:
    """Leads to the PostgreSQL of `server_url`, on this machine; its role is the one that may log in."""

    def __init__(self, server_url: str, folder: Path) -> None:
        self._server = urlsplit(server_url)
        self._folder, self._port = folder, free_port()
        self._people, self._settings = folder / "userlist.txt", folder / "pgbouncer.ini"
        self._people.write_text(f'"{self._server.username}" "{unquote(self._server.password or "")}"\n')
        self._people.chmod(0o600)
        give(self._people)
        self._lead_to(self._server.port or 5432)
        self.program = Program([found("pgbouncer", PACKAGE), self._settings], self._port, folder)

    @property
    def url(self) -> str:
        """Of the same database, through this."""
        who = self._server.netloc.rpartition("@")[0]
        return self._server._replace(netloc=f"{who}@127.0.0.1:{self._port}").geturl()

    def lead_to(self, port: int) -> None:
        """Another PostgreSQL from now on."""
        self._lead_to(port)
        self.program.reload()

    def _lead_to(self, port: int) -> None:
        self._settings.write_text(SETTINGS.format(server=port, port=self._port, people=self._people))
        give(self._settings)
