"""The values that the chat's pages show: a thread and its turns, the receipt, the memory line, extras of imports.

Requests, redirects and messages belong to `views`.
"""
