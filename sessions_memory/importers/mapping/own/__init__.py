"""Readers of our own format: `fields` reads single ones, `growth` the records that tell of growth.

Each gives a value that fits its column, or raises Refused: a file may come from anybody. Pure functions, as all of
`mapping`; what the records mean for rows is for `storing`.
"""
