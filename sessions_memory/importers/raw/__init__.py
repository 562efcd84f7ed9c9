"""Bytes to records: archives, JSON taken apart without ever holding a whole file, and the database of `llm`.

Every limit on what a file may hold stands here. `reading` decides which format a record belongs to.
"""
