"""What pages and calls have in common, whatever they show.

Dates in the reader's words, time zones, keyset cursors, addresses, downloads, rows of long lists, highlighted words.
Functions over values: no query and no template library here. What a page is made of lives in `pages`.
"""
