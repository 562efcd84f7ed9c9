"""Parts that pages and calls have in common, whatever they show.

Dates in the reader's words, time zones, keyset cursors, addresses, downloads, rows of long lists, highlighted words.
Functions over values, without a query; `row_templates` alone knows the template library, for it does a tag's work.
The contents of a page live in `pages`.
"""
