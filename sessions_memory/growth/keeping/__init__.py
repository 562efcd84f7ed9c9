"""Growth in a person's rows: the only modules of growth that touch the database.

`marks` says that something is to be read anew, `decisions` does what the person decides about their themes and
insights. All thinking is in the pure modules beside this room; pages and calls come in through these doors.
"""
