"""Keeping: the one part of growth that reads a person's rows, stores what was found in them, and what they decide.

`marks` tells that something came, went or was decided; whoever changes what growth reads calls it in the same
transaction. `decisions` does what the person decides about their themes and insights. Everything else follows from a
mark, in the worker. No page is made here, and nothing is thought out: that is for the pure modules beside this room.
"""
