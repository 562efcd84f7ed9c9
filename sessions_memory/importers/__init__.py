"""Histories from other places: bytes in, values out.

`reader.read_export` opens the files a person chose (`files`, `archive`), takes them apart into records without ever
holding a whole one (`records`, `window`, `parsing`), hands each record to the format that recognises it, and yields
the values of `values`. What a file is called decides nothing, and none of these know Django, our database or the
network. `store` and `rows` keep what was read.

To add a format, copy the file of the nearest one, and change it:

- `recognises(record)` looks for the fields that only this format has;
- `read(record, context)` puts its messages in order (`branches` walks a tree), says of each whether it is a question,
  an answer or something aside (`dialogue.Said`), and hands them to `dialogue.conversation`;
- `FORMAT` names it; a line in `formats.FORMATS` makes it known;
- its file in tests/importers proves it with small records written there.

`shapes`, `texts` and `times` read fields that may hold anything; what is not as hoped for counts as not there.
"""
