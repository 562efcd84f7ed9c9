"""Deleting for real: the rows and all that was made of them (`forgetting`), large deletions in the worker (`jobs`), and
their traces in the database's files (`wiping`).

What would be deleted is counted here as well; the pages that show it live in `views`.
"""
