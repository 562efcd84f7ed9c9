"""What growth knows of languages beside recall's words: how general a word is, and of which runs names are made.

Which words a text has, their stems and the words that only hold a sentence together are recall's.
"""
