"""The people of a vault: first run, login and its bounds, passwords, API tokens, the account page, leaving.

Nothing here knows a session or a question.
"""
