"""A history of ours to try the vault with: a year of somebody's questions, in `history.json`.

`dating` lays its days so that the year ends now, `loading` brings it in as any other file is, for one person and as a
source of its own. It is deleted as any source is. What is not here: the format by which the import reads it.
"""
