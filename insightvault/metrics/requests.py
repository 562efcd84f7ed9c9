"""Counts requests by method, route and class of status. A route is as `urls` writes it, with no id in it."""

import time
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from django.conf import settings

from insightvault.metrics.recording import REQUEST_SECONDS, REQUESTS

METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
OTHER, STATIC, NOWHERE, LEFT = "other", "static", "none", "none"
# Where the application leaves the route that it found.
ROUTE = "insightvault.route"

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[Mapping[str, Any]]]
Send = Callable[[Mapping[str, Any]], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]


def counted(application: Application) -> Application:
    async def count(scope: Scope, receive: Receive, send: Send) -> None:
        began, status = time.perf_counter(), LEFT

        async def send_on(message: Mapping[str, Any]) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = f"{message['status'] // 100}xx"
                REQUEST_SECONDS.observe(time.perf_counter() - began)
            await send(message)

        try:
            await application(scope, receive, send_on)
        finally:
            REQUESTS.labels(method_of(scope), route_of(scope), status).inc()

    return count


def method_of(scope: Scope) -> str:
    method: str = scope["method"]
    return method if method in METHODS else OTHER


def route_of(scope: Scope) -> str:
    if scope["path"].startswith(settings.STATIC_URL):
        return STATIC

    route: str = scope.get(ROUTE, NOWHERE)
    return route
