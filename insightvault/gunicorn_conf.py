"""How gunicorn serves InsightVault: `gunicorn -c insightvault/gunicorn_conf.py insightvault.asgi`."""

import asyncio
import signal
from typing import Any

from insightvault import settings
from insightvault.server import open_files

# This runs before any process is made, so each inherits it.
open_files.raise_limit()

bind = f"{settings.HOST}:{settings.PORT}"
workers = settings.WEB_WORKERS
worker_class = "insightvault.server.web_worker.Worker"
asgi_lifespan = "on"
# Streams last as long as answers do; a worker that hangs is seen by its missing heartbeat.
timeout = 60
graceful_timeout = 30
keepalive = 5
# The most it knows; searches stand there, escaped.
limit_request_line = 8190
logger_class = f"insightvault.server.gunicorn_logs.{'JsonLines' if settings.LOG_FORMAT == 'json' else 'Lines'}"
loglevel = settings.LEVEL_OF_OTHERS.lower()
# Its default lies in the home folder, where two vaults would meet.
umask = 0o077
control_socket_disable = True
forwarded_allow_ips = "*" if settings.BEHIND_TLS else "127.0.0.1,::1"


def post_worker_init(worker: Any) -> None:
    """At SIGTERM the running answers are told at once, and connections without a request hold up nothing.

    gunicorn by itself waits for open connections before it runs the lifespan's
    shutdown. A stream stays open until its answer ends, and a browser keeps
    connections in advance: with one, the end took 30 s.
    """

    def leave() -> None:
        worker.handle_exit_signal()
        worker.leaving = asyncio.ensure_future(_leave(worker), loop=worker.loop)

    worker.loop.add_signal_handler(signal.SIGTERM, leave)


async def _leave(worker: Any) -> None:
    # The master reads this file, and must not load the application.
    from insightvault import asgi

    await asgi.leave()
    worker.handle_quit_signal()
