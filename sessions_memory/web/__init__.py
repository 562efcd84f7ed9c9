"""What pages and calls have in common, whatever they show.

Dates in the reader's words, time zones, keyset cursors, addresses, downloads, rows of long lists, highlighted words.
Functions over values, without a query; the template library is known by `row_templates` alone, which does a tag's
work. What a page is made of lives in `pages`.
"""
