"""Growth: what comes back in a person's conversations, found without a model. One door for each question.

`themes.find_themes` finds what somebody talks about again and again. Everything here is pure: values in
(`values.py`), values out, numpy alone, and the same data gives the same result on every machine. What reads the
database and stores what was found is not here, nor is any page.

A theme's way: `tiles` cuts conversations where their words change, `weights` says what each word tells,
`neighbours` which tiles are alike, `communities` which hang together, `settling` which have words of their own and
who belongs to them, `merging` which are one, `identity` which were there before, `deciding` what the person made of
them, `names` what each is called. `filing` files what is new under known themes, until all are found anew.
`language/` holds how general a word is, and what a name may be made of.

`rules/` finds milestones and breakthroughs in what the person wrote, by written rules; its door is `rules.finding`.
"""
