"""The settings of a vault that fetches the documents of programs from this machine, where tests serve them."""

from insightvault.settings import *  # noqa: F403

OAUTH_FROM_LOOPBACK = True
