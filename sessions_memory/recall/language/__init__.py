"""Reads a text, without a database: words and their stems, dates that are named, cues, standing wishes, passages.

Pure functions in all languages of recall. How rare a word is for one person, and what that is worth, is said in
`recall.scoring`.
"""
