"""Bytes to records: archives, JSON taken apart without ever holding a whole file, and the database of `llm`.

Every limit on what a file may hold stands here. Which format a record belongs to is decided in `reading`.
"""
