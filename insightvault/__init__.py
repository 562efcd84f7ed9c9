"""Wiring: settings, addresses, the JSON API put together from the apps, and the server's entry.

`accounts` is who one is here, `server` how the vault is served, `benchmarks` what it costs. No chat or memory logic.
"""
