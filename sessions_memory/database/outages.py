"""Errors of a database that is restarted, unreachable, full or locked for too long: try the whole again later."""

from django.db import InterfaceError, OperationalError

DATABASE_OUTAGE = (OperationalError, InterfaceError)
