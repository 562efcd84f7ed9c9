"""Files that belong to a question: taken in, read, handed to the question that was asked with them, deleted.

`keeping` is the way in and out, `reading` the queue of files that wait for their text, `listing` reads those of many
questions. The text is taken out by `extraction`, a program of its own that can be killed. How a prompt or a page shows
them lies elsewhere.
"""
