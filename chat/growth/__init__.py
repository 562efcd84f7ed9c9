"""A model's words about growth, where the person allows it: sentences of reviews, names of themes, and insights.

`wording` is the way in: one question to the model at a time, few a day and person. `reviews`, `naming` and
`insights` say what is sent and keep what came; `sentences`, `label`, `proposals` and `reply` judge it, pure. Whatever
the model says is checked against the person's own words, and what is not found there is thrown away. Without a model
all of growth stays as `sessions_memory.growth` found it.
"""
