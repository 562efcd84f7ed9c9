"""Histories from other places: bytes in, values out, rows kept.

`reading.reader` opens the files that a person chose and takes them apart into records (`raw`) without ever holding a
whole one. It hands each record to the format that recognises it (`formats`), which gives the values of
`mapping.values`. A file's name decides nothing. Up to here nothing knows our database, the network, or more of Django
than its marks of sentences to translate. `storing` keeps what was read, `jobs` runs it in the worker, `uploads` takes
the files in. `sentences` tells in a reader's language what was stored in English. `formats` says how to add a format.
"""
