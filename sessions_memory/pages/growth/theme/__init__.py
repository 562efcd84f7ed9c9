"""A theme's page: its story (`page`), the questions behind it (`members`), what it is within one area (`areas`).

`session_choice` lists the sessions that may be put into it.
"""
