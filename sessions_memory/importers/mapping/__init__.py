"""Tools that turn the records of a format into conversations.

`contract` says what a format is, `values` what it gives; `dialogue` joins messages to interactions, `branches` walks
trees; `shapes`, `texts` and `times` read fields that may hold anything. Pure functions: no file, no database.
"""
