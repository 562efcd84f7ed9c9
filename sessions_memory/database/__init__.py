"""Tools between our code and the database, for every other room.

Statements that are compiled once (`compiled_sql`), rows written many at a time, the errors that mean an outage, the
threads on which the ORM runs, the lock on one person, and what the disk and a text column can hold. Nothing here knows
a session or a question; what is read and written is said in `querysets` and in the rooms.
"""
