"""Takes the text out of a file, and makes an image smaller: a program for one file, `python -m` this package.

A file may come from anybody and may be made to do harm, so nothing here knows Django, the database or a secret. The
program gets the file as its input, bounds its own memory and time (`confinement`), and writes what it found. It runs
nothing and opens no connection. `kinds` says by its content what a file is.
"""
