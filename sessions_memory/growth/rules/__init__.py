"""Insights by written rules: sentences in which the person tells of something reached, begun or seen anew. Pure.

`finding` is the door. `cleaning` leaves only the person's own words, `sentences` parts them and the clauses in them,
`english/` and `german/` hold the rules with their words. `fitting` tells which fit where: only those are tried for
which a sentence has the words that they need, as `sieve` sees at once; `needed_words` reads these off the patterns, so
that a new one brings nothing but itself. In a text where none fits, `weighing` counts what is told in other words.
`incidents` tells whether two sentences tell the same, `choosing` which are offered. Reading and keeping happen
elsewhere. What a rule finds is a question to the person, never a statement, until it is confirmed.

Every pattern is matched on a clause or a sentence of bounded length, and what it repeats is bounded, so that the work
grows with the text and no faster, whoever wrote it.
"""
