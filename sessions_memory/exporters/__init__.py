"""Taking the history out: one file per format. Rows are read in slices by key; what is written is yielded in pieces.

`FORMAT.md` beside this file describes our own format, which the importer of the same name reads back whole.
"""
