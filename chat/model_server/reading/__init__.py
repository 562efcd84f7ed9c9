"""Reads the bytes of a model server up to the words: events, JSON that is nearly some, and the shapes of an answer.

Pure, and lenient: whatever can be understood is. What the words mean for an answer, and which sentence an error gets,
is told one room above.
"""
