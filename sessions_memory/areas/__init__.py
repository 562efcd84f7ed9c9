"""Areas: sets of sessions, each with a recall of its own.

`rules` says which sessions may be recalled from where a question is asked; `reading` asks the database for what the
rule needs; `keeping` makes, changes and deletes areas, and moves sessions; `folders` makes those of an import. An area
that is closed is recalled nowhere else and is no part of growth. The rows that a rule leaves out are left out by
whoever reads: recall, search, growth, the lists.
"""
