"""What guards passwords: how often they are tried, from which browsers somebody came in before, how hashes are made.

The forms that take a password are not here; `passwords` stands before each of them.
"""
