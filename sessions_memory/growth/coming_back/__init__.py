"""Reasons to come back: what was said on this day, what is new since the last visit, a question of one's own themes.

`on_this_day` and `questions` are pure; `gentle` says what is never put before somebody unasked. `days`, `visits` and
`choices` read and write a person's rows. Nothing here reminds, counts streaks or sends anything: it stands on a page
for who opens it.
"""
