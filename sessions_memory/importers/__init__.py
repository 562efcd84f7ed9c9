"""Histories from other places: bytes in, values out.

Each format has a file of its own that turns one record of an export into the values of `values`; it knows neither
Django nor the database nor where the bytes came from. `reader.read_export(paths, limits, names=(), after=None)`
opens the files, hands each record to the format that recognises it, and yields `values.Item`s.
"""
